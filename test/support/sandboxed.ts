// An emulator on a manual clock with receivers for its callbacks, and sends through its real doors.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "../../src/client/sandbox.ts";
import { startEmulator } from "../../src/client/start-emulator.ts";

const undo: (() => unknown)[] = [];

/** Runs after the test, the latest first. */
export function later(step: () => unknown): void {
  undo.push(step);
}
/** To be called in `afterEach`. */
export async function undoAll(): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

/** A folder that goes with the test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "torpedo-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

type Options = NonNullable<Parameters<typeof startEmulator>[0]>;

/** @param accounts of the sandbox `default`, as an accounts file says them, and `sandboxes` beside it */
export async function emulate(accounts: object = {}, options: Options = {}, sandboxes: object = {}): Promise<Emulator> {
  const file = join(scratch(), "accounts.yaml");
  writeFileSync(file, JSON.stringify({ accounts, sandboxes }));
  const emulator = await startEmulator({
    httpPort: 0,
    mensagemPort: 0,
    smppPort: 0,
    data: ":memory:",
    clock: "manual",
    logLevel: "error",
    accounts: file,
    ...options,
  });
  undo.push(() => emulator.stop());
  return emulator;
}

/** Sends by unitario.php. @returns the id it was given */
export async function sendSophia(emulator: Emulator, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const query = new URLSearchParams({ token: "DEMO-SOPHIA-TOKEN", destino: "11999990001", msg: "Oi", ...more });
  const answer = await fetch(`${emulator.urls.http}/api/unitario.php?${query}`);
  const id = /"mesageID":"([^"]+)"/.exec(await answer.text())?.[1];
  if (id === undefined) throw new Error("not accepted");
  return id;
}

/** Sends by /sms/send. @returns the hash it was given */
export async function sendMensagem(emulator: Emulator, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const query = new URLSearchParams({ u: "126b114c", n: "11999990001", m: "Oi", ...more });
  const answer = await (await fetch(`${emulator.urls.mensagem}/sms/send?${query}`)).text();
  const hash = /^1;([0-9a-f]{32})/.exec(answer)?.[1];
  if (hash === undefined) throw new Error(answer);
  return hash;
}
