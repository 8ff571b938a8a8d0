// A receiver of callbacks: it records what comes and answers as the test says.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

export interface Caught {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A status (200 is the default), `hang` (no answer), `reset` (RST), or whatever the function does with the response. */
export type CatcherReply = number | "hang" | "reset" | ((response: ServerResponse, caught: Caught) => void);

export interface Catcher {
  readonly port: number;
  /** For example `http://127.0.0.1:41000`. */
  readonly url: string;
  /** Everything caught so far, in order of arrival. */
  readonly caught: readonly Caught[];
  /** Reply to the following requests; an earlier `inTurn` goes first. */
  reply(reply: CatcherReply): void;
  /** Replies to the next requests, in turn. */
  inTurn(...replies: CatcherReply[]): void;
  /** Resolves with all that is caught, once there are at least so many. */
  until(count: number): Promise<readonly Caught[]>;
  /** Connections open now. */
  connections(): number;
  stop(): Promise<void>;
}

export async function startCatcher(port = 0): Promise<Catcher> {
  const caught: Caught[] = [];
  const queue: CatcherReply[] = [];
  const sockets = new Set<Socket>();
  let standing: CatcherReply = 200;
  let waiting: { count: number; resolve: (all: readonly Caught[]) => void }[] = [];

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://catcher");
      const item: Caught = {
        method: request.method ?? "",
        target: request.url ?? "",
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      caught.push(item);
      const reply = queue.shift() ?? standing;
      if (typeof reply === "function") reply(response, item);
      else if (reply === "reset") request.socket.resetAndDestroy();
      else if (reply !== "hang") response.writeHead(reply, { "Content-Type": "text/plain" }).end("ok");
      const ready = waiting.filter(({ count }) => caught.length >= count);
      waiting = waiting.filter(({ count }) => caught.length < count);
      for (const { resolve } of ready) resolve(caught);
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    caught,
    reply: (reply) => {
      standing = reply;
    },
    inTurn: (...replies) => void queue.push(...replies),
    until: (count) =>
      caught.length >= count ? Promise.resolve(caught) : new Promise((resolve) => waiting.push({ count, resolve })),
    connections: () => sockets.size,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
