// A window of 500 whose answers a scenario delays at random: each request has exactly one response, and no receipt comes
// before it.

import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { startEmulator } from "../../../../src/client/start-emulator.ts";
import { encode } from "../../../../src/protocols/smpp/encode.ts";

const window = 500;
const ports = { httpPort: 0, mensagemPort: 0, smppPort: 0 };

it("a window of 500 delayed at random: one response each (M18), no receipt before it (D4)", async () => {
  await using emulator = await startEmulator({ ...ports, data: ":memory:", logLevel: "silent", seed: "window" });
  await emulator.scenario.put({
    scenario: "Answers that take their time, reports that do not",
    accounts: { "mensagem/main": { credits: 10_000 } },
    rules: [
      {
        rule: "at random",
        when: { operation: "submit_sm" },
        then: [{ delay: { between: ["0ms", "150ms"] } }, { life: [{ delivered: "1ms" }] }],
      },
    ],
  });
  const address = emulator.urls.smpp;
  const socket = connect({ host: "127.0.0.1", port: Number(address.slice(address.lastIndexOf(":") + 1)) });
  await once(socket, "connect");
  const done = Promise.withResolvers<void>();
  const answers = new Map<number, number>();
  const order: number[] = [];
  const earlier = new Set<string>();
  const receipts: { readonly id: string; readonly early: boolean }[] = [];
  let rest: Buffer = Buffer.alloc(0);
  socket.on("error", done.reject);
  socket.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 16 && rest.length >= rest.readUInt32BE(0)) {
      const pdu = rest.subarray(0, rest.readUInt32BE(0));
      rest = rest.subarray(pdu.length);
      const [command, sequence] = [pdu.readUInt32BE(4), pdu.readUInt32BE(12)];
      if (command === 0x80000004) {
        expect(pdu.readUInt32BE(8)).toBe(0);
        answers.set(sequence, (answers.get(sequence) ?? 0) + 1);
        order.push(sequence);
        earlier.add(pdu.subarray(16, -1).toString("latin1"));
      } else if (command === 5) {
        const id = /id:([0-9a-f]{32}) /.exec(pdu.toString("latin1"))?.[1] ?? "";
        receipts.push({ id, early: !earlier.has(id) });
        socket.write(encode({ command: "deliver_sm_resp", sequence }));
      }
    }
    if (receipts.length === window) done.resolve();
  });
  const user = { system_id: "126b114c", password: "smpp9500", interface_version: 0x34 };
  socket.write(encode({ command: "bind_transceiver", sequence: 1, body: user }));
  const sends = Array.from({ length: window }, (_, index) =>
    encode({
      command: "submit_sm",
      sequence: 1_000 + index,
      body: {
        source_addr: "28149",
        destination_addr: `55119999${String(10_000 + index)}`,
        registered_delivery: 1,
        short_message: Buffer.from("Oi"),
      },
    }),
  );
  socket.write(Buffer.concat(sends));
  await done.promise;
  socket.destroy();
  expect(answers.size).toBe(window);
  expect([...answers.values()].every((count) => count === 1)).toBe(true);
  expect(receipts.filter(({ early }) => early)).toEqual([]);
  expect(new Set(receipts.map(({ id }) => id)).size).toBe(window);
  // Delayed at random they do not come in the order they were asked for.
  expect(order).not.toEqual(order.toSorted((a, b) => a - b));
});
