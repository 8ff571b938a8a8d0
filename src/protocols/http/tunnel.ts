// CONNECT of clients that use the listener as a proxy (RFC 9110 9.3.6). Within the tunnel the listener itself speaks TLS, with
// a certificate for the host that was asked for.

import type { Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";
import { busy, type Connections, type HttpConnection } from "./connections.ts";
import { refusalSentence } from "./refusal-sentences.ts";
import type { RefusedRequest } from "./refuse.ts";

/** Hosts whose tunnels are answered here. */
export interface TunnelHosts {
  /** Lower case; `*.name`: every host under that name. */
  readonly names: readonly string[];
  /** Certificate and key for one of the hosts. */
  secureContext(host: string): Promise<SecureContext>;
}

export interface TunnelContext {
  readonly connections: Connections;
  /** Absent: no tunnel is opened. */
  readonly hosts: TunnelHosts | undefined;
  /** Gives a socket to the HTTP server, as a new connection. */
  readonly arrive: (socket: Socket) => void;
  /** Answers the CONNECT with a refusal, and closes. */
  readonly refuse: (refused: RefusedRequest) => void;
  readonly onBug: (error: unknown) => void;
}

/** Longest TLS handshake within a tunnel. */
const handshakeMs = 10_000;

/** @param target as the CONNECT has it: host and port @param head octets that came behind the request */
export function openTunnel(connection: HttpConnection, target: string, head: Buffer, context: TunnelContext): void {
  const { hosts, refuse } = context;
  const host = /^(.*?)(?::\d+)?$/s.exec(target)?.[1]?.toLowerCase() ?? "";
  const isSecure = "encrypted" in connection.socket;
  const refused = busy(connection) ? tooEarly : isSecure ? overTls : refusal(host, hosts);
  if (refused !== null || hosts === undefined) {
    refuse(refused ?? noProxy);
    return;
  }
  const { socket } = connection;
  // The certificate may take a while; meanwhile nothing of ours reads the socket.
  for (const event of ["data", "end"]) socket.removeAllListeners(event);
  socket.pause();
  if (head.length > 0) socket.unshift(head);
  hosts.secureContext(host).then(
    (secureContext) => secure(connection, secureContext, context),
    (error: unknown) => {
      context.onBug(error);
      refuse({ status: 500, sentence: refusalSentence("certificate") });
    },
  );
}

function secure({ socket }: HttpConnection, secureContext: SecureContext, context: TunnelContext): void {
  const { connections, arrive } = context;
  if (socket.destroyed || connections.stopped.aborted) {
    socket.destroy();
    return;
  }
  connections.tunnelled(socket);
  socket.setTimeout(0);
  socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
  const tls = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ["http/1.1"] });
  const end = (): void => void tls.destroy();
  const cancel = connections.clock.after(handshakeMs, end);
  tls.once("close", cancel);
  tls.on("error", end);
  tls.once("secure", () => {
    cancel();
    tls.removeListener("error", end);
    arrive(tls);
  });
}

const tooEarly = { status: 400, sentence: refusalSentence("connect-early") };
const overTls = { status: 400, sentence: refusalSentence("connect-tls") };
const noProxy = { status: 405, sentence: refusalSentence("no-proxy") };

/** Null: a tunnel to the host is opened. */
function refusal(host: string, hosts: TunnelHosts | undefined): RefusedRequest | null {
  if (hosts === undefined) return noProxy;
  if (isAmong(hosts.names, host)) return null;
  const list = hosts.names.length === 0 ? { en: "none", pt: "nenhum" } : hosts.names.join(", ");
  return { status: 403, sentence: refusalSentence("foreign-host", { host: host.slice(0, 200), hosts: list }) };
}

function isAmong(names: readonly string[], host: string): boolean {
  return names.some((name) =>
    name.startsWith("*.") ? /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(host) && host.endsWith(name.slice(1)) : host === name,
  );
}
