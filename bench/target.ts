// A server under measurement, in a process of its own: started, warmed, loaded, asked for the CPU it used.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

export interface Target {
  readonly name: string;
  readonly ports: Readonly<Record<string, number>>;
  /** CPU microseconds (user and system) used since the last call. */
  cpu(): Promise<number>;
  /** Resident memory in bytes: now, and the most there ever was. */
  memory(): Promise<{ readonly now: number; readonly peak: number }>;
  /** Sends a request of the target's own and waits for the answer that has this key. */
  tell(what: object, answer: string): Promise<void>;
  stop(): Promise<void>;
}

interface Answer {
  readonly ports?: Record<string, number>;
  readonly cpu?: number;
  readonly rss?: number;
  readonly peak?: number;
}

async function ask(child: ChildProcess, what: string): Promise<Answer> {
  child.send(what);
  const [answer] = await once(child, "message");
  return answer;
}

/** @param file below bench/servers; it answers `cpu`, `memory` and ends on `stop` (see serve.ts) */
export async function startTarget(name: string, file: string, args: readonly string[] = []): Promise<Target> {
  const child = fork(new URL(`servers/${file}`, import.meta.url), args, {
    execArgv: process.env["BENCH_NODE_ARGS"]?.split(" ") ?? [],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [hello]: Answer[] = await once(child, "message");
  return {
    name,
    ports: hello?.ports ?? {},
    cpu: async () => (await ask(child, "cpu")).cpu ?? 0,
    async memory() {
      const { rss, peak } = await ask(child, "memory");
      return { now: rss ?? 0, peak: peak ?? 0 };
    },
    async tell(what, answer) {
      child.send(what);
      for (;;) {
        const [message]: object[] = await once(child, "message");
        if (message !== undefined && answer in message) return;
      }
    },
    async stop() {
      const gone = once(child, "exit");
      child.send("stop");
      await gone;
    },
  };
}
