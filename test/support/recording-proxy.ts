// A TCP proxy that keeps every octet of both directions.

import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface RecordingProxy {
  readonly port: number;
  /** Octets of each direction, over all connections in the order of arrival. */
  sent(): Buffer;
  received(): Buffer;
  stop(): void;
}

export async function recordingProxy(target: number): Promise<RecordingProxy> {
  const sent: Buffer[] = [];
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const emulator = connect({ port: target, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
    const pipe = (from: Socket, to: Socket, kept: Buffer[]): void => {
      sockets.add(from);
      from.on("data", (octets: Buffer) => {
        kept.push(octets);
        to.write(octets);
      });
      from.on("end", () => to.end());
      from.on("error", () => to.resetAndDestroy());
      from.on("close", () => to.destroySoon());
    };
    pipe(client, emulator, sent);
    pipe(emulator, client, received);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    sent: () => Buffer.concat(sent),
    received: () => Buffer.concat(received),
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
