// What the helpers for Vitest, Jest and node:test share: one emulator for many tests, a sandbox for each.

import { createHash } from "node:crypto";
import type { Options } from "../config/config.ts";
import type { NewSandbox } from "../control/sandbox-type.ts";
import type { TestDesk } from "../control/waits.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Emulator } from "../emulator.ts";
import { connectEmulator } from "./connect.ts";
import type { RemoteOptions } from "./remote.ts";

/** How to start an emulator, or where one runs; and how each test's sandbox begins. */
export type TestOptions = (Options | RemoteOptions) & { readonly sandbox?: NewSandbox };

export async function openEmulator({ sandbox: _, ...options }: TestOptions): Promise<Emulator> {
  if ("url" in options) return connectEmulator(options);
  // Only who starts an emulator here loads it.
  const { startEmulator } = await import("./start-emulator.ts");
  return startEmulator(options);
}

/** Of an emulator that many runs share: what a run left behind goes by itself. */
const leftFor = "1h";
const mostTries = 100;

/**
 * A sandbox for a test, named after it: the same test has the same name in every run, and so the same message ids.
 * @param path file, suites and title, as far as they are known
 */
export async function openWorld(emulator: Emulator, path: readonly string[], options: TestOptions): Promise<TestDesk> {
  const base = nameOf(path);
  const given: NewSandbox = { ...("url" in options ? { idle: leftFor } : {}), ...options.sandbox };
  for (let turn = 1; ; turn++) {
    try {
      return await emulator.sandbox(turn === 1 ? base : `${base}-${turn}`, given);
    } catch (error) {
      const taken = error instanceof UsageError && error.mistake?.kind === "conflict";
      if (!taken || turn === mostTries) throw error;
    }
  }
}

/** Also when the test has removed it itself. */
export async function closeWorld(world: TestDesk): Promise<void> {
  await world.remove().catch((error: unknown) => {
    if (!(error instanceof UsageError) || error.mistake?.kind !== "missing") throw error;
  });
}

function nameOf(path: readonly string[]): string {
  const title = path.at(-1) ?? "";
  const words = title
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g) ?? ["test"];
  const hash = createHash("sha256").update(path.join("\n")).digest("hex").slice(0, 8);
  return `${words.join("-").slice(0, 40)}-${hash}`;
}
