import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const launcher = join(import.meta.dirname, "../../bin/torpedo.mjs");

/** The environment without what the machine that runs the tests may have set for Torpedo or npm. */
export function cleanEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:TORPEDO_|npm_|NODE_OPTIONS$|VITEST)/.test(name));
  return { ...Object.fromEntries(kept), ...more };
}

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Launch {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Arguments for Node itself. */
  readonly node?: readonly string[];
  readonly launcher?: string;
  /** Whom it runs as; only root may say so. */
  readonly user?: number | undefined;
  /** An open file for standard error instead of `Finished.stderr`. */
  readonly stderr?: number;
}

/** A command in a process of its own. */
export class Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  readonly #lines: string[] = [];
  readonly #waiting: ((line: string | null) => void)[] = [];
  #ended = false;

  constructor(child: ChildProcess) {
    this.child = child;
    let stdout = "";
    let stderr = "";
    child.stderr?.on("data", (data) => {
      stderr += data;
    });
    child.stdout?.on("data", (data) => {
      stdout += data;
    });
    if (child.stdout !== null) {
      const lines = createInterface({ input: child.stdout });
      lines.on("line", (line) => {
        const waiting = this.#waiting.shift();
        if (waiting === undefined) this.#lines.push(line);
        else waiting(line);
      });
      lines.on("close", () => {
        this.#ended = true;
        for (const waiting of this.#waiting.splice(0)) waiting(null);
      });
    }
    this.finished = once(child, "close").then(() => ({
      code: child.exitCode,
      signal: child.signalCode,
      stdout,
      stderr,
    }));
  }

  /** The next line of stdout; null when there will be none. */
  line(): Promise<string | null> {
    const line = this.#lines.shift();
    if (line !== undefined || this.#ended) return Promise.resolve(line ?? null);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async kill(signal: NodeJS.Signals = "SIGTERM"): Promise<Finished> {
    this.child.kill(signal);
    return this.finished;
  }
}

/** Runs the launcher with these arguments. */
export function launch(args: readonly string[], options: Launch = {}): Running {
  const command = [...(options.node ?? []), options.launcher ?? launcher, ...args];
  return new Running(
    spawn(process.execPath, command, {
      env: cleanEnvironment(options.env),
      stdio: ["ignore", "pipe", options.stderr ?? "pipe"],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.user === undefined ? {} : { uid: options.user, gid: options.user }),
    }),
  );
}

/** Arguments of an emulator that shares nothing with any other: free ports, memory. */
export const privately = ["--http-port", "0", "--mensagem-port", "0", "--smpp-port", "0", "--data", ":memory:"];
