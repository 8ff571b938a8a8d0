// `torpedo logs`: the log of the emulator that `torpedo start --detach` began in this folder.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { pause } from "../clock/host-clock.ts";
import { logFile } from "./detached.ts";
import type { CommandSession } from "./flags.ts";
import { exit } from "./host.ts";

const lookEveryMs = 100;
const chunkBytes = 64 * 1024;

export async function printLog({ terminal, host }: CommandSession, follow: boolean): Promise<number> {
  let file: number;
  try {
    file = openSync(logFile, "r");
  } catch {
    terminal.err("torpedo: there is no log here; torpedo start --detach writes one.\n");
    return exit.failed;
  }
  let isOver = !follow;
  const stop = async (): Promise<number> => {
    isOver = true;
    return exit.done;
  };
  if (follow) host.onStop(stop);
  terminal.onClosed(() => void stop());
  const chunk = Buffer.alloc(chunkBytes);
  try {
    for (let at = 0; ; ) {
      // Another start --detach begins the log anew.
      if (fstatSync(file).size < at) at = 0;
      const length = readSync(file, chunk, 0, chunk.length, at);
      at += length;
      if (length > 0) terminal.out(Uint8Array.from(chunk.subarray(0, length)));
      else if (isOver) return exit.done;
      else await pause(lookEveryMs);
    }
  } finally {
    closeSync(file);
  }
}
