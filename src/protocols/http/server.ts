// One HTTP or HTTPS server of a door: how Node's server is set up, and what becomes of each thing that it reports.

import type { IncomingMessage, Server, ServerOptions, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { ListenError } from "./bind.ts";
import { busy, type Connection, Tail } from "./connection.ts";
import type { DoorSettings } from "./door-settings.ts";
import { createServer } from "./node-http.ts";
import { fromRequestLine, lineFault } from "./raw-target.ts";
import { type Refused, refusalOf } from "./refuse.ts";
import { repair } from "./repair.ts";
import type { Serve } from "./router.ts";

/** What the servers of one door share. */
export interface Backstage {
  readonly scheme: "http" | "https";
  readonly settings: DoorSettings;
  readonly maxHeadBytes: number;
  /** Every connection, by the socket that HTTP is spoken on. */
  readonly open: Map<Socket, Connection>;
  /** The TCP sockets under TLS, by `peer`. */
  readonly handshakes: Map<string, Socket>;
  readonly serve: Serve;
  turnAway(connection: Connection, refused: Refused): void;
  readonly stop: AbortSignal;
}

/** @throws ListenError when certificate and key cannot be used */
export function newServer(backstage: Backstage): Server {
  const { settings, maxHeadBytes } = backstage;
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
  const server = settings.tls === undefined ? createServer(options) : tlsServer(options, settings);
  // Clients that close their sending side after the request (`nc -N`) still get their answer, however late it is.
  Object.assign(server, { httpAllowHalfOpen: true });
  server.maxConnections = settings.maxConnections ?? 10_000;
  server.maxHeadersCount = 1_000;
  // What a listening server reports (too many open files) passes; it must not end the process.
  server.on("error", () => {});
  watchArrivals(server, backstage);
  watchRequests(server, backstage);
  watchTrouble(server, backstage);
  return server;
}

function tlsServer(options: ServerOptions, settings: DoorSettings): Server {
  try {
    return process.getBuiltinModule("node:https").createServer({ ...options, ...settings.tls });
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

/** The event by which the HTTP server is given a socket. */
function arrivalOf({ scheme }: Backstage): string {
  return scheme === "https" ? "secureConnection" : "connection";
}

function watchArrivals(server: Server, backstage: Backstage): void {
  const { open, handshakes, maxHeadBytes, turnAway, stop } = backstage;
  server.on(arrivalOf(backstage), (socket: Socket) => {
    if (stop.aborted) {
      socket.destroy();
      return;
    }
    const tail = new Tail(maxHeadBytes);
    const connection: Connection = { socket, last: null, behind: 0, state: "http", tail };
    open.set(socket, connection);
    socket.once("close", () => open.delete(socket));
    // Whoever writes last may find the client gone; the HTTP server no longer listens for that by then.
    socket.on("error", () => {});
    // Pipelined hangs may each listen for the client's leaving.
    socket.setMaxListeners(0);
    // Keeps the beginning of a request line that came in pieces; after the server's own listener, so `tail` is what
    // came before the packet that it complains about.
    socket.on("data", (chunk: Buffer) => tail.push(chunk));
    // Node's parser reports this itself, but not of a request that asks for an upgrade.
    socket.on("end", () => {
      if (connection.state !== "http" || !busy(connection) || connection.last?.req.complete !== false) return;
      turnAway(connection, { status: 400, sentence: "The request ends before its body is whole." });
    });
  });
  if (backstage.scheme === "http") return;
  server.on("connection", (socket: Socket) => {
    const key = peer(socket);
    handshakes.set(key, socket);
    socket.once("close", () => handshakes.delete(key));
  });
  server.on("tlsClientError", (_error: Error, socket: Socket) => socket.destroy());
}

function watchRequests(server: Server, { open, serve, turnAway }: Backstage): void {
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
    const sentence = "CONNECT is refused: this door is no tunnel; use http addresses.";
    if (connection === undefined) socket.destroy();
    else turnAway(connection, { status: 405, sentence });
  });
}

function watchTrouble(server: Server, backstage: Backstage): void {
  const { open, maxHeadBytes, turnAway } = backstage;
  const again = (socket: Socket): void => void server.emit(arrivalOf(backstage), socket);
  const repairs = { maxHeadBytes, again, refuse: turnAway };
  server.on("clientError", (error: ParserError, socket: Socket) => {
    const connection = open.get(socket);
    if (connection === undefined) {
      socket.destroy();
      return;
    }
    const { code = "", rawPacket, bytesParsed = 0 } = error;
    // What follows a last request is not read; the connection closes with that one's answer.
    if (connection.state === "refused" || code === "HPE_CLOSED_CONNECTION") return;
    if (rawPacket !== undefined && connection.state === "http" && lineTrouble.has(code)) {
      const line = fromRequestLine(connection.tail.with(noBytes), rawPacket, bytesParsed);
      if (line !== null && code === "HPE_INVALID_URL" && repair(connection, line, repairs)) return;
      const sentence = line === null ? null : lineFault(line);
      if (sentence !== null) {
        turnAway(connection, { status: 400, sentence });
        return;
      }
    }
    const refused = refusalOf(error, maxHeadBytes);
    if (refused === null) socket.destroy();
    else if (connection.state !== "held") turnAway(connection, refused);
  });
}

/** Pipelined requests that may wait on one connection. */
const maxBehind = 1_000;

function mayWait(connection: Connection, res: ServerResponse): boolean {
  if (connection.behind >= maxBehind) return false;
  connection.behind++;
  res.once("close", () => connection.behind--);
  return true;
}

/** Node's parse errors say where they arose; other errors of the connection do not. */
interface ParserError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer;
  /** How far the parser came in `rawPacket`. */
  readonly bytesParsed?: number;
}

const noBytes = Buffer.alloc(0);
/** Errors of Node's parser within a request line. */
const lineTrouble = new Set(["HPE_INVALID_URL", "HPE_INVALID_CONSTANT", "HPE_INVALID_VERSION", "HPE_INVALID_METHOD"]);

/** Tells connections apart, for the two sockets of a TLS connection are the same by it. */
export function peer(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort} ${socket.localAddress}`;
}
