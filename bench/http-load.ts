// A bounded HTTP load: so many connections, one request under way on each, so many requests in all.

import { connect } from "node:net";

export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly requests: number;
  /** The whole request as it goes on the wire, by its number. */
  readonly request: (n: number) => string;
  /** Text that the body of every answer must contain. */
  readonly expect: string;
  /** Takes the length of each body in bytes. */
  readonly body?: (bytes: number) => void;
}

export interface Loaded {
  readonly seconds: number;
  /** Milliseconds, sorted. */
  readonly latencies: readonly number[];
}

/** Runs the load. Rejects at the first answer that is not as expected. */
export async function load(options: Load): Promise<Loaded> {
  const latencies: number[] = [];
  let next = 0;
  const begun = performance.now();
  const connection = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port: options.port, host: "127.0.0.1", noDelay: true });
      let pending = "";
      let since = 0;
      const request = (): void => {
        if (next >= options.requests) {
          socket.end();
          resolve();
          return;
        }
        since = performance.now();
        socket.write(options.request(next++));
      };
      socket.on("connect", request);
      socket.on("error", reject);
      socket.on("data", (chunk) => {
        pending += chunk.toString("latin1");
        const head = pending.indexOf("\r\n\r\n");
        if (head < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(pending)?.[1] ?? Number.NaN);
        if (pending.length < head + 4 + length) return;
        const body = pending.slice(head + 4, head + 4 + length);
        pending = pending.slice(head + 4 + length);
        if (!body.includes(options.expect)) {
          socket.destroy();
          reject(new Error(`unexpected answer: ${body.slice(0, 200)}`));
          return;
        }
        options.body?.(length);
        latencies.push(performance.now() - since);
        request();
      });
    });
  await Promise.all(Array.from({ length: options.connections }, connection));
  return { seconds: (performance.now() - begun) / 1000, latencies: latencies.sort((a, b) => a - b) };
}
