// A door: HTTP or HTTPS servers on one port, on each address asked for, in front of one site.

import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import type { Clock, Millis } from "../../core/ports.ts";
import { bindAll, ListenError } from "./bind.ts";
import { busy, type Connection, Tail } from "./connection.ts";
import { fromRequestLine, lineFault } from "./raw-target.ts";
import { type Refused, refusalOf, refuse } from "./refuse.ts";
import { repair } from "./repair.ts";
import { createRouter, type DoorSide, type Site } from "./router.ts";

export interface DoorSettings {
  /** Default `127.0.0.1` and `::1`; `::1` is left out where the machine has no IPv6. */
  readonly hosts?: readonly string[];
  /** 0: any free port, the same for every host. */
  readonly port: number;
  /** PEM texts: the door speaks TLS. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer };
  /** Request line and headers together, in bytes. Default 1 MiB + 64 KiB. */
  readonly maxHeadBytes?: number;
  /** Connections at a time and host; more are closed at once. Default 10,000. */
  readonly maxConnections?: number;
  /** From a request's first byte to the end of its headers. Default 60 s. */
  readonly headersTimeoutMs?: Millis;
  /** From a request's first byte to the end of its body. Default 120 s. */
  readonly requestTimeoutMs?: Millis;
  /** How long an idle connection is kept. Default 65 s. */
  readonly keepAliveTimeoutMs?: Millis;
  /** How often the two time-outs above are looked at. Default 2 s. */
  readonly checkEveryMs?: Millis;
  /** Told of bytes that were no request (journal, log). */
  readonly onRefused?: (refused: Refused, remoteAddress: string) => void;
}

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
  const newServer = (): Server => {
    const options = {
      maxHeaderSize: maxHeadBytes,
      headersTimeout: settings.headersTimeoutMs ?? 60_000,
      requestTimeout: settings.requestTimeoutMs ?? 120_000,
      keepAliveTimeout: settings.keepAliveTimeoutMs ?? 65_000,
      connectionsCheckingInterval: settings.checkEveryMs ?? 2_000,
      requireHostHeader: false,
      optimizeEmptyRequests: true,
      noDelay: true,
    };
    const server: Server = settings.tls === undefined ? createServer(options) : tlsServer(options, settings);
    // Clients that close their sending side after the request (`nc -N`) still get their answer, however late it is.
    Object.assign(server, { httpAllowHalfOpen: true });
    // What a listening server reports (too many open files) passes; it must not end the process.
    server.on("error", () => {});
    server.maxConnections = settings.maxConnections ?? 10_000;
    server.maxHeadersCount = 1_000;
    const arrival = scheme === "https" ? "secureConnection" : "connection";
    server.on(arrival, (socket: Socket) => {
      if (stopped.signal.aborted) return void socket.destroy();
      const tail = new Tail(maxHeadBytes);
      // Whoever writes last may find the client gone; the HTTP server no longer listens for that by then.
      socket.on("error", () => {});
      // Pipelined hangs may each listen for the client's leaving.
      socket.setMaxListeners(0);
      open.set(socket, { socket, last: null, behind: 0, state: "http", tail });
      // Keeps the beginning of a request line that came in pieces; after the server's own listener, so `tail` is what
      // came before the packet that it complains about.
      socket.on("data", (chunk: Buffer) => tail.push(chunk));
      socket.once("close", () => open.delete(socket));
    });
    if (scheme === "https") {
      server.on("connection", (socket: Socket) => {
        const key = peer(socket);
        handshakes.set(key, socket);
        socket.once("close", () => handshakes.delete(key));
      });
      server.on("tlsClientError", (_error: Error, socket: Socket) => socket.destroy());
    }
    const again = (socket: Socket): void => void server.emit(arrival, socket);
    const take = (incoming: IncomingMessage, res: ServerResponse): void => {
      const connection = open.get(incoming.socket);
      if (connection !== undefined) {
        if (connection.state === "refused") return;
        if (busy(connection) && !mayWait(connection, res)) {
          turnAway(connection, { status: 429, sentence: `Over ${maxBehind} requests wait on this connection.` });
          return;
        }
        connection.last = res;
      }
      serve(incoming, res);
    };
    server.on("request", take);
    server.on("checkContinue", take);
    server.on("connect", (_incoming: IncomingMessage, socket: Socket) => {
      const connection = open.get(socket);
      if (connection === undefined) return void socket.destroy();
      turnAway(connection, {
        status: 405,
        sentence: "CONNECT is refused: this door is no tunnel; use http addresses.",
      });
    });
    server.on("clientError", (error: NodeJS.ErrnoException & Partial<ParserTrouble>, socket: Socket) => {
      const connection = open.get(socket);
      if (connection === undefined) return void socket.destroy();
      // What follows a last request is not read; the connection closes with that one's answer.
      if (connection.state === "refused" || error.code === "HPE_CLOSED_CONNECTION") return;
      const packet = error.rawPacket;
      if (packet !== undefined && connection.state === "http") {
        const at = error.bytesParsed ?? 0;
        if (
          error.code === "HPE_INVALID_URL" &&
          repair(connection, packet, at, { maxHeadBytes, again, refuse: turnAway })
        ) {
          return;
        }
        const line = lineTrouble.has(error.code ?? "")
          ? fromRequestLine(connection.tail.with(noBytes), packet, at)
          : null;
        const fault = line === null ? null : lineFault(line);
        if (fault !== null) return turnAway(connection, { status: 400, sentence: fault });
      }
      const refused = refusalOf(error, maxHeadBytes);
      if (refused === null) socket.destroy();
      else if (connection.state !== "held") turnAway(connection, refused);
    });
    return server;
  };

  const bound = await bindAll(settings.hosts ?? ["127.0.0.1", "::1"], settings.port, newServer);
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
    for (const [key, socket] of handshakes) if (![...open.keys()].some((one) => peer(one) === key)) socket.destroy();
    const cut = clock.after(graceMs, () => {
      for (const socket of open.keys()) socket.destroy();
      for (const socket of handshakes.values()) socket.destroy();
    });
    await Promise.all(closed);
    cut();
  }
}

function tlsServer(options: ServerOptions, settings: DoorSettings): Server {
  try {
    return createTlsServer({ ...options, ...settings.tls });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const remedy = "Give a certificate and the private key that belongs to it, both in PEM form.";
    throw new ListenError(
      "bad-certificate",
      "",
      settings.port,
      `The certificate or its key is unusable (${why}).`,
      remedy,
    );
  }
}

/** Pipelined requests that may wait on one connection. */
const maxBehind = 1_000;

function mayWait(connection: Connection, res: ServerResponse): boolean {
  if (connection.behind >= maxBehind) return false;
  connection.behind++;
  res.once("close", () => connection.behind--);
  return true;
}

interface ParserTrouble {
  readonly rawPacket: Buffer;
  readonly bytesParsed: number;
}

const noBytes = Buffer.alloc(0);
/** Errors of Node's parser within a request line. */
const lineTrouble = new Set(["HPE_INVALID_URL", "HPE_INVALID_CONSTANT", "HPE_INVALID_VERSION", "HPE_INVALID_METHOD"]);

function peer(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort} ${socket.localAddress}`;
}
