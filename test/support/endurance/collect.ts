// Collects the garbage of an emulator in a process of its own, so that its memory is what it holds. V8 lets garbage stand
// while a machine has memory enough.

import { once } from "node:events";
import { readFileSync } from "node:fs";

/** Argument of Node.js with which the process can be asked to collect. It says where on standard error. */
export const collectable = "--inspect=127.0.0.1:0";

/** @param log file with the standard error of a process that was started with `collectable` */
export async function collectGarbage(log: string): Promise<void> {
  // The log may be that of several processes, one after the other.
  const address = readFileSync(log, "utf8")
    .match(/ws:\S+/g)
    ?.at(-1);
  if (address === undefined) throw new Error(`${log} names no inspector`);
  const socket = new WebSocket(address);
  const refused = once(socket, "error").then(() => {
    throw new Error(`no inspector at ${address}`);
  });
  await Promise.race([once(socket, "open"), refused]);
  const answered = once(socket, "message");
  socket.send(JSON.stringify({ id: 1, method: "HeapProfiler.collectGarbage" }));
  await answered;
  socket.close();
  await once(socket, "close");
}
