// The door: a TCP port, or a TLS one with the same protocol inside (S14). Every connection becomes a session.

import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import type { Clock } from "../../core/ports.ts";
import { callOut, type OutbindTarget } from "./call-out.ts";
import { type Admission, ConnectionLimits } from "./connection-limits.ts";
import type { SessionPool } from "./pool.ts";
import { type ClaimedPeer, takeProxyHeader } from "./proxy-protocol.ts";
import { Session } from "./session.ts";
import type { Peer, SessionContext, SessionHandlers } from "./session-types.ts";
import type { SmppSettings } from "./settings.ts";

export interface TlsOptions {
  /** PEM. */
  readonly key: string | Buffer;
  readonly cert: string | Buffer;
  /** PEM of whoever signs client certificates. */
  readonly ca?: string | Buffer;
  /** `ask` takes a client without one, `require` closes on it. Absent: none is asked for. */
  readonly clientCertificate?: "ask" | "require";
}

export interface ListenerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly tls?: TlsOptions;
  readonly settings: SmppSettings;
  readonly handlers: SessionHandlers<Session>;
  readonly pool: SessionPool<Session>;
  /** The host's clock. */
  readonly clock: Clock;
  /** Shared by several doors; a door of its own otherwise. */
  readonly connectionLimits?: ConnectionLimits;
  /** Addresses of balancers that put a PROXY protocol header in front, and must. Absent: the protocol is off (S15). */
  readonly proxyFrom?: readonly string[];
}

export interface Listener {
  readonly port: number;
  readonly sessions: ReadonlySet<Session>;
  /** Connections turned away at the door. */
  readonly turnedAway: number;
  /**
   * Calls an ESME, sends outbind and leaves the session to its bind, which the handlers decide like any other (S11).
   * Rejects when there is no connection. When to call whom is the caller's business.
   */
  outbind(target: OutbindTarget): Promise<Session>;
  /**
   * No new connections; unbind to everyone, at most `graceMs` for what is in flight, FIN, then the end of whatever is
   * left: 2 s in all at the most.
   */
  stop(graceMs?: number): Promise<void>;
}

/** A connection that was let in, and whom it belongs to. */
interface Entry extends ClaimedPeer {
  readonly admission: Admission;
  readonly tcp: Socket;
}

const longestStop = 2_000;

/** Opens the door. Rejects with the system's error when the port cannot be had. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const { settings, clock, handlers } = options;
  const connectionLimits = options.connectionLimits ?? new ConnectionLimits(settings.limits, clock);
  const sessions = new Set<Session>();
  // By the connection's two ends, which a TLS socket has in common with the one below it.
  const entries = new Map<string, Entry>();
  let turnedAway = 0;

  const enter = (socket: Socket, entry = entries.get(endOf(socket))) => {
    if (entry === undefined) {
      socket.destroy();
      return;
    }
    const session = new Session(
      socket,
      peerOf(socket, entry),
      sessionContext(options, connectionLimits, entry, sessions),
    );
    sessions.add(session);
    return session;
  };
  const handshakes = options.tls === undefined ? undefined : tlsServer(options.tls, settings, enter);
  const admit = (socket: Socket, { address, port }: ClaimedPeer) => {
    const admission = connectionLimits.admit(address);
    if (admission === undefined) {
      turnedAway++;
      socket.destroy();
      return;
    }
    const end = endOf(socket);
    const entry = { admission, address, port, tcp: socket };
    socket.on("close", () => {
      admission.release();
      entries.delete(end);
    });
    if (handshakes === undefined) {
      enter(socket, entry);
      // A header in front has left it paused; a handshake reads what is left over by itself.
      socket.resume();
      return;
    }
    entries.set(end, entry);
    // The session listens to the TLS socket; what goes wrong below it ends that one too.
    socket.on("error", () => socket.destroy());
    handshakes.emit("connection", socket);
  };
  const connected = new Set<Socket>();
  const keep = (socket: Socket) => {
    connected.add(socket);
    socket.on("close", () => connected.delete(socket));
  };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    keep(socket);
    const peer = { address: addressOf(socket), port: socket.remotePort ?? 0 };
    if (!options.proxyFrom?.includes(peer.address)) admit(socket, peer);
    else takeProxyHeader(socket, clock, settings.hostTimers.sessionInitMs, (claimed) => admit(socket, claimed ?? peer));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  server.on("error", (error) => handlers.onBug(error));
  return {
    port: portOf(server),
    sessions,
    get turnedAway() {
      return turnedAway;
    },
    outbind: async (target) => {
      const socket = await callOut(target, clock, settings.hostTimers.sessionInitMs);
      if (!server.listening) {
        socket.destroy();
        throw new Error("outbind: the door is closed");
      }
      keep(socket);
      const admission = { bound: () => {}, release: () => {} };
      const session = enter(socket, { admission, address: addressOf(socket), port: target.port, tcp: socket });
      if (session === undefined) throw new Error("outbind: the door is closed");
      session.outbind({ command: "outbind", body: { system_id: target.systemId, password: target.password } });
      return session;
    },
    stop: (graceMs = 1_200) => stop(server, sessions, connected, clock, Math.min(graceMs, longestStop - 500)),
  };
}

function tlsServer(tls: TlsOptions, settings: SmppSettings, enter: (socket: TLSSocket) => unknown) {
  const { key, cert, ca, clientCertificate } = tls;
  const server = createTlsServer(
    {
      key,
      cert,
      ...(ca !== undefined && { ca }),
      minVersion: "TLSv1.2",
      requestCert: clientCertificate !== undefined,
      rejectUnauthorized: clientCertificate === "require",
      handshakeTimeout: settings.hostTimers.sessionInitMs,
      allowHalfOpen: true,
    },
    (socket) => enter(socket),
  );
  // Garbage instead of a hello: closed quietly (W14).
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  return server;
}

function sessionContext(
  { settings, handlers, clock, pool }: ListenerOptions,
  connectionLimits: ConnectionLimits,
  { admission, tcp }: Entry,
  sessions: Set<Session>,
): SessionContext<Session> {
  return {
    settings,
    handlers,
    host: clock,
    tcp,
    mayBind: (peer, systemId) => connectionLimits.mayBind(peer.address, systemId),
    bindRefused: (peer, systemId) => connectionLimits.refused(peer.address, systemId),
    join: (session, account, limits) => {
      if (!pool.join(account, session, limits)) return false;
      admission.bound();
      return true;
    },
    ready: (session) => {
      if (session.account !== undefined) pool.ready(session.account, session);
    },
    leave: (session) => {
      if (session.account !== undefined) pool.leave(session.account, session);
    },
    closed: (session) => sessions.delete(session),
  };
}

async function stop(
  server: Server,
  sessions: ReadonlySet<Session>,
  connected: ReadonlySet<Socket>,
  clock: Clock,
  graceMs: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Those that we opened ourselves are none of the server's.
  const ends = [...connected].map((socket) => new Promise((resolve) => socket.once("close", resolve)));
  for (const session of [...sessions]) session.unbind("stop");
  const cancels = [
    clock.after(graceMs, () => {
      for (const session of [...sessions]) session.close("stop");
    }),
    clock.after(graceMs + 300, () => {
      for (const session of [...sessions]) session.destroy("stop");
      // Those in the middle of a handshake have no session yet.
      for (const socket of [...connected]) socket.destroy();
    }),
  ];
  await Promise.all([closed, ...ends]);
  for (const cancel of cancels) cancel();
}

/** An IPv4 address that came through an IPv6 socket is written as one of IPv4. */
function addressOf({ remoteAddress = "" }: Socket): string {
  return remoteAddress.replace(/^::ffff:(?=[\d.]+$)/, "");
}

function endOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`;
}

function peerOf(socket: Socket, { address, port }: ClaimedPeer): Peer {
  const peer = { address, port };
  if (!isSecure(socket)) return { ...peer, secure: false };
  // An empty object when none was shown, and null once the connection has gone, whatever its type says.
  const { subject, fingerprint256 } = socket.getPeerCertificate() ?? {};
  if (subject === undefined || fingerprint256 === undefined) return { ...peer, secure: true };
  const names = Object.entries(subject).map(([name, value]) => `${name}=${value}`);
  return { ...peer, secure: true, certificate: { subject: names.join(","), fingerprint256 } };
}

function isSecure(socket: Socket): socket is TLSSocket {
  return "getPeerCertificate" in socket;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
