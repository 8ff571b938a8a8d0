// Messages as the control API shows them.

import type { Status } from "../../../core/status.ts";
import { isStatus } from "../../../core/status.ts";
import { type Callback, readCallback } from "./callbacks.ts";
import { type Call, readCall } from "./calls.ts";
import { type Inbound, readInbound } from "./inbounds.ts";
import { type Fields, fields, instant, list, maybeNumber, number, readList, text } from "./read.ts";
import { desk, type Query, type Remote } from "./remote.ts";

export interface Message {
  /** Counted from 1 in the sandbox; what people and addresses see. */
  readonly place: number;
  readonly id: string;
  readonly clientId: string;
  readonly provider: string;
  readonly account: string;
  readonly operation: string;
  readonly channel: string;
  readonly to: string;
  readonly toWritten: string;
  readonly from: string;
  readonly text: string;
  readonly kind: string;
  readonly encoding: string;
  readonly parts: number;
  readonly status: Status;
  readonly word: string;
  readonly acceptedAt: number;
  readonly scheduledFor: number | null;
  readonly expiresAt: number | null;
  readonly debits: readonly { readonly kind: string; readonly amount: number }[];
  /** Later statuses that are still to come. */
  readonly life: readonly { readonly status: Status; readonly after: number }[];
  readonly call: number | null;
  readonly fields: Fields;
}

export function status(value: unknown): Status {
  const word = text(value);
  return isStatus(word) ? word : "unknown";
}

export function readMessage(value: unknown): Message {
  const of = fields(value);
  return {
    place: number(of["seq"]),
    id: text(of["id"]),
    clientId: text(of["clientId"]),
    provider: text(of["provider"]),
    account: text(of["account"]),
    operation: text(of["operation"]),
    channel: text(of["channel"]),
    to: text(of["to"]),
    toWritten: text(of["toWritten"]),
    from: text(of["from"]),
    text: text(of["text"]),
    kind: text(of["kind"]),
    encoding: text(of["encoding"], "gsm"),
    parts: number(of["parts"], 1),
    status: status(of["status"]),
    word: text(of["word"]),
    acceptedAt: instant(of["acceptedAt"]) ?? 0,
    scheduledFor: instant(of["scheduledFor"]),
    expiresAt: instant(of["expiresAt"]),
    debits: list(of["debits"], (one) => {
      const debit = fields(one);
      return { kind: text(debit["kind"]), amount: number(debit["amount"]) };
    }),
    life: list(of["life"], (one) => ({ status: status(fields(one)["status"]), after: number(fields(one)["after"]) })),
    call: maybeNumber(of["call"]),
    fields: fields(of["fields"]),
  };
}

/** How the emulator says a message came in and what became of it. */
export interface Story {
  readonly message: Message;
  /** Null: the journal has dropped it already. */
  readonly call: Call | null;
  readonly steps: readonly Step[];
  readonly callbacks: readonly Callback[];
  readonly inbounds: readonly Inbound[];
}
export interface Step {
  readonly at: number;
  readonly status: Status;
  readonly word: string;
  /** Who made it happen: `life`, `scenario`, `control`, `client`. */
  readonly by: string;
}

export async function listMessages(remote: Remote, sandbox: string, query: Query): Promise<readonly Message[]> {
  return readList(await remote.get(`${desk(sandbox)}/messages`, query), "messages", readMessage);
}

export async function readStory(remote: Remote, sandbox: string, place: string): Promise<Story> {
  const of = fields(await remote.get(`${desk(sandbox)}/messages/${encodeURIComponent(place)}`));
  return {
    message: readMessage(of["message"]),
    call: of["call"] === null || of["call"] === undefined ? null : readCall(of["call"]),
    steps: list(of["steps"], (one) => {
      const step = fields(one);
      return {
        at: instant(step["at"]) ?? 0,
        status: status(step["status"]),
        word: text(step["word"]),
        by: text(step["by"]),
      };
    }),
    callbacks: list(of["callbacks"], readCallback),
    inbounds: list(of["inbounds"], readInbound),
  };
}

/** Makes a status so by hand. */
export async function report(remote: Remote, sandbox: string, place: number, to: Status): Promise<void> {
  await remote.send("POST", `${desk(sandbox)}/messages/${place}/report`, { status: to });
}

/** Lets a held message go, or refuses it. */
export async function release(remote: Remote, sandbox: string, place: number, accepted: boolean): Promise<void> {
  await remote.send("POST", `${desk(sandbox)}/messages/${place}/release`, { accepted });
}
