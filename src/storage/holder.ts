// The process that has a data file open, named in a file beside it. SQLite's lock keeps a second process out; this file
// names the first one, also when the data file was removed and there is no lock to meet.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { isRunning, type StartedProcess, startOf } from "../system/processes.ts";

const fileOf = (dataFile: string): string => `${dataFile}.pid`;

export function writeHolder(dataFile: string): void {
  writeFileSync(fileOf(dataFile), `${process.pid} ${startOf(process.pid)}\n`, { mode: 0o600 });
}

export function removeHolder(dataFile: string): void {
  try {
    rmSync(fileOf(dataFile), { force: true });
  } catch {
    // The file stays in a folder that is read-only by now.
  }
}

/** Process id of the last holder; null: none is named. */
export function holderOf(dataFile: string): number | null {
  return readHolder(dataFile)?.pid ?? null;
}

/** Process id of a holder that still runs, other than this process; null: none. */
export function livingHolder(dataFile: string): number | null {
  const holder = readHolder(dataFile);
  return holder !== null && holder.pid !== process.pid && isRunning(holder) ? holder.pid : null;
}

function readHolder(dataFile: string): StartedProcess | null {
  try {
    const [pid = "", started = ""] = readFileSync(fileOf(dataFile), "utf8").trim().split(" ");
    return /^[1-9]\d*$/.test(pid) ? { pid: Number(pid), started } : null;
  } catch {
    return null;
  }
}
