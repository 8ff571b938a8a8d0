// An emulator in a process of its own, as those meet it who want to see what it endures: told where it listens, what it
// keeps and how large it may grow.

import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Finished, launch, type Running } from "../torpedo-process.ts";

export interface Urls {
  readonly http: string;
  readonly mensagem: string;
  readonly smpp: string;
}

export interface Inputs {
  /** Default: a file of its own, which goes with the process. */
  readonly data?: string;
  /** As an accounts file says them. */
  readonly accounts?: object;
  readonly sandboxes?: object;
  readonly scenario?: string;
  readonly flags?: readonly string[];
  readonly node?: readonly string[];
  /** A file that takes what the process says on standard error; its end does not have it then. */
  readonly log?: string;
}

export interface Server {
  readonly running: Running;
  readonly urls: Urls;
  readonly data: string;
  /** Where `scenario.yaml` and `accounts.yaml` are. */
  readonly folder: string;
  readonly pid: number;
  /** The largest file the process may write from now on, in bytes; null: any. Linux only. */
  limitFiles(bytes: number | null): void;
  /** Resident memory in bytes (Linux), and open files. */
  memory(): number;
  kill(signal?: NodeJS.Signals): Promise<Finished>;
}

export async function serve(inputs: Inputs = {}): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "torpedo-endure-"));
  const data = inputs.data ?? join(folder, "torpedo.db");
  const args = ["--http-port", "0", "--mensagem-port", "0", "--smpp-port", "0", "--data", data];
  const give = (flag: string, name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
    args.push(flag, join(folder, name));
  };
  const { accounts, sandboxes } = inputs;
  if (accounts !== undefined || sandboxes !== undefined) {
    give("--accounts", "accounts.yaml", JSON.stringify({ accounts: accounts ?? {}, sandboxes: sandboxes ?? {} }));
  }
  if (inputs.scenario !== undefined) give("--scenario", "scenario.yaml", inputs.scenario);
  const node = inputs.node ?? [];
  const log = inputs.log === undefined ? null : openSync(inputs.log, "a");
  const running = launch(["start", "--json", ...args, ...(inputs.flags ?? [])], {
    node,
    ...(log === null ? {} : { stderr: log }),
  });
  if (log !== null) closeSync(log);
  void running.finished.then(() => rmSync(folder, { recursive: true, force: true }));
  const line = await running.line();
  if (line === null) throw new Error((await running.finished).stderr);
  const urls: Urls = JSON.parse(line);
  const pid = running.child.pid ?? 0;
  return {
    running,
    urls,
    data,
    folder,
    pid,
    limitFiles(bytes) {
      // The soft limit alone, so that it can be taken back without any right.
      execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes ?? "unlimited"}:`]);
    },
    memory() {
      const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
      return Number(kilobytes) * 1024;
    },
    kill: (signal = "SIGTERM") => running.kill(signal),
  };
}
