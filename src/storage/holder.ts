// The process that has a data file open, named in a file beside it. SQLite's lock keeps a second process out; this file
// names the first one, also when the data file was removed and there is no lock to meet.

import { readFileSync, rmSync, writeFileSync } from "node:fs";

interface Holder {
  readonly pid: number;
  /** Start of the process in clock ticks after boot; "": the system does not say. */
  readonly started: string;
}

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
  if (holder === null || holder.pid === process.pid || !isAlive(holder.pid)) return null;
  // A number can belong to another process by now.
  return holder.started === startOf(holder.pid) ? holder.pid : null;
}

function readHolder(dataFile: string): Holder | null {
  try {
    const [pid = "", started = ""] = readFileSync(fileOf(dataFile), "utf8").trim().split(" ");
    return /^[1-9]\d*$/.test(pid) ? { pid: Number(pid), started } : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Field 22 of proc(5) stat. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
