// submit_sm with a receipt, durable and journalled, against a bare node-smpp server that stores nothing and sends a receipt:
// server CPU a message, both in processes of their own, in one run. node bench/smpp.ts

import { once } from "node:events";
import { connect } from "node:net";
import { encode } from "../src/wire/smpp/encode.ts";
import { startTarget, type Target } from "./target.ts";

const messages = 10_000;
const rounds = 5;
const window = 50;
const submitId = 0x80000004;
const deliverId = 0x00000005;

const bind = encode({
  command: "bind_transceiver",
  sequence: 1,
  body: { system_id: "126b114c", password: "torpedo", interface_version: 0x34 },
});
const submit = encode({
  command: "submit_sm",
  sequence: 2,
  body: {
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: "28149",
    destination_addr: "5511999990001",
    registered_delivery: 1,
    short_message: Buffer.alloc(160, "Ola, sua fatura vence amanha. "),
  },
});

/** Submits so many with a window and waits until each has its answer and its receipt. */
async function load(port: number): Promise<void> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  const done = Promise.withResolvers<void>();
  let sent = 0;
  let answers = 0;
  let receipts = 0;
  let rest: Buffer = Buffer.alloc(0);
  const fill = (): void => {
    const count = Math.min(window - (sent - answers), messages - sent);
    if (count <= 0) return;
    sent += count;
    socket.write(Buffer.concat(Array<Buffer>(count).fill(submit)));
  };
  socket.on("data", (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    const acknowledged: Buffer[] = [];
    while (rest.length - at >= 16 && rest.length - at >= rest.readUInt32BE(at)) {
      const command = rest.readUInt32BE(at + 4);
      if (command === submitId) {
        if (rest.readUInt32BE(at + 8) !== 0) done.reject(new Error(`status ${rest.readUInt32BE(at + 8)}`));
        answers++;
      } else if (command === deliverId) {
        receipts++;
        acknowledged.push(encode({ command: "deliver_sm_resp", sequence: rest.readUInt32BE(at + 12) }));
      }
      at += rest.readUInt32BE(at);
    }
    rest = rest.subarray(at);
    if (acknowledged.length > 0) socket.write(Buffer.concat(acknowledged));
    if (receipts === messages) done.resolve();
    fill();
  });
  socket.write(bind);
  await done.promise;
  socket.destroy();
}

async function perMessage(target: Target): Promise<number> {
  const figures: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    await target.cpu();
    await load(target.ports["smpp"] ?? 0);
    const cpu = await target.cpu();
    // The first round warms up.
    if (round > 0) figures.push(cpu / messages);
  }
  return figures.sort((a, b) => a - b)[rounds >> 1] ?? Number.NaN;
}

const bare = await startTarget("node-smpp, bare", "smsc.ts", ["bare"]);
const ours = await startTarget("torpedo", "smsc.ts");
const [yardstick, figure] = [await perMessage(bare), await perMessage(ours)];
console.log(`Node ${process.version}, ${rounds} rounds of ${messages} messages, window ${window}`);
console.log(`bare ${yardstick.toFixed(1)} us, torpedo ${figure.toFixed(1)} us of server CPU a message`);
console.log(`ratio ${(figure / yardstick).toFixed(2)}, wanted 1.50`);
await bare.stop();
await ours.stop();
