// An emulator that `torpedo start --detach` leaves running: how it is started, found again, and stopped. `.torpedo/` of the
// folder holds its process id and addresses, and its log.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as z from "zod";
import { hostClock, pause } from "../clock/host-clock.ts";
import { type LeftEmulator, makeOwnFolder, ownFolder, readLeftRunning, stateFile } from "../config/left-running.ts";
import { childEnvironment } from "../config/read.ts";
import { commandName } from "../core/command-name.ts";
import { UsageError } from "../core/usage-error.ts";
import { isRunning, startOf } from "../system/processes.ts";
import { exit } from "./host.ts";
import { isReady } from "./is-ready.ts";
import type { Terminal } from "./terminal.ts";

/** Log of the emulator that was started last. */
export const logFile = join(ownFolder, "emulator.log");

const stopWithinMs = 5_000;
const lookEveryMs = 25;

/**
 * Starts this program anew in a session of its own, and prints its line of JSON once every listener is open.
 * @param args `start` and its flags
 */
export async function startDetached(args: readonly string[], terminal: Terminal): Promise<number> {
  const running = await findDetached();
  if (running !== null) {
    const problem = `belongs to an emulator that runs already (process ${running.pid}, ${running.http})`;
    throw new UsageError({ where: stateFile, problem, remedy: `use it, or stop it with ${commandName} stop` });
  }
  makeOwnFolder(stateFile);
  const log = openSync(logFile, "w", 0o600);
  const words = [process.argv[1] ?? "", ...args, "--json"];
  const child = spawn(process.execPath, words, {
    detached: true,
    stdio: ["ignore", "pipe", log],
    env: childEnvironment(),
  });
  closeSync(log);
  const exited = once(child, "exit").catch(() => {});
  const line = await firstLine(child);
  if (line === null) {
    await exited;
    terminal.err(readFileSync(logFile, "utf8"));
    return child.exitCode === exit.usage ? exit.usage : exit.failed;
  }
  const { http = "", token } = z.record(z.string(), z.string()).parse(JSON.parse(line));
  const { pid = 0 } = child;
  writeFileSync(stateFile, `${JSON.stringify({ pid, started: startOf(pid), http, token })}\n`, { mode: 0o600 });
  terminal.out(terminal.columns === null || args.includes("--json") ? `${line}\n` : nextSteps(http, token));
  child.stdout?.destroy();
  child.unref();
  return exit.done;
}

/** Text for a terminal. @param token of the control API that was made at this start */
export function nextSteps(http: string, token: string | undefined): string {
  const inbox = token === undefined ? http : `${http}/#token=${token}`;
  const lines = [
    `Torpedo is running. Inbox: ${inbox}`,
    'Variables for a program: eval "$(npx torpedo-sms env)"',
    "End: npx torpedo-sms stop",
  ];
  return `${lines.join("\n")}\n`;
}

/** First line of its output; null: it ended without one. */
function firstLine(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    child.once("error", () => resolve(null));
    if (child.stdout === null) return resolve(null);
    const lines = createInterface({ input: child.stdout });
    lines.once("line", resolve);
    lines.once("close", () => resolve(null));
  });
}

/** The emulator of this folder; null: none runs. */
async function findDetached(): Promise<LeftEmulator | null> {
  const left = readLeftRunning();
  // A busy emulator may not answer in time.
  if (left !== null && (await isReady(left.http, "live"))?.state !== "absent") return left;
  rmSync(stateFile, { force: true });
  return null;
}

/** Stops the emulator of this folder, and waits for its end. */
export async function stopDetached(terminal: Terminal): Promise<number> {
  const running = await findDetached();
  if (running === null) {
    terminal.err(
      `torpedo: no emulator runs here; ${commandName} start --detach starts one, and ${commandName} stop ends that one.\n`,
    );
    return exit.failed;
  }
  process.kill(running.pid, "SIGTERM");
  const deadline = hostClock.elapsed() + stopWithinMs;
  while (isRunning(running) && hostClock.elapsed() < deadline) await pause(lookEveryMs);
  if (isRunning(running)) process.kill(running.pid, "SIGKILL");
  rmSync(stateFile, { force: true });
  terminal.out(`Emulator stopped (process ${running.pid}).\n`);
  return exit.done;
}
