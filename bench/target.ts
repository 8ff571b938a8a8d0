// A server under measurement, in a process of its own: started, warmed, loaded, asked for the CPU it used.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

export interface Target {
  readonly name: string;
  readonly ports: Readonly<Record<string, number>>;
  /** CPU microseconds (user and system) used since the last call. */
  cpu(): Promise<number>;
  /** Resident memory in bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

interface Answer {
  readonly ports?: Record<string, number>;
  readonly cpu?: number;
  readonly rss?: number;
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
    memory: async () => (await ask(child, "memory")).rss ?? 0,
    async stop() {
      const gone = once(child, "exit");
      child.send("stop");
      await gone;
    },
  };
}
