// Memory of an idle bound session, and memory left by a million messages.

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { encode } from "../../src/protocols/smpp/encode.ts";
import { load } from "../http-load.ts";
import { mult } from "../requests.ts";
import { type Row, type Spread, spread } from "../row.ts";
import { startTarget, type Target } from "../target.ts";

/** Sessions of one measurement, and how many there are: the heap grows in steps. */
const [sessions, measurements] = [250, 4];
/** Sessions that stay open before the first measurement: after some 800 binds code is compiled, and the heap has its size. */
const warmUps = 900;
const bind = encode({
  command: "bind_transceiver",
  sequence: 1,
  body: { system_id: "126b114c", password: "smpp9500", interface_version: 0x34 },
});

async function bound(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  socket.write(bind);
  const [answer]: Buffer[] = await once(socket, "data");
  if (answer?.readUInt32BE(8) !== 0) throw new Error(`bind refused: status ${answer?.readUInt32BE(8)}`);
  return socket;
}

async function eachBind(name: string, args: readonly string[]): Promise<Spread> {
  const target = await startTarget(name, "smsc.ts", args);
  const figures: number[] = [];
  const open: Socket[] = [];
  for (let n = 0; n < warmUps; n++) open.push(await bound(target.ports["smpp"] ?? 0));
  let before = (await target.memory()).now;
  for (let measurement = 0; measurement < measurements; measurement++) {
    for (let n = 0; n < sessions; n++) open.push(await bound(target.ports["smpp"] ?? 0));
    const { now } = await target.memory();
    figures.push((now - before) / sessions / 1_024);
    before = now;
  }
  for (const socket of open) socket.destroy();
  await target.stop();
  return spread(figures);
}

export async function binds(): Promise<Row[]> {
  const yardstick = { name: "bare node-smpp", figure: await eachBind("bare", ["bare"]) };
  const figure = await eachBind("torpedo", []);
  const budget = { max: 12, of: "figure" } as const;
  return [{ id: "binds", what: "a further idle bind, after 900", unit: "kB", yardstick, figure, budget }];
}

const million = 1_000_000;

/** A million messages with a life each, in requests of a thousand. Minutes. */
export async function endless(): Promise<Row[]> {
  const target = await startTarget("torpedo", "smsc.ts");
  const send = async (messages: number): Promise<void> => {
    const port = target.ports["mensagem"] ?? 0;
    await load({ port, connections: 2, requests: messages / 1_000, request: mult.request, expect: "1;" });
  };
  const before = await target.memory();
  await send(million);
  const after = await settled(target);
  await target.stop();
  const megabytes = (bytes: number): Spread => spread([bytes / 2 ** 20]);
  const rows: Row[] = [
    {
      id: "endless",
      what: "resident memory more after 1,000,000 messages than before",
      unit: "MB",
      yardstick: null,
      figure: megabytes(after.now - before.now),
      budget: { max: 60, of: "figure" },
    },
    {
      id: "endless",
      what: "the data file then",
      unit: "MB",
      yardstick: null,
      figure: megabytes(after.file),
      budget: null,
    },
  ];
  return rows;
}

/** Memory once the lives of the last messages are over. */
async function settled(target: Target): ReturnType<Target["memory"]> {
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  return target.memory();
}
