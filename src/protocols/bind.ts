// Listening on one port of several addresses.

import type { Server } from "node:net";

export type ListenTrouble = "port-in-use" | "not-permitted" | "no-such-address" | "bad-certificate" | "failed";

/** A listener that cannot be opened, and a remedy. */
export class ListenError extends Error {
  readonly trouble: ListenTrouble;
  readonly host: string;
  readonly port: number;
  /** A sentence with the user's remedy. */
  readonly remedy: string;

  constructor(trouble: ListenTrouble, host: string, port: number, problem: string, remedy: string) {
    super(`${problem} ${remedy}`);
    this.name = "ListenError";
    this.trouble = trouble;
    this.host = host;
    this.port = port;
    this.remedy = remedy;
  }
}

export interface OpenedPort<Opened> {
  readonly port: number;
  /** The hosts that are really listened on. */
  readonly hosts: readonly string[];
  readonly opened: readonly Opened[];
}

/**
 * Opens the same port on each host. A host that this machine does not have (`::1` without IPv6) is left out as long as
 * another one listens.
 * @throws ListenError; nothing listens then
 */
export async function bindAll<Opened extends { readonly port: number }>(
  hosts: readonly string[],
  port: number,
  open: (host: string, port: number) => Promise<Opened>,
  close: (opened: Opened) => Promise<unknown>,
): Promise<OpenedPort<Opened>> {
  // A port that is free on the first address may be taken on the second: with port 0 another one is tried.
  for (let attempts = port === 0 ? 20 : 1; ; attempts--) {
    const opened: Opened[] = [];
    const used: string[] = [];
    let missing: ListenError | null = null;
    try {
      for (const host of hosts) {
        try {
          opened.push(await open(host, opened[0]?.port ?? port));
          used.push(host);
        } catch (error) {
          missing = listenError(error, host, port);
          if (missing.trouble !== "no-such-address") throw missing;
        }
      }
      const [first] = opened;
      if (first !== undefined) return { port: first.port, hosts: used, opened };
      throw missing ?? new Error("no host to listen on");
    } catch (error) {
      await Promise.all(opened.map(close));
      if (!(error instanceof ListenError) || error.trouble !== "port-in-use" || attempts <= 1) throw error;
    }
  }
}

/** Connections that wait for a turn of the loop. A further client would try again after a second. */
const backlog = 4_096;

/** @returns the port that the server listens on @throws the system's error */
export function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, backlog, ipv6Only: host.includes(":") && host !== "::" }, () => {
      server.removeListener("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** @param port as it was asked for, or as an earlier host got it */
function listenError(error: unknown, host: string, port: number): ListenError {
  if (error instanceof ListenError) return error;
  const code = error instanceof Error && "code" in error ? error.code : "";
  const [trouble, problem, remedy] = explanation(code, error, host, port);
  return new ListenError(trouble, host, port, problem, remedy);
}

function explanation(code: unknown, error: unknown, host: string, port: number): [ListenTrouble, string, string] {
  switch (code) {
    case "EADDRINUSE":
      return [
        "port-in-use",
        `Port ${port} of ${host} is in use by another program.`,
        "Stop that program, or choose another port (0 takes any free one).",
      ];
    case "EACCES":
    case "EPERM":
      return ["not-permitted", `Port ${port} of ${host} may not be opened by this user.`, "Choose a port over 1023."];
    case "EADDRNOTAVAIL":
    case "EAFNOSUPPORT":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return [
        "no-such-address",
        `This machine has no address ${host}.`,
        "Choose one that it has, for example 127.0.0.1.",
      ];
    default: {
      const why = error instanceof Error ? error.message : String(error);
      return ["failed", `Port ${port} of ${host}: ${why}.`, "Choose another."];
    }
  }
}
