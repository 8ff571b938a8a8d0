// submit_sm with a receipt, durable and journalled, against a bare node-smpp server that stores nothing and sends a receipt:
// server CPU a message, both in processes of their own, in one run.

import { once } from "node:events";
import { connect } from "node:net";
import { encode } from "../../src/protocols/smpp/encode.ts";
import { type Row, spread } from "../row.ts";
import { startTarget } from "../target.ts";

export interface SubmitPlan {
  readonly messages: number;
  /** Requests in flight at most. */
  readonly window: number;
}

const plan: SubmitPlan = { messages: 10_000, window: 50 };
const rounds = 5;
/** Rounds until the engine has compiled what is hot, on both sides: it takes some 30,000 messages. */
const warmUps = 3;
const submitId = 0x80000004;
const deliverId = 0x00000005;

const bind = encode({
  command: "bind_transceiver",
  sequence: 1,
  body: { system_id: "126b114c", password: "smpp9500", interface_version: 0x34 },
});
const submit = encode({
  command: "submit_sm",
  body: {
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: "28149",
    destination_addr: "5511999990001",
    registered_delivery: 1,
    short_message: Buffer.alloc(160, "Ola, sua fatura vence amanha. "),
  },
});

/** The bind has the number 1. A number that still waits for its answer would cost a finding. */
function numbered(sequence: number): Buffer {
  const octets = Buffer.from(submit);
  octets.writeUInt32BE(sequence, 12);
  return octets;
}

/** Submits so many with a window and waits until each has its answer and its receipt. */
export async function submitAll(port: number, { messages, window }: SubmitPlan): Promise<void> {
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
    socket.write(Buffer.concat(Array.from({ length: count }, () => numbered(++sent + 1))));
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

export async function smpp(): Promise<Row[]> {
  const targets = [await startTarget("bare", "smsc.ts", ["bare"]), await startTarget("torpedo", "smsc.ts")];
  const figures = targets.map((): number[] => []);
  for (let round = 1 - warmUps; round <= rounds; round++) {
    for (const [index, target] of targets.entries()) {
      await target.cpu();
      await submitAll(target.ports["smpp"] ?? 0, plan);
      const cpu = await target.cpu();
      if (round > 0) figures[index]?.push(cpu / plan.messages);
    }
  }
  for (const target of targets) await target.stop();
  const [bare = [], ours = []] = figures;
  return [
    {
      id: "smpp",
      what: "submit_sm with its receipt, CPU",
      unit: "us",
      yardstick: { name: "bare node-smpp with receipt", figure: spread(bare) },
      figure: spread(ours),
      budget: { max: 1.8, of: "ratio" },
    },
  ];
}
