// A TCP port, or a TLS port with the same protocol inside (S14). Every connection becomes a session.

import { createServer, type LookupFunction, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from "node:tls";
import type { Clock, Turns } from "../../core/clock.ts";
import { listenOn } from "../bind.ts";
import { callOut, type OutbindTarget } from "./call-out.ts";
import { type Admission, ConnectionLimits } from "./connection-limits.ts";
import type { SessionPool } from "./pool.ts";
import { type ClaimedPeer, takeProxyHeader } from "./proxy-protocol.ts";
import { SmppSession } from "./session.ts";
import type { OwnRequest, Peer, SessionContext, SessionHandlers } from "./session-types.ts";
import type { SmppSettings } from "./settings.ts";

export interface TlsOptions {
  /** PEM. */
  readonly key: string | Buffer;
  readonly cert: string | Buffer;
  /** PEM of the authority that signs client certificates. */
  readonly ca?: string | Buffer;
  /** `ask` accepts a client without a certificate, `require` closes the connection. Absent: none is requested. */
  readonly clientCertificate?: "ask" | "require";
}

export interface ListenerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly tls?: TlsOptions;
  readonly settings: SmppSettings;
  readonly handlers: SessionHandlers<SmppSession>;
  readonly pool: SessionPool<SmppSession>;
  /** The host's clock. */
  readonly clock: Clock;
  readonly turns: Turns;
  /** Resolves names of ESMEs that are called. Default: the machine's own resolver. */
  readonly lookup?: LookupFunction;
  /** Shared by several listeners; absent: its own. */
  readonly connectionLimits?: ConnectionLimits;
  /** Addresses of balancers that put a PROXY protocol header in front, and must. Absent: the protocol is off (S15). */
  readonly proxyFrom?: readonly string[];
}

/** A connection that the limits have let in, and the peer behind it. */
interface AdmittedConnection extends ClaimedPeer {
  readonly admission: Admission;
  readonly tcp: Socket;
}

/** Longest stop: unbind, answers in flight, FIN. */
const maxStopMs = 2_000;

/** Opens the port. Rejects with the system's error when the port cannot be had. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const listener = new Listener(options);
  await listener.open();
  return listener;
}

export class Listener {
  readonly #options: ListenerOptions;
  readonly #limits: ConnectionLimits;
  readonly #server: Server;
  readonly #tls: TlsServer | undefined;
  readonly #sessions = new Set<SmppSession>();
  readonly #sockets = new Set<Socket>();
  /** By the connection's two ends, which a TLS socket has in common with the TCP socket below it. */
  readonly #handshakes = new Map<string, AdmittedConnection>();
  #turnedAway = 0;

  constructor(options: ListenerOptions) {
    const { settings, clock, tls } = options;
    this.#options = options;
    this.#limits = options.connectionLimits ?? new ConnectionLimits(settings.limits, clock);
    const handshakeTimeout = settings.hostTimers.sessionInitMs;
    this.#tls = tls && tlsServer(tls, handshakeTimeout, (socket) => this.#secured(socket));
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#connected(socket));
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }
  get sessions(): ReadonlySet<SmppSession> {
    return this.#sessions;
  }
  /** Connections refused because of the limits. */
  get turnedAway(): number {
    return this.#turnedAway;
  }

  async open(): Promise<void> {
    const { host, port, handlers } = this.#options;
    await listenOn(this.#server, host, port);
    this.#server.on("error", (error) => handlers.onBug(error));
  }

  /**
   * Connects to an ESME, sends outbind and leaves the session to its bind (S11). Rejects when there is no connection.
   */
  async outbind(target: OutbindTarget, own: OwnRequest = {}): Promise<SmppSession> {
    const { clock, settings, lookup } = this.#options;
    const socket = await callOut(target, { clock, patienceMs: settings.hostTimers.sessionInitMs, lookup });
    if (!this.#server.listening) {
      socket.destroy();
      throw new Error("outbind: the listener is closed");
    }
    this.#keep(socket);
    const admission = { bound: () => {}, release: () => {} };
    const session = this.#begin(socket, { admission, address: addressOf(socket), port: target.port, tcp: socket });
    session.outbind({ command: "outbind", body: { system_id: target.systemId, password: target.password } }, own);
    return session;
  }

  /** Takes no new connections, unbinds every session, and ends after `graceMs`; 2 s in all at the most. */
  async stop(graceMs = 1_200): Promise<void> {
    const { clock } = this.#options;
    const grace = Math.min(graceMs, maxStopMs - 500);
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    // The server does not wait for connections that we opened ourselves.
    const ends = [...this.#sockets].map((socket) => new Promise((resolve) => socket.once("close", resolve)));
    for (const session of [...this.#sessions]) session.unbind("stop");
    const cancels = [
      clock.after(grace, () => {
        for (const session of [...this.#sessions]) session.close("stop");
      }),
      clock.after(grace + 300, () => {
        for (const session of [...this.#sessions]) session.destroy("stop");
        // A connection in the middle of a handshake has no session yet.
        for (const socket of [...this.#sockets]) socket.destroy();
      }),
    ];
    await Promise.all([closed, ...ends]);
    for (const cancel of cancels) cancel();
  }

  #connected(socket: Socket): void {
    this.#keep(socket);
    const { clock, settings, proxyFrom } = this.#options;
    const peer = { address: addressOf(socket), port: socket.remotePort ?? 0 };
    if (!proxyFrom?.includes(peer.address)) {
      this.#admit(socket, peer);
      return;
    }
    const { sessionInitMs } = settings.hostTimers;
    takeProxyHeader(socket, clock, sessionInitMs, (claimed) => this.#admit(socket, claimed ?? peer));
  }

  #admit(socket: Socket, { address, port }: ClaimedPeer): void {
    const admission = this.#limits.admit(address);
    if (admission === undefined) {
      this.#turnedAway++;
      socket.destroy();
      return;
    }
    const connection = { admission, address, port, tcp: socket };
    socket.on("close", () => admission.release());
    if (this.#tls === undefined) {
      this.#begin(socket, connection);
      // A PROXY header in front has left the socket paused; a TLS handshake reads the rest by itself.
      socket.resume();
      return;
    }
    const ends = endsOf(socket);
    this.#handshakes.set(ends, connection);
    socket.on("close", () => this.#handshakes.delete(ends));
    // The session listens to the TLS socket; an error below it ends that one too.
    socket.on("error", () => socket.destroy());
    this.#tls.emit("connection", socket);
  }

  #secured(socket: TLSSocket): void {
    const connection = this.#handshakes.get(endsOf(socket));
    if (connection === undefined) socket.destroy();
    else this.#begin(socket, connection);
  }

  #begin(socket: Socket, connection: AdmittedConnection): SmppSession {
    const session = new SmppSession(socket, peerOf(socket, connection), this.#contextFor(connection));
    this.#sessions.add(session);
    return session;
  }

  #contextFor({ admission, tcp }: AdmittedConnection): SessionContext<SmppSession> {
    const { settings, handlers, clock, turns, pool } = this.#options;
    return {
      settings,
      handlers,
      host: clock,
      turns,
      tcp,
      mayBind: (peer, bind) => this.#limits.mayBind(peer.address, bind),
      bindRefused: (peer, bind) => this.#limits.refused(peer.address, bind),
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
      boundTo: (account) => pool.sessions(account).length,
      closed: (session) => this.#sessions.delete(session),
    };
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
  }
}

function tlsServer(tls: TlsOptions, handshakeTimeout: number, secured: (socket: TLSSocket) => void): TlsServer {
  const { key, cert, ca, clientCertificate } = tls;
  const server = createTlsServer(
    {
      key,
      cert,
      ...(ca !== undefined && { ca }),
      minVersion: "TLSv1.2",
      requestCert: clientCertificate !== undefined,
      rejectUnauthorized: clientCertificate === "require",
      handshakeTimeout,
      allowHalfOpen: true,
    },
    secured,
  );
  // Noise instead of a hello: closed quietly (W14).
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  return server;
}

/** An IPv4 address that came through an IPv6 socket is written as one of IPv4. */
function addressOf({ remoteAddress = "" }: Socket): string {
  return remoteAddress.replace(/^::ffff:(?=[\d.]+$)/, "");
}

function endsOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`;
}

function peerOf(socket: Socket, { address, port }: ClaimedPeer): Peer {
  const peer = { address, port };
  if (!isSecure(socket)) return { ...peer, secure: false };
  // An empty object without a certificate; null once the connection is gone, whatever the type of Node declares.
  const { subject, fingerprint256 } = socket.getPeerCertificate() ?? {};
  if (subject === undefined || fingerprint256 === undefined) return { ...peer, secure: true };
  const names = Object.entries(subject).map(([name, value]) => `${name}=${value}`);
  return { ...peer, secure: true, certificate: { subject: names.join(","), fingerprint256 } };
}

function isSecure(socket: Socket): socket is TLSSocket {
  return "getPeerCertificate" in socket;
}
