// Bounds of an emulator as a whole, and what it says when they are reached.

import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, it } from "vitest";
import { callApi } from "../support/control.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

it("sandboxes: no more than the bound, and again one when one is gone", async () => {
  const emulator = await emulate({}, { bounds: { sandboxes: 2 } });
  expect((await callApi(emulator, "POST /sandboxes", { name: "one" })).status).toBe(201);
  const detail =
    "sandbox: 2 exist already; remove some of them, give them an idle time, or start with --bound sandboxes=NUMBER.";
  expect(await callApi(emulator, "POST /sandboxes", { name: "two" })).toMatchObject({ status: 503, body: { detail } });
  expect((await callApi(emulator, "DELETE /sandboxes/one")).status).toBe(204);
  expect((await callApi(emulator, "POST /sandboxes", { name: "two" })).status).toBe(201);
});

it("waits: no more than the bound", async () => {
  const emulator = await emulate({}, { bounds: { waits: 1 } });
  const wait = { what: "messages", timeout: "10m" };
  const left = new AbortController();
  const first = emulator.wait({ what: "messages", timeout: "10m" }, { signal: left.signal });
  first.catch(() => {});
  const refused = await callApi(emulator, "POST /sandboxes/default/wait", wait);
  const detail = "wait: 1 are open already; end one of them first, or start with --bound waits=NUMBER.";
  expect(refused).toMatchObject({ status: 503, body: { detail } });
  left.abort();
  await expect(first).rejects.toThrow("abort");
  expect((await callApi(emulator, "POST /sandboxes/default/wait", { ...wait, timeout: "1ms" })).status).toBe(200);
});

it("waits: those whose client left before they began are not open", async () => {
  const emulator = await emulate({}, { bounds: { waits: 1 } });
  const wait = { what: "messages", timeout: "10m" };
  const body = JSON.stringify(wait);
  const head = "POST /torpedo/v1/sandboxes/default/wait HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json";
  const before = "GET /torpedo/v1/sandboxes/default HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  const request = `${before}${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  // The end of the connection comes while the first request is answered.
  const socket = connect({ port: Number(new URL(emulator.urls.http).port), host: "127.0.0.1" }).resume();
  socket.end(request);
  await once(socket, "close");
  expect(await callApi(emulator, "POST /sandboxes/default/wait", { ...wait, timeout: "1ms" })).toMatchObject({
    status: 200,
  });
});
