// Listening on one port of several addresses.

import type { Server } from "node:http";

export type ListenTrouble = "port-in-use" | "not-permitted" | "no-such-address" | "bad-certificate" | "failed";

/** A door that cannot be opened, and what to do about it. */
export class ListenError extends Error {
  readonly trouble: ListenTrouble;
  readonly host: string;
  readonly port: number;
  /** One sentence: what the user can do. */
  readonly remedy: string;

  constructor(trouble: ListenTrouble, host: string, port: number, what: string, remedy: string) {
    super(`${what} ${remedy}`);
    this.name = "ListenError";
    this.trouble = trouble;
    this.host = host;
    this.port = port;
    this.remedy = remedy;
  }
}

export interface Bound {
  readonly port: number;
  readonly hosts: readonly string[];
  readonly servers: readonly Server[];
}

/**
 * A server for each host on the same port. A host that this machine does not have (`::1` without IPv6) is left out as
 * long as another one listens.
 * @throws ListenError; nothing listens then
 */
export async function bindAll(hosts: readonly string[], port: number, newServer: () => Server): Promise<Bound> {
  // A port that is free on the first address may be taken on the second: with port 0 another one is tried.
  for (let tries = port === 0 ? 20 : 1; ; tries--) {
    const servers: Server[] = [];
    const used: string[] = [];
    let chosen = port;
    let missing: ListenError | null = null;
    try {
      for (const host of hosts) {
        const server = newServer();
        try {
          chosen = await listen(server, host, chosen);
          servers.push(server);
          used.push(host);
        } catch (error) {
          if (!(error instanceof ListenError) || error.trouble !== "no-such-address") throw error;
          missing = error;
        }
      }
      if (servers.length === 0 && missing !== null) throw missing;
      return { port: chosen, hosts: used, servers };
    } catch (error) {
      await Promise.all(servers.map((server) => new Promise<void>((done) => server.close(() => done()))));
      if (!(error instanceof ListenError) || error.trouble !== "port-in-use" || tries <= 1) throw error;
    }
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => reject(explain(error, host, port));
    server.once("error", failed);
    server.listen({ host, port, ipv6Only: host.includes(":") && host !== "::" }, () => {
      server.removeListener("error", failed);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): ListenError {
  switch (error.code) {
    case "EADDRINUSE":
      return new ListenError(
        "port-in-use",
        host,
        port,
        `Port ${port} of ${host} is in use by another program.`,
        "Stop that program, or choose another port (0 takes any free one).",
      );
    case "EACCES":
    case "EPERM":
      return new ListenError(
        "not-permitted",
        host,
        port,
        `Port ${port} of ${host} may not be opened by this user.`,
        "Choose a port over 1023.",
      );
    case "EADDRNOTAVAIL":
    case "EAFNOSUPPORT":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new ListenError(
        "no-such-address",
        host,
        port,
        `This machine has no address ${host}.`,
        "Choose one that it has, for example 127.0.0.1.",
      );
    default:
      return new ListenError("failed", host, port, `Port ${port} of ${host}: ${error.message}.`, "Choose another.");
  }
}
