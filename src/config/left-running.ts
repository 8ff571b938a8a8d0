// `.torpedo/`, the folder of files of this program, and the emulator that `torpedo start --detach` left running in it.

import { readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Json } from "../core/json.ts";
import { isObject } from "../core/validate.ts";
import { makeFolder } from "../system/make-folder.ts";
import { isRunning, type StartedProcess } from "../system/processes.ts";

export const ownFolder = ".torpedo";
export const stateFile = join(ownFolder, "emulator.json");

export interface LeftEmulator extends StartedProcess {
  /** Address of the HTTP listener. */
  readonly http: string;
  /** Token of the control API that was made at its start. */
  readonly token?: string;
}

/** Makes `.torpedo/` with a `.gitignore` of its own where a file of the folder follows; texts of SMS stay out of git. */
export function makeOwnFolder(file: string): void {
  if (relative("", file).split(sep)[0] !== ownFolder) return;
  try {
    makeFolder(ownFolder, 0o700);
    writeFileSync(join(ownFolder, ".gitignore"), "*\n", { flag: "wx" });
  } catch {
    // There already, or not writable: the file that follows says why.
  }
}

/** Reads the emulator of this folder; null: none was left, or its process ended. */
export function readLeftRunning(): LeftEmulator | null {
  try {
    const left: Json = JSON.parse(readFileSync(stateFile, "utf8"));
    if (!isObject(left)) return null;
    const { pid, started, http, token } = left;
    if (typeof pid !== "number" || pid <= 0 || typeof started !== "string" || typeof http !== "string") return null;
    if (!isRunning({ pid, started })) return null;
    return { pid, started, http, ...(typeof token === "string" ? { token } : {}) };
  } catch {
    // Absent, or no file of ours.
    return null;
  }
}
