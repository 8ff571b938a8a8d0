// Inbound messages as the control API shows them.

import { fields, flag, instant, maybeNumber, number, readList, text } from "./read.ts";
import { desk, type Query, type Remote } from "./remote.ts";

export interface Inbound {
  readonly place: number;
  readonly id: string;
  readonly provider: string;
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly receivedAt: number;
  /** Place of the message it answers. */
  readonly answers: number | null;
  readonly fetched: boolean;
}

export function readInbound(value: unknown): Inbound {
  const of = fields(value);
  return {
    place: number(of["seq"]),
    id: text(of["id"]),
    provider: text(of["provider"]),
    account: text(of["account"]),
    from: text(of["from"]),
    to: text(of["to"]),
    text: text(of["text"]),
    receivedAt: instant(of["receivedAt"]) ?? 0,
    answers: maybeNumber(of["answers"]),
    fetched: flag(of["fetched"]),
  };
}

export async function listInbounds(remote: Remote, sandbox: string, query: Query): Promise<readonly Inbound[]> {
  return readList(await remote.get(`${desk(sandbox)}/inbounds`, query), "inbounds", readInbound);
}

/** Lets a phone send an SMS; without `answers` it answers the last one sent to it. */
export async function sendInbound(
  remote: Remote,
  sandbox: string,
  phone: { readonly from: string; readonly text: string; readonly provider?: string; readonly answers?: string },
): Promise<void> {
  await remote.send("POST", `${desk(sandbox)}/inbounds`, phone);
}
