// Shared by the helpers for Vitest, Jest and node:test: one emulator for many tests, a sandbox for each.

import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { parse } from "../../api/check.ts";
import { strict } from "../../api/schema/common.ts";
import type { Options } from "../../config/config.ts";
import { placeInEnvironment } from "../../config/read.ts";
import { remedyForName } from "../../core/choice.ts";
import { nearestWord } from "../../core/nearest-word.ts";
import { isGone, UsageError } from "../../core/usage-error.ts";
import { makeFolder } from "../../system/make-folder.ts";
import { connectEmulator } from "../connect.ts";
import type { RemoteOptions } from "../remote.ts";
import type { Emulator, Sandbox, SandboxOptions } from "../sandbox.ts";

/** How to start an emulator, or where one runs; and how each test's sandbox begins. */
export type TestOptions = (Options | RemoteOptions) & {
  readonly sandbox?: SandboxOptions;
  /** Journal of a failed test: printed, or written as JSON Lines into a folder. Default: neither. */
  readonly onFailure?: "print" | { readonly folder: string };
};

/** Connects to `url`, else to TORPEDO_URL; without either starts an emulator. */
export async function openEmulator({ sandbox: _, onFailure, ...options }: TestOptions): Promise<Emulator> {
  parse(failure, onFailure, "onFailure");
  for (const key of Object.keys(options)) refuseSlip(key);
  const place = "url" in options ? options : placeInEnvironment();
  if (place !== null) return connectEmulator(place);
  // Only a test that starts an emulator loads the server.
  const { startEmulator } = await import("../start-emulator.ts");
  return startEmulator(options);
}

/** The fixture of an emulator, for runners that read from its first parameter which other fixtures it needs. */
export function emulatorFixture(options: TestOptions) {
  // biome-ignore lint/correctness/noEmptyPattern: the empty pattern says that it needs none
  return async ({}, use: (emulator: Emulator) => Promise<void>): Promise<void> => {
    const emulator = await openEmulator(options);
    try {
      await use(emulator);
    } finally {
      await emulator.stop();
    }
  };
}

const failure = z.union([z.literal("print"), strict({ folder: z.string().min(1) })]).optional();
const ownNames = ["url", "sandbox", "onFailure"];

/** @throws UsageError for a slip of an option that no emulator has */
function refuseSlip(key: string): void {
  if (ownNames.includes(key) || nearestWord(key, ownNames, 1) === null) return;
  throw new UsageError({ where: key, problem: "is not known", remedy: remedyForName(key, ownNames) });
}

/** Idle time in a shared emulator: a run that was killed leaves sandboxes behind. */
const leftFor = "1h";
const maxAttempts = 100;

/**
 * A sandbox for a test, named after it: the same test has the same name in every run, and so the same message ids.
 * @param path file, suites and title, as far as they are known
 */
export async function openSandbox(
  emulator: Emulator,
  path: readonly string[],
  options: TestOptions,
  own: SandboxOptions = {},
): Promise<Sandbox> {
  const base = nameOf(path);
  const given = { idle: leftFor, ...options.sandbox, ...own };
  for (let attempt = 1; ; attempt++) {
    try {
      return await emulator.sandbox(attempt === 1 ? base : `${base}-${attempt}`, given);
    } catch (error) {
      const taken = error instanceof UsageError && error.mistake?.kind === "conflict";
      if (!taken || attempt === maxAttempts) throw error;
    }
  }
}

/** Removes the sandbox, unless the test has removed it itself. */
export async function closeSandbox(sandbox: Sandbox, failed: boolean, { onFailure }: TestOptions): Promise<void> {
  try {
    if (failed && onFailure !== undefined) await keepJournal(sandbox, onFailure);
    await sandbox.remove();
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

async function keepJournal(sandbox: Sandbox, where: NonNullable<TestOptions["onFailure"]>): Promise<void> {
  const { parts, fileName } = await sandbox.export("jsonl");
  const bytes: Uint8Array[] = [];
  for await (const part of parts) bytes.push(part);
  if (where === "print") {
    console.log(`Journal of sandbox ${sandbox.name}:\n${Buffer.concat(bytes).toString()}`);
    return;
  }
  makeFolder(where.folder);
  await writeFile(join(where.folder, fileName), Buffer.concat(bytes));
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
