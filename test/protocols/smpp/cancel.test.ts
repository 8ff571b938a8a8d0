// A reset drops the held answers of its sandbox and closes their connections; others go on.

import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import type { AnswerOptions } from "../../../src/protocols/smpp/session-types.ts";
import { openListener, reply } from "./support/listener.ts";
import { bindTransceiver, header, submitSm, submitSmResp } from "./support/octets.ts";

it.each<[name: string, held: AnswerOptions]>([
  ["a delayed answer", { delayMs: 60_000 }],
  ["one that never comes", { fault: { kind: "hang" } }],
  ["a silent session", { fault: { kind: "silence" } }],
])("%s", async (_name, held) => {
  const reset = new AbortController();
  await using listener = await openListener({
    handlers: {
      request: (_session, request) => ({
        ...reply(request),
        cancel: reset.signal,
        ...(request.sequence === 2 ? held : { delayMs: 1 }),
      }),
    },
  });
  const [waits, idle] = [await listener.connect(), await listener.connect()];
  for (const client of [waits, idle]) {
    client.send(bindTransceiver);
    await client.readPdu();
  }
  idle.send(submitSm(3));
  expect(await idle.readPdu()).toEqual(submitSmResp(3));
  waits.send(submitSm(2));
  while (getEventListeners(reset.signal, "abort").length === 0) await new Promise((next) => setImmediate(next));
  reset.abort();
  expect(await waits.readToEnd()).toHaveLength(0);
  waits.destroy();
  idle.send(header(0x15, 0, 4));
  expect(await idle.readPdu()).toEqual(header(0x80000015, 0, 4));
  while (listener.closed.length === 0) await new Promise((next) => setImmediate(next));
  expect(listener.closed).toEqual(["cancelled"]);
  expect(getEventListeners(reset.signal, "abort")).toEqual([]);
  expect(listener.bugs).toEqual([]);
});
