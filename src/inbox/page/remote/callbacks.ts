// Callbacks and their attempts as the control API shows them.

import { fields, instant, list, maybeNumber, number, readList, text } from "./read.ts";
import { desk, type Query, type Remote } from "./remote.ts";

export interface Callback {
  readonly place: number;
  readonly account: string;
  readonly provider: string;
  readonly about: "report" | "inbound";
  /** Place of the message (report) or inbound it is about. */
  readonly ref: number;
  readonly status: string;
  readonly by: string;
  /** When it is to be tried, or tried again. */
  readonly at: number;
  /** `waiting`, `delivered`, `given-up`, `lost` or `dropped`. */
  readonly state: string;
  readonly tries: number;
  readonly attempts: readonly Attempt[];
}
export interface Attempt {
  readonly number: number;
  readonly at: number;
  readonly address: string;
  readonly request: string;
  /** HTTP status or command_status; null: no answer. */
  readonly status: number | null;
  readonly answer: string;
  readonly durationMs: number;
  readonly error: string;
}

export function readCallback(value: unknown): Callback {
  const of = fields(value);
  return {
    place: number(of["seq"]),
    account: text(of["account"]),
    provider: text(of["provider"]),
    about: of["about"] === "inbound" ? "inbound" : "report",
    ref: number(of["ref"]),
    status: text(of["status"]),
    by: text(of["by"]),
    at: instant(of["at"]) ?? 0,
    state: text(of["state"]),
    tries: number(of["tries"]),
    attempts: list(of["attempts"], readAttempt),
  };
}

function readAttempt(value: unknown): Attempt {
  const of = fields(value);
  return {
    number: number(of["number"]),
    at: instant(of["at"]) ?? 0,
    address: text(of["address"]),
    request: text(of["request"]),
    status: maybeNumber(of["status"]),
    answer: text(of["answer"]),
    durationMs: number(of["durationMs"]),
    error: text(of["error"]),
  };
}

export async function listCallbacks(remote: Remote, sandbox: string, query: Query): Promise<readonly Callback[]> {
  return readList(await remote.get(`${desk(sandbox)}/callbacks`, query), "callbacks", readCallback);
}

export async function getCallback(remote: Remote, sandbox: string, place: string): Promise<Callback> {
  return readCallback(await remote.get(`${desk(sandbox)}/callbacks/${encodeURIComponent(place)}`));
}

/** Sends it once more, now. */
export async function repeatCallback(remote: Remote, sandbox: string, place: number): Promise<void> {
  await remote.send("POST", `${desk(sandbox)}/callbacks/${place}/repeat`);
}
