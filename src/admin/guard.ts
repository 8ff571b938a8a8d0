// Who may speak to the control API: nobody from a foreign page (Origin), by a foreign name (Host, DNS rebinding), or
// without the token where one is asked for. Live and ready need none.

import { createHash, timingSafeEqual } from "node:crypto";
import type { HttpAnswer, HttpRequest } from "../protocols/http/call.ts";
import { apiBase } from "./base.ts";
import { Problem, problemOf } from "./problem.ts";

export interface GuardOptions {
  /** Null: none is asked for (the doors are bound to this machine only). */
  readonly token: string | null;
  /** Names, beside this machine's own and addresses in figures, by which it may be called. */
  readonly allowedHosts: readonly string[];
}

const open: ReadonlySet<string> = new Set([`${apiBase}/health/live`, `${apiBase}/health/ready`]);
const reading: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** @returns what refuses a request before any resource sees it; null: let it in */
export function createGuard(options: GuardOptions): (request: HttpRequest) => HttpAnswer | null {
  const allowed = new Set(options.allowedHosts.map((name) => name.toLowerCase()));
  const known = (host: string): boolean => {
    const name = host.replace(/:\d+$/, "").toLowerCase();
    return name === "localhost" || isAddress(name) || allowed.has(name);
  };

  return (request) => {
    if (open.has(request.path) && reading.has(request.method)) return null;
    const host = request.headers["host"] ?? "";
    if (!known(host)) {
      return refusal(
        403,
        `the Host ${JSON.stringify(host.slice(0, 100))} is not this emulator's`,
        "header Host",
        "start it with --allowed-host NAME",
      );
    }
    const origin = request.headers["origin"];
    if (origin !== undefined && !sameOrigin(origin, host)) {
      return refusal(
        403,
        "a page of another origin may not call",
        "header Origin",
        "call from the inbox or without a browser",
      );
    }
    if (options.token !== null && !holds(request.headers["authorization"], options.token)) {
      const remedy = "send Authorization: Bearer with the token that torpedo start printed, or set TORPEDO_TOKEN";
      return refusal(401, "the token is missing or wrong", "header Authorization", remedy);
    }
    const type = request.headers["content-type"] ?? "";
    if (!reading.has(request.method) && request.body.length > 0 && !/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
      return refusal(415, "the body is not sent as JSON", "header Content-Type", "send Content-Type: application/json");
    }
    return null;
  };
}

function refusal(status: number, title: string, where: string, remedy: string): HttpAnswer {
  const answer = problemOf(new Problem(status, title, where, remedy));
  if (status !== 401) return answer;
  return { ...answer, headers: [...answer.headers, ["WWW-Authenticate", 'Bearer realm="torpedo"']] };
}

/** An address in figures cannot be made to mean another machine by a name server. */
function isAddress(name: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(name) || /^\[[0-9a-f:.]+\]$/.test(name);
}

function sameOrigin(origin: string, host: string): boolean {
  const url = URL.parse(origin);
  return url !== null && url.host.toLowerCase() === host.toLowerCase();
}

function holds(header: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(header ?? "")?.[1];
  if (given === undefined) return false;
  // Digests are of one length: the time says nothing of the token, nor of how long it is.
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
