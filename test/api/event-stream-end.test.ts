// An event stream ends with the client that closes its sending side: nobody reads it any more, and it never ends by itself.

import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, it } from "vitest";
import { emulate, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

it.each([
  ["alone", "\r\n"],
  ["with a body", "Content-Length: 15\r\n\r\nsandbox=scratch"],
  ["before another request", "\r\nGET /torpedo/v1/certificate HTTP/1.1\r\nHost: localhost\r\n\r\n"],
  ["before octets that are no request", "\r\nGET /torpedo/v1 HTTP/1.1\r\nHost\r\n\r\n"],
  [
    "with a body, before octets that are no request",
    "Content-Length: 15\r\n\r\nsandbox=scratchGET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHost\r\n\r\n",
  ],
])("of a request %s", async (_name, rest) => {
  const { urls } = await emulate();
  const socket = connect({ port: Number(new URL(urls.http).port), host: "127.0.0.1", allowHalfOpen: true });
  const closed = once(socket, "close");
  socket.on("error", () => {});
  socket.on("end", () => socket.end());
  socket.resume();
  socket.end(`GET /torpedo/v1/events HTTP/1.1\r\nHost: localhost\r\n${rest}`);
  await expect(closed).resolves.toBeDefined();
});
