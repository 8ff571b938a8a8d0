// Notices that the path of the data file leads elsewhere: a removed file takes writes that nobody finds again.

import { statSync } from "node:fs";
import type { Clock } from "../core/clock.ts";

const lookEveryMs = 1_000;

/** @param changed gets true when the file is lost, false when the path leads to the file again */
export function watchFile(file: string, clock: Clock, changed: (lost: boolean) => void): () => void {
  const opened = identityOf(file);
  let lost = false;
  let stop = clock.after(lookEveryMs, look);
  function look(): void {
    const now = identityOf(file) !== opened;
    if (now !== lost) changed(now);
    lost = now;
    stop = clock.after(lookEveryMs, look);
  }
  return () => stop();
}

/** Null: there is no such file. */
function identityOf(file: string): string | null {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.dev} ${stats.ino}`;
}
