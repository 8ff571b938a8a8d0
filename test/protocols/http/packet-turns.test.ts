// Large bodies of several connections at once: the loop reads one packet of them in a turn, however fast they come.

import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { hostClock } from "../../../src/clock/host-clock.ts";
import { createTurns } from "../../../src/clock/turns.ts";
import { readBody } from "../../../src/protocols/http/body.ts";
import { PacketTurns } from "../../../src/protocols/http/packet-turns.ts";
import { later, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);
const connections = 4;
const octets = 2 * 1024 * 1024;

it.each([
  ["a Content-Length", { "Content-Length": String(octets) }],
  ["chunks", { "Transfer-Encoding": "chunked" }],
])("bodies with %s are read in turns", async (_what, headers) => {
  const packets = new PacketTurns(hostClock, createTurns());
  let [inThisTurn, crowded, isOver] = [0, 0, false];
  const turn = (): void => {
    if (inThisTurn > 1) crowded += 1;
    inThisTurn = 0;
    if (!isOver) setImmediate(turn);
  };
  const server = createServer((incoming, response) => {
    incoming.on("data", () => {
      inThisTurn += 1;
    });
    readBody(incoming, { max: octets, drain: 0, packets }, (read) => {
      response.end(typeof read === "string" ? read : String(read.body.length));
    });
  }).listen(0, "127.0.0.1");
  later(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  turn();
  const send = async (): Promise<string> => {
    const sent = request({ port, host: "127.0.0.1", method: "POST", headers });
    sent.end(Buffer.alloc(octets, "x"));
    const [response] = await once(sent, "response");
    return (await response.toArray()).join("");
  };
  const answers = await Promise.all(Array.from({ length: connections }, send));
  isOver = true;
  expect(answers).toEqual(answers.map(() => String(octets)));
  // The first packet of a connection comes with its head.
  expect(crowded).toBeLessThanOrEqual(connections);
});
