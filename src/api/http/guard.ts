// Refuses requests of other origins (Origin), under other names (Host, DNS rebinding), and without the token.

import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Problem } from "./problem.ts";

export interface GuardOptions {
  /** Null: none is needed, since listeners are bound to this machine only. */
  readonly token: string | null;
  /** Host names under which the API may be called, beside this machine's own and addresses in figures. */
  readonly allowedHosts: readonly string[];
}

/** @throws Problem */
export type Guard = (headers: IncomingHttpHeaders) => void;

export function createGuard({ token, allowedHosts }: GuardOptions): Guard {
  const allowed = new Set(["localhost", ...allowedHosts.map((name) => name.toLowerCase())]);
  return ({ host = "", origin, authorization }) => {
    const name = host.replace(/:\d+$/, "").toLowerCase();
    if (!isAddress(name) && !allowed.has(name)) {
      const problem = `the Host ${JSON.stringify(host.slice(0, 100))} is not this emulator's`;
      throw new Problem(403, { where: "header Host", problem, remedy: "start it with --allowed-host NAME" });
    }
    if (origin !== undefined && URL.parse(origin)?.host.toLowerCase() !== host.toLowerCase()) {
      const problem = "a page of another origin may not call";
      throw new Problem(403, { where: "header Origin", problem, remedy: "call from the inbox or without a browser" });
    }
    if (token !== null && !hasToken(authorization, token)) {
      const remedy = "send Authorization: Bearer with the token that torpedo start printed, or set TORPEDO_TOKEN";
      throw new Problem(401, { where: "header Authorization", problem: "the token is missing or wrong", remedy }, [
        ["WWW-Authenticate", 'Bearer realm="torpedo"'],
      ]);
    }
  };
}

/** True for an address in figures: no name server can make it mean another machine. */
function isAddress(name: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(name) || /^\[[0-9a-f:.]+\]$/.test(name);
}

function hasToken(header: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(header ?? "")?.[1];
  // Digests have one length: the time of the comparison tells nothing about the token.
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
