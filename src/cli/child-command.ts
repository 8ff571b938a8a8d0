// A command of the user, run without a shell in a process group of its own.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { hostClock, pause } from "../clock/host-clock.ts";
import { childEnvironment } from "../config/read.ts";
import { commandName } from "../core/command-name.ts";
import { type Sentence, sentencesOf } from "../core/sentences.ts";
import { UsageError } from "../core/usage-error.ts";

export interface Ended {
  /** Null: a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ChildCommand {
  /** Rejects with a UsageError if the program does not exist. */
  readonly ended: Promise<Ended>;
  /** Ends the whole process group: SIGTERM, and SIGKILL two seconds later. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  /** Name of the command in refusals: `COMMAND`, `--service`. */
  readonly where: string;
  readonly environment: Readonly<Record<string, string>>;
  out(text: Uint8Array): void;
  err(text: Uint8Array): void;
}

const patienceMs = 2_000;
const lookEveryMs = 20;
/** Programs that are batch files on Windows. */
const batchFiles = /^(?:npm|npx|pnpm|yarn|mvn|gradle)$/;

/** @param words program and arguments */
export function runChild(words: readonly string[], { where, environment, out, err }: ChildOptions): ChildCommand {
  const [program = "", ...args] = words;
  const env = withOwnFolder(childEnvironment(environment));
  const detached = process.platform !== "win32";
  const child = spawn(program, args, { stdio: ["inherit", "pipe", "pipe"], env, detached });
  child.stdout.on("data", out);
  child.stderr.on("data", err);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", (error) => reject(notRun(where, program, error)));
    child.on("exit", (code, signal) => {
      // Processes that the command left behind may hold the pipes open.
      hostClock.after(patienceMs, () => resolve({ code, signal }));
      child.on("close", () => resolve({ code, signal }));
    });
  });
  ended.catch(() => {});
  const signal = (name: NodeJS.Signals): boolean => {
    try {
      return child.pid !== undefined && process.kill(detached ? -child.pid : child.pid, name);
    } catch {
      // Nobody of the group is left.
      return false;
    }
  };
  const isOver = () => (detached ? !signal("SIGCONT") : child.exitCode !== null || child.signalCode !== null);
  return {
    ended,
    async stop() {
      if (!signal("SIGTERM")) return;
      const deadline = hostClock.elapsed() + patienceMs;
      while (!isOver() && hostClock.elapsed() < deadline) await pause(lookEveryMs);
      signal("SIGKILL");
    },
  };
}

/** Adds the folder from which this program was started to PATH, so that scripts of the command find `torpedo`. */
function withOwnFolder(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const folder = dirname(process.argv[1] ?? "");
  if (!existsSync(join(folder, "torpedo"))) return env;
  return { ...env, PATH: [folder, env["PATH"]].filter(Boolean).join(delimiter) };
}

export function howEnded({ code, signal }: { readonly code: number | null; readonly signal: string | null }): Sentence {
  return signal === null ? say("exited", { code: code ?? "" }) : say("ended-by", { signal });
}

const say = sentencesOf({
  exited: { en: "exited with {code}", pt: "terminou com {code}" },
  "ended-by": { en: "was ended by {signal}", pt: "foi encerrado por {signal}" },
});

/** @param command name of this program's command, for the example @throws UsageError */
export function refuseNoCommand(words: readonly string[], command: string): void {
  if (words.length > 0) return;
  const remedy = `write it behind two dashes, for example ${commandName} ${command} -- npm test`;
  throw new UsageError({ where: "COMMAND", problem: "is missing", remedy });
}

/** Says why the program did not start. */
export function notRun(where: string, program: string, error: Error, platform = process.platform): UsageError {
  const isMissing = "code" in error && error.code === "ENOENT";
  if (isMissing && platform === "win32" && batchFiles.test(program)) {
    const remedy = `write cmd /c ${program} instead`;
    return new UsageError({ where, problem: `${program} is a batch file, which only a shell runs`, remedy });
  }
  return new UsageError({
    where,
    problem: isMissing ? `the program ${program} cannot be found` : `${program} cannot be run (${error.message})`,
    remedy: isMissing ? "check its name and PATH" : "check that it is a program",
  });
}
