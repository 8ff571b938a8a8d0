// Processes of the machine. The system uses a process id again, so a process is known by its id and its start.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

export interface StartedProcess {
  readonly pid: number;
  /** Start as `startOf` has it. */
  readonly started: string;
}

/** True while this very process runs. Where the system does not say its start, the id alone counts. */
export function isRunning({ pid, started }: StartedProcess): boolean {
  return isAlive(pid) && (started === "" || startOf(pid) === started);
}

/** True while a process has this id. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Start of a process, in the unit of the system; "": the process has ended, or the system does not say. */
export function startOf(pid: number): string {
  try {
    if (process.platform === "linux") return startInProc(readFileSync(`/proc/${pid}/stat`, "utf8"));
    if (process.platform === "win32") return "";
    const [words, env] = [["-o", "lstart=", "-p", String(pid)], { LC_ALL: "C", TZ: "UTC" }];
    return execFileSync("/bin/ps", words, { env, encoding: "utf8", timeout: 2_000 }).trim().replaceAll(/\s+/g, "-");
  } catch {
    return "";
  }
}

/** Field 22 of proc(5) stat. A zombie counts as ended. */
function startInProc(stat: string): string {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return /^[ZX]$/.test(fields[0] ?? "") ? "" : (fields[19] ?? "");
}
