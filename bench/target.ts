// A server under measurement, in a process of its own: started, warmed, loaded, asked for the CPU it used.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";

export interface Target {
  readonly name: string;
  readonly ports: Readonly<Record<string, number>>;
  /** CPU microseconds (user and system) used since the last call. */
  cpu(): Promise<number>;
  /** Resident memory in bytes, now and the most there ever was, and what the data file and its log take. */
  memory(): Promise<{ readonly now: number; readonly peak: number; readonly file: number }>;
  /** Sends a request of the target's own and waits for the answer that has this key. */
  command(what: object, answer: string): Promise<void>;
  /** Resolves when its HTTP port takes connections. @throws after a minute */
  listening(): Promise<void>;
  stop(): Promise<void>;
}

interface Answer {
  readonly ports?: Record<string, number>;
  readonly cpu?: number;
  readonly rss?: number;
  readonly peak?: number;
  readonly file?: number;
}

/** Asks and waits for the answer that has this key: programs that are not ours may say something else first. */
async function request(child: ChildProcess, what: string, key: keyof Answer): Promise<Answer> {
  const answered = Promise.withResolvers<Answer>();
  const hear = (answer: unknown): void => {
    if (typeof answer === "object" && answer !== null && key in answer) answered.resolve(answer);
  };
  const gone = (code: number | null): void => answered.reject(new Error(`the server ended with code ${code}`));
  child.on("message", hear);
  child.once("exit", gone);
  child.send(what);
  return answered.promise.finally(() => child.off("message", hear).off("exit", gone));
}

/** @param file below bench/servers; it answers `cpu`, `memory` and ends on `stop` (see serve.ts) */
export async function startTarget(name: string, file: string, args: readonly string[] = []): Promise<Target> {
  const own = process.env["BENCH_NODE_ARGS"]?.split(" ") ?? [];
  const child = fork(new URL(`servers/${file}`, import.meta.url), args, {
    execArgv: ["--expose-gc", ...own],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [hello]: Answer[] = await once(child, "message");
  return targetOf(name, child, hello?.ports ?? {});
}

/** A program that is not ours: servers/report.mjs, loaded before it, answers for it. */
export function foreignTarget(name: string, program: string, args: readonly string[], port: number): Target {
  const report = new URL("servers/report.mjs", import.meta.url).href;
  const execArgv = ["--expose-gc", "--import", report];
  const child = fork(program, args, {
    execArgv,
    stdio: ["ignore", "ignore", process.env["BENCH_LOUD"] ? "inherit" : "ignore", "ipc"],
  });
  return targetOf(name, child, { http: port });
}

function targetOf(name: string, child: ChildProcess, ports: Readonly<Record<string, number>>): Target {
  return {
    name,
    ports,
    cpu: async () => (await request(child, "cpu", "cpu")).cpu ?? 0,
    async memory() {
      const { rss, peak, file } = await request(child, "memory", "rss");
      return { now: rss ?? 0, peak: peak ?? 0, file: file ?? 0 };
    },
    async command(what, answer) {
      child.send(what);
      for (;;) {
        const [message]: object[] = await once(child, "message");
        if (message !== undefined && answer in message) return;
      }
    },
    async listening() {
      for (let attempt = 0; attempt < 600; attempt++) {
        const socket = connect({ port: ports["http"] ?? 0, host: "127.0.0.1" });
        const open = await once(socket, "connect")
          .then(() => true)
          .catch(() => false);
        socket.destroy();
        if (open) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`${name} does not listen`);
    },
    async stop() {
      if (!child.connected) return;
      const gone = once(child, "exit");
      child.send("stop");
      await gone;
    },
  };
}
