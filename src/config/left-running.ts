// The emulator that `torpedo start --detach` left running, as `.torpedo/` of its folder names it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

export const ownFolder = ".torpedo";
export const stateFile = join(ownFolder, "emulator.json");
/** Process id, and address of the HTTP listener. */
const state = z.object({ pid: z.int().positive(), http: z.string() });
export type LeftEmulator = z.output<typeof state>;

/** Reads the emulator of this folder; null: none was left, or its process ended. */
export function readLeftRunning(): LeftEmulator | null {
  try {
    const left = state.parse(JSON.parse(readFileSync(stateFile, "utf8")));
    return isAlive(left.pid) ? left : null;
  } catch {
    // Absent, or no file of ours.
    return null;
  }
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
