// The one shape of the control API's errors: what is wrong, where, and what to do.

import { type Mistake, UsageError } from "../../core/usage-error.ts";
import type { HttpAnswer } from "../../protocols/http/call.ts";

/** A refusal with its own HTTP status and headers. */
export class Problem extends UsageError {
  readonly status: number;
  readonly headers: HttpAnswer["headers"];
  constructor(status: number, mistake: Mistake, headers: HttpAnswer["headers"] = []) {
    super(mistake);
    this.status = status;
    this.headers = headers;
  }
}

const statuses = { missing: 404, conflict: 409, busy: 503, unreachable: 502 } as const;

/** @param body JSON; undefined properties are left out */
export function json(body: unknown, status = 200, headers: HttpAnswer["headers"] = []): HttpAnswer {
  return {
    status,
    headers: [["Content-Type", "application/json; charset=utf-8"], ...common, ...headers],
    body: JSON.stringify(body),
  };
}

export const common: HttpAnswer["headers"] = [
  ["Cache-Control", "no-store"],
  ["X-Content-Type-Options", "nosniff"],
];

/** The answer to an error; null: it is a bug. */
export function problemAnswer(error: unknown): HttpAnswer | null {
  return error instanceof UsageError ? problemOf(error) : null;
}

export function problemOf(error: UsageError): HttpAnswer {
  const { mistake, findings, message } = error;
  const status = error instanceof Problem ? error.status : mistake?.kind === undefined ? 400 : statuses[mistake.kind];
  const problem = {
    status,
    title: mistake?.problem ?? message,
    detail: message,
    where: mistake?.where ?? "request",
    remedy: mistake?.remedy ?? "correct it as the sentence says",
    ...(findings.length === 0 ? {} : { findings }),
  };
  return json(problem, status, error instanceof Problem ? error.headers : []);
}
