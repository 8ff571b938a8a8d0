// submit_sm of 160 characters over one connection with a window of 50, against the bare session room and a bare
// node-smpp server, in one run: messages a second and server CPU a message. node bench/smpp-load.ts

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { encode } from "../src/protocols/smpp/encode.ts";

const window = 50;
const warmUpMs = 1_500;
const measuredMs = 3_000;
const body = {
  source_addr: "28149",
  destination_addr: "5511999990001",
  registered_delivery: 1,
  short_message: Buffer.alloc(160, "Ola, sua fatura vence amanha. "),
};
const bind = encode({
  command: "bind_transceiver",
  sequence: 1,
  body: { system_id: "bench", interface_version: 0x34 },
});
const submit = encode({ command: "submit_sm", sequence: 2, body });

interface ReportedEvent {
  readonly port: number;
  readonly cpu: NodeJS.CpuUsage;
}

async function reported(child: ChildProcess): Promise<ReportedEvent> {
  const [message] = await once(child, "message");
  return message;
}

async function run(name: string, file: string): Promise<void> {
  const child = fork(join(import.meta.dirname, "peers", file));
  const { port } = await reported(child);
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  let answered = 0;
  let pending = 0;
  let open = true;
  const batches = Array.from({ length: window + 1 }, (_, count) => Buffer.concat(Array(count).fill(submit)));
  socket.write(bind);
  let rest: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    let count = 0;
    while (rest.length - at >= 4 && rest.length - at >= rest.readUInt32BE(at)) {
      at += rest.readUInt32BE(at);
      count++;
    }
    rest = rest.subarray(at);
    answered += count;
    pending = Math.max(0, pending - count);
    const more = batches[open ? window - pending : 0];
    if (more !== undefined && more.length > 0) socket.write(more);
    if (open) pending = window;
  });
  const cpu = async (): Promise<number> => {
    child.send("cpu");
    const { user, system } = (await reported(child)).cpu;
    return user + system;
  };
  await new Promise((resolve) => setTimeout(resolve, warmUpMs));
  const [before, start, first] = [await cpu(), performance.now(), answered];
  await new Promise((resolve) => setTimeout(resolve, measuredMs));
  const [after, end, last] = [await cpu(), performance.now(), answered];
  open = false;
  const messages = last - first;
  const rate = Math.round((messages / (end - start)) * 1_000);
  console.log(
    `${name.padEnd(20)} ${rate} msg/s, ${((after - before) / messages).toFixed(2)} us of server CPU a message`,
  );
  socket.destroy();
  child.disconnect();
  await once(child, "exit");
}

for (let round = 0; round < 3; round++) {
  await run("node-smpp, bare", "node-smpp.mjs");
  await run("wire/smpp", "sessions.ts");
}
