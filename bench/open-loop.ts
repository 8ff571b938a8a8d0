// An open-loop load: requests leave at a constant rate whatever the answers do, and each one's time counts from when it was
// due to leave. A server that stalls cannot hide it by being asked less (coordinated omission).

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Call } from "./requests.ts";

export interface Steady {
  readonly port: number;
  readonly call: Call;
  /** Requests a second. */
  readonly rate: number;
  readonly seconds: number;
  readonly connections: number;
}

/** Milliseconds from due to answered, sorted. @throws when more than ten thousand wait for a connection */
export async function steadily({ port, call, rate, seconds, connections }: Steady): Promise<number[]> {
  const total = Math.floor(rate * seconds);
  const latencies: number[] = [];
  const done = Promise.withResolvers<void>();
  const waiting: number[] = [];
  const free: ((due: number) => void)[] = [];
  const sockets: Socket[] = [];
  for (let index = 0; index < connections; index++) {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    sockets.push(socket);
    let since = 0;
    let pending = "";
    const request = (due: number): void => {
      since = due;
      socket.write(call.request(index));
    };
    socket.on("error", done.reject);
    socket.on("data", (chunk) => {
      pending += chunk.toString("latin1");
      const head = pending.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(pending)?.[1] ?? Number.NaN);
      if (pending.length < head + 4 + length) return;
      pending = "";
      latencies.push(performance.now() - since);
      if (latencies.length === total) done.resolve();
      const next = waiting.shift();
      if (next === undefined) free.push(request);
      else request(next);
    });
    free.push(request);
  }
  const begun = performance.now();
  let sent = 0;
  const tick = (): void => {
    const now = performance.now();
    while (sent < total && begun + (sent * 1_000) / rate <= now) {
      const due = begun + (sent++ * 1_000) / rate;
      const request = free.pop();
      if (request === undefined) waiting.push(due);
      else request(due);
    }
    if (waiting.length > 10_000) done.reject(new Error("the server cannot keep up with the rate"));
    else if (sent < total) setTimeout(tick, 1);
  };
  tick();
  await done.promise.finally(() => {
    for (const socket of sockets) socket.destroy();
  });
  return latencies.sort((a, b) => a - b);
}
