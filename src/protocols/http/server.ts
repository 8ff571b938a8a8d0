// An HTTP or HTTPS server of a listener: how Node's server is set up, and what follows each event that it reports.

import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { ListenError } from "../bind.ts";
import type { MessageClasses } from "./app.ts";
import { busy, type Connections, type HttpConnection } from "./connections.ts";
import { hostRefusal } from "./host.ts";
import type { HttpListenerSettings } from "./listener-settings.ts";
import { fromRequestLine, headFault, lineFault, toOriginForm } from "./raw-target.ts";
import { refusalSentence } from "./refusal-sentences.ts";
import { type RefusedRequest, refusalOf, refusalText, refuse } from "./refuse.ts";
import { type Repairs, repair } from "./repair.ts";
import { noBody, plainAddress } from "./request.ts";
import { openTunnel } from "./tunnel.ts";

/** Shared by the servers of one listener. */
export interface ServerContext {
  readonly app: RequestListener;
  readonly classes: MessageClasses;
  readonly connections: Connections;
  readonly settings: HttpListenerSettings;
  readonly maxHeadBytes: number;
}

/** @throws ListenError when certificate and key cannot be used */
export function newServer(context: ServerContext): Server {
  const { settings, maxHeadBytes, connections, classes } = context;
  const options = {
    ...classes,
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
  server.setTimeout(settings.stalledTimeoutMs ?? 60_000, (socket) => {
    const connection = connections.connectionOn(socket);
    // Nothing has come or gone for a while. A connection whose answer is not due yet stays.
    const waits = connection !== undefined && (connection.last === null || busy(connection));
    if (!waits || socket.writableLength > 0) socket.destroy();
  });
  // An error of a listening server (too many open files) passes; it must not end the process.
  server.on("error", () => {});
  watchArrivals(server, context);
  watchRequests(server, context);
  watchTrouble(server, context);
  return server;
}

function tlsServer(options: ServerOptions, settings: HttpListenerSettings): Server {
  try {
    return createTlsServer({ ...options, ...settings.tls });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const problem = `The certificate or its key is unusable (${why}).`;
    const remedy = "Give a certificate and the private key that belongs to it, both in PEM form.";
    throw new ListenError("bad-certificate", "", settings.port, problem, remedy);
  }
}

/** The event that gives a socket to the HTTP server. */
function arrivalOf({ settings }: ServerContext): string {
  return settings.tls === undefined ? "connection" : "secureConnection";
}

function watchArrivals(server: Server, context: ServerContext): void {
  const { connections, maxHeadBytes } = context;
  server.on(arrivalOf(context), (socket: Socket) => {
    if (connections.stopped.aborted) {
      socket.destroy();
      return;
    }
    const connection = connections.add(socket, maxHeadBytes, context.settings.maxPipelinedBytes ?? 64 * 1024);
    // The last write may find the client gone, when the HTTP server no longer listens for errors.
    socket.on("error", () => {});
    // Pipelined hangs may each listen for the client's leaving.
    socket.setMaxListeners(0);
    // Keeps the beginning of a request line that came in pieces. The server's own listener runs before this one, so
    // `tail` holds the octets before the packet that the parser complains about.
    socket.on("data", (piece: Buffer) => {
      connection.queue.arrived(piece.length);
      if (connection.last?.req.complete === false) connection.tail.clear();
      else connection.tail.push(piece);
    });
    // Node's parser reports this itself, but not of a request that asks for an upgrade.
    socket.on("end", () => {
      if (connection.state !== "http" || !busy(connection) || connection.last?.req.complete !== false) return;
      turnAway(context, connection, { status: 400, sentence: refusalSentence("body-ends") });
    });
  });
  if (context.settings.tls === undefined) return;
  server.on("connection", (socket: Socket) => connections.addUnderTls(socket));
  server.on("tlsClientError", (_error: Error, socket: Socket) => socket.destroy());
}

function watchRequests(server: Server, context: ServerContext): void {
  const { app, connections, settings } = context;
  const maxPipelined = settings.maxPipelined ?? 1_000;
  const take = (incoming: IncomingMessage, res: ServerResponse): void => {
    const connection = connections.connectionOn(incoming.socket);
    // The client of a connection without an entry has left.
    if (connection === undefined || connection.state === "refused") return;
    const isTooMany = connection.queue.size >= maxPipelined;
    const refused = isTooMany ? tooMany(maxPipelined) : (hostRefusal(incoming) ?? upgradeRefusal(incoming));
    if (refused !== null) {
      turnAway(context, connection, refused, headOf(incoming));
      return;
    }
    connection.last = res;
    toOriginForm(incoming);
    connection.queue.add(res, () => app(incoming, res));
  };
  server.on("request", take);
  server.on("checkContinue", take);
  const tunnels = {
    connections,
    hosts: settings.tunnels,
    arrive: (socket: Socket) => void server.emit(arrivalOf(context), socket),
    onBug: settings.onBug ?? (() => {}),
  };
  server.on("connect", (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    const connection = connections.connectionOn(socket);
    if (connection === undefined) socket.destroy();
    else {
      const deny = (refused: RefusedRequest): void => turnAway(context, connection, refused, headOf(incoming));
      openTunnel(connection, incoming.url ?? "", head, { ...tunnels, refuse: deny });
    }
  });
}

/** Refuses a request, and reports it first. @param received its octets; by default, the head of the unfinished request */
function turnAway(
  { connections, settings }: ServerContext,
  connection: HttpConnection,
  refused: RefusedRequest,
  received: Buffer = connection.last === null ? noBody : headOf(connection.last.req),
): void {
  const { clock } = connections;
  const { socket } = connection;
  settings.onRefused?.({
    ...refused,
    scheme: "encrypted" in socket ? "https" : "http",
    remoteAddress: plainAddress(socket.remoteAddress ?? ""),
    received,
    answer: refusalText(refused, clock),
  });
  refuse(connection, refused, clock);
}

function headOf({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  let head = `${method} ${url} HTTP/${httpVersion}\r\n`;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) head += `${rawHeaders[at]}: ${rawHeaders[at + 1]}\r\n`;
  return Buffer.from(`${head}\r\n`, "latin1");
}

function watchTrouble(server: Server, context: ServerContext): void {
  const { connections, maxHeadBytes } = context;
  const again = (socket: Socket): void => void server.emit(arrivalOf(context), socket);
  const repairs: Repairs = {
    maxHeadBytes,
    again,
    refuse: (connection, refused, received) => turnAway(context, connection, refused, received),
  };
  server.on("clientError", (error: ParserError, socket: Socket) => {
    const connection = connections.connectionOn(socket);
    if (connection === undefined) {
      socket.destroy();
      return;
    }
    const { code = "", rawPacket, bytesParsed = 0 } = error;
    // Octets after a last request are not read; the connection closes with the answer to that request.
    if (connection.state === "refused" || code === "HPE_CLOSED_CONNECTION") return;
    const isBody = connection.last?.req.complete === false;
    const tail = isBody ? noBody : connection.tail.octets();
    if (rawPacket !== undefined && connection.state === "http" && !isBody) {
      const line = lineTrouble.has(code) ? fromRequestLine(tail, rawPacket, bytesParsed) : null;
      if (line !== null && code === "HPE_INVALID_URL" && repair(connection, line, repairs)) return;
      const whole = Buffer.concat([tail, rawPacket]);
      const sentence = (line === null ? null : lineFault(line)) ?? headFault(whole, tail.length + bytesParsed);
      if (sentence !== null) {
        turnAway(context, connection, { status: 400, sentence }, line ?? whole);
        return;
      }
    }
    const refused = refusalOf(error, maxHeadBytes);
    if (refused === null) socket.destroy();
    else if (connection.state !== "held") {
      const received = isBody ? undefined : Buffer.concat([tail, rawPacket ?? noBody]);
      turnAway(context, connection, refused, received);
    }
  });
}

function tooMany(maxPipelined: number): RefusedRequest {
  return { status: 429, sentence: refusalSentence("pipelined", { max: maxPipelined }) };
}

function upgradeRefusal({ headers }: IncomingMessage): RefusedRequest | null {
  if (headers.upgrade?.toLowerCase() !== "websocket") return null;
  return { status: 400, sentence: refusalSentence("websocket") };
}

/** Node's parse errors say where they arose; other errors of the connection do not. */
interface ParserError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer;
  /** Octets of `rawPacket` that the parser took. */
  readonly bytesParsed?: number;
}

/** Errors of Node's parser within a request line. */
const lineTrouble = new Set(["HPE_INVALID_URL", "HPE_INVALID_CONSTANT", "HPE_INVALID_VERSION", "HPE_INVALID_METHOD"]);
