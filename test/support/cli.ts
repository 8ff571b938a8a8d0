// Runs a command in this process, as a person at a terminal or a program behind a pipe.

import { runProgram } from "../../src/cli/program.ts";
import type { Provider } from "../../src/providers/provider.ts";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Seat {
  /** Columns of the terminal; default: a pipe. */
  readonly columns?: number;
  readonly stdin?: string;
  /** Providers of the program; default: those that come with the package. */
  readonly registry?: readonly Provider[];
  /** Called with all that is on stdout so far, whenever something is; `stop` is Ctrl-C. */
  readonly onOut?: (stdout: string, stop: () => void) => void;
  /** Called with the work of a stop by a command that stays. */
  readonly onStop?: (stop: () => Promise<number>) => void;
}

export interface StartedHere {
  /** All of its output until it listened. */
  readonly stdout: string;
  readonly stderr: string;
  /** Stops it as a signal does. @returns its exit code */
  stop(): Promise<number>;
}

/** Runs `torpedo start` in this process until it listens. @throws Error with its exit code and sentence when it ends before */
export async function startHere(flags: readonly string[], seat: Seat = {}): Promise<StartedHere> {
  let stop = async (): Promise<number> => 0;
  const { code, stdout, stderr } = await run(["start", ...flags], {
    ...seat,
    onStop(answered) {
      stop = answered;
    },
  });
  if (code !== 0) throw new Error(`${code}: ${stderr}`);
  return { stdout, stderr, stop };
}

/** @param args as in `run("messages --limit 1")`, or one by one */
export async function run(args: string | readonly string[], seat: Seat = {}): Promise<Ran> {
  let [stdout, stderr] = ["", ""];
  let stop = (): void => {};
  const words = typeof args === "string" ? args.split(" ") : args;
  const code = await runProgram(
    words,
    {
      onStop(answered) {
        stop = () => void answered();
        seat.onStop?.(answered);
      },
    },
    {
      out(text) {
        stdout += typeof text === "string" ? text : Buffer.from(text).toString("latin1");
        seat.onOut?.(stdout, () => stop());
      },
      err(text) {
        stderr += typeof text === "string" ? text : Buffer.from(text).toString("utf8");
      },
      columns: seat.columns ?? null,
      read: async () => seat.stdin ?? "",
      onClosed() {},
    },
    seat.registry,
  );
  return { code, stdout, stderr };
}
