// Messages to a phone and inbound messages from the phone, woven into a conversation.

import type { InboundView, MessageView } from "../../../../api/schema/message.ts";

export type Turn =
  | { readonly kind: "message"; readonly at: number; readonly message: MessageView }
  | { readonly kind: "inbound"; readonly at: number; readonly inbound: InboundView };

/** In the order of the sandbox's clock; what came in goes before what went out at the same instant. */
export function weave(messages: readonly MessageView[], inbound: readonly InboundView[]): readonly Turn[] {
  return [
    ...inbound.map((message): Turn => ({ kind: "inbound", at: message.receivedAt, inbound: message })),
    ...messages.map((message): Turn => ({ kind: "message", at: message.acceptedAt, message })),
  ].toSorted((a, b) => a.at - b.at || orderOf(a) - orderOf(b));
}

/** A reply follows what it answers, in the order of numbers. */
function orderOf(turn: Turn): number {
  return turn.kind === "message" ? turn.message.seq : (turn.inbound.answers ?? 0) + 0.5;
}
