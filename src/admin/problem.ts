// The one shape of the control API's errors: what is wrong, where, and what to do.

import { UsageError } from "../core/usage-error.ts";
import type { HttpAnswer } from "../protocols/http/call.ts";

/** Thrown inside the control API; answered as a problem. */
export class Problem extends Error {
  readonly status: number;
  readonly where: string;
  readonly remedy: string;
  readonly headers: HttpAnswer["headers"];
  constructor(status: number, what: string, where: string, remedy: string, headers: HttpAnswer["headers"] = []) {
    super(what);
    this.status = status;
    this.where = where;
    this.remedy = remedy;
    this.headers = headers;
  }
}

/** @param body anything JSON can say; undefined properties are left out */
export function json(body: unknown, status = 200): HttpAnswer {
  return {
    status,
    headers: [
      ["Content-Type", "application/json; charset=utf-8"],
      ["Cache-Control", "no-store"],
      ["X-Content-Type-Options", "nosniff"],
    ],
    body: JSON.stringify(body),
  };
}

export function problemOf({ status, message, where, remedy, headers }: Problem): HttpAnswer {
  const detail = new UsageError({ where, problem: message, remedy }).message;
  const answer = json({ status, title: message, detail, where, remedy }, status);
  return { ...answer, headers: [...answer.headers, ...headers] };
}

/** The answer to an error, or null when it is a bug. */
export function problemAnswer(error: unknown): HttpAnswer | null {
  if (error instanceof Problem) return problemOf(error);
  if (!(error instanceof UsageError)) return null;
  const { mistake, findings, message } = error;
  const status = mistake?.kind === "missing" ? 404 : mistake?.kind === "conflict" ? 409 : 400;
  const remedy = mistake?.remedy ?? "mend it as the sentence says";
  const more = findings.length === 0 ? {} : { findings };
  return json({ status, title: message, detail: message, where: mistake?.where ?? "request", remedy, ...more }, status);
}
