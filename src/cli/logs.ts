// `torpedo logs`: the log of the emulator that `torpedo start --detach` began in this folder.

import { closeSync, openSync, readSync } from "node:fs";
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
  for (;;) {
    const length = readSync(file, chunk, 0, chunk.length, null);
    if (length > 0) terminal.out(chunk.toString("utf8", 0, length));
    else if (isOver) break;
    else await pause(lookEveryMs);
  }
  closeSync(file);
  return exit.done;
}
