// Messages and inbounds of one phone woven into a conversation, and the phones there are.

import type { Inbound } from "../../remote/inbounds.ts";
import type { Message } from "../../remote/messages.ts";

export type Turn =
  | { readonly kind: "message"; readonly at: number; readonly message: Message }
  | { readonly kind: "inbound"; readonly at: number; readonly inbound: Inbound };

/** In the order of the sandbox's clock; what came in goes before what went out at the same instant. */
export function weave(messages: readonly Message[], inbounds: readonly Inbound[]): readonly Turn[] {
  return [
    ...inbounds.map((inbound): Turn => ({ kind: "inbound", at: inbound.receivedAt, inbound })),
    ...messages.map((message): Turn => ({ kind: "message", at: message.acceptedAt, message })),
  ].toSorted((a, b) => a.at - b.at || orderOf(a) - orderOf(b));
}

/** A reply follows what it answers, in the order of places. */
function orderOf(turn: Turn): number {
  return turn.kind === "message" ? turn.message.place : (turn.inbound.answers ?? 0) + 0.5;
}

export interface Phone {
  readonly number: string;
  readonly last: number;
  readonly text: string;
  readonly incoming: boolean;
}

/** The phones of some messages and inbounds, the one that was heard of last first. */
export function phonesOf(messages: readonly Message[], inbounds: readonly Inbound[]): readonly Phone[] {
  const phones = new Map<string, Phone>();
  for (const turn of weave(messages, inbounds)) {
    const number = turn.kind === "message" ? turn.message.to : turn.inbound.from;
    const text = turn.kind === "message" ? turn.message.text : turn.inbound.text;
    phones.set(number, { number, last: turn.at, text, incoming: turn.kind === "inbound" });
  }
  return [...phones.values()].toSorted((a, b) => b.last - a.last);
}
