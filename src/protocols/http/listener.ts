// A door: HTTP or HTTPS servers on one port, on each address asked for, in front of one site.

import type { Socket } from "node:net";
import type { Clock, Millis } from "../../core/ports.ts";
import { bindAll } from "./bind.ts";
import { busy, type Connection } from "./connection.ts";
import type { DoorSettings } from "./door-settings.ts";
import { type Refused, refuse } from "./refuse.ts";
import { createRouter, type Site } from "./router.ts";
import { type Backstage, newServer, peer } from "./server.ts";
import type { DoorSide } from "./turn.ts";

export interface Door {
  readonly scheme: "http" | "https";
  readonly port: number;
  /** The hosts that are really listened on. */
  readonly hosts: readonly string[];
  /** For example `http://127.0.0.1:8080`, on the first host. */
  readonly url: string;
  /** Connections open now. */
  connections(): number;
  /**
   * Takes no new connections, closes idle ones, ends hangs and streams, and gives answers under way up to `graceMs`
   * host-clock milliseconds. Resolves when no connection and no handle is left. Safe to call again.
   */
  stop(graceMs: Millis): Promise<void>;
}

/**
 * Opens the door.
 * @throws ListenError when it cannot listen (port in use, not permitted, no such address, unusable certificate)
 */
export async function openDoor(site: Site, settings: DoorSettings, clock: Clock): Promise<Door> {
  const scheme = settings.tls === undefined ? "http" : "https";
  const maxHeadBytes = settings.maxHeadBytes ?? 1024 * 1024 + 64 * 1024;
  const open = new Map<Socket, Connection>();
  const handshakes = new Map<string, Socket>();
  const stopped = new AbortController();
  const side: DoorSide = {
    scheme,
    clock,
    closing: (res) => {
      const { socket } = res.req;
      // Not before the answers to what was pipelined behind it.
      return (stopped.signal.aborted || socket.readableEnded) && open.get(socket)?.last === res;
    },
    stop: stopped.signal,
    reset: (res) => {
      const { socket } = res;
      if (socket === null) return;
      // Only the TCP socket under a TLS one can be reset.
      const raw = scheme === "http" ? socket : handshakes.get(peer(socket));
      if (raw === undefined) socket.destroy();
      else raw.resetAndDestroy();
    },
  };
  const serve = createRouter(site, side);

  const turnAway = (connection: Connection, refused: Refused): void => {
    settings.onRefused?.(refused, connection.socket.remoteAddress ?? "");
    refuse(connection, refused, clock);
  };
  const backstage: Backstage = {
    scheme,
    settings,
    maxHeadBytes,
    open,
    handshakes,
    serve,
    turnAway,
    stop: stopped.signal,
  };
  const bound = await bindAll(settings.hosts ?? ["127.0.0.1", "::1"], settings.port, () => newServer(backstage));
  let stopping: Promise<void> | null = null;
  const [first = "127.0.0.1"] = bound.hosts;
  return {
    scheme,
    port: bound.port,
    hosts: bound.hosts,
    url: `${scheme}://${first.includes(":") ? `[${first}]` : first}:${bound.port}`,
    connections: () => open.size,
    stop: (graceMs) => {
      stopping ??= stop(graceMs);
      return stopping;
    },
  };

  async function stop(graceMs: Millis): Promise<void> {
    const closed = bound.servers.map((server) => new Promise<void>((done) => server.close(() => done())));
    stopped.abort();
    for (const connection of open.values()) {
      if (!busy(connection)) connection.socket.destroy();
      else connection.last?.once("close", () => connection.socket.destroySoon());
    }
    const secured = new Set([...open.keys()].map(peer));
    for (const [key, socket] of handshakes) if (!secured.has(key)) socket.destroy();
    const cut = clock.after(graceMs, () => {
      for (const socket of open.keys()) socket.destroy();
      for (const socket of handshakes.values()) socket.destroy();
    });
    await Promise.all(closed);
    cut();
  }
}
