// The one shape of the control API's errors: what is wrong, where, and what to do (RFC 9457 problem details).

import { UsageError } from "../core/usage-error.ts";
import type { HttpAnswer } from "../wire/http/call.ts";

/** Thrown inside the control API; answered as a problem. */
export class Problem extends Error {
  readonly status: number;
  readonly where: string;
  readonly remedy: string;
  constructor(status: number, what: string, where: string, remedy: string) {
    super(what);
    this.status = status;
    this.where = where;
    this.remedy = remedy;
  }
}

/** @param body anything JSON can say; undefined properties are left out */
export function json(body: unknown, status = 200): HttpAnswer {
  return {
    status,
    headers: [
      ["Content-Type", "application/json; charset=utf-8"],
      ["Cache-Control", "no-store"],
    ],
    body: JSON.stringify(body),
  };
}

/** The answer to an error, or null when it is a bug. */
export function problemAnswer(error: unknown): HttpAnswer | null {
  if (error instanceof Problem) {
    const { status, message, where, remedy } = error;
    return json({ title: message, status, where, remedy }, status);
  }
  if (error instanceof UsageError)
    return json({ title: error.message, status: 400, where: "request", remedy: "mend the request" }, 400);
  return null;
}
