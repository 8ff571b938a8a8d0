// Responses of an ESME. A response settles the request of ours with its number; any other one is counted and dropped (W10).

import { guarded } from "./hooks.ts";
import type { Outgoing } from "./outgoing.ts";
import type { DecodeError, PduHead } from "./pdu.ts";
import type { ReceivedPdu, SessionContext, SessionCounters, SessionView } from "./session-types.ts";
import { malformedResponse, strayMistake } from "./wire-mistakes.ts";

export interface ResponseParts<S extends SessionView> {
  readonly session: S;
  readonly counters: SessionCounters;
  readonly context: SessionContext<S>;
  readonly outgoing: Outgoing;
}

export function takeResponse<S extends SessionView>(
  parts: ResponseParts<S>,
  pdu: PduHead,
  received: ReceivedPdu,
): void {
  const { outgoing, counters } = parts;
  const outcome = outgoing.answered(pdu, received);
  if (outcome !== "answered") counters.stray++;
  if (outcome !== "stray") return;
  const findings = strayMistake(pdu.command, pdu.sequence, outgoing.responseTo(pdu.sequence));
  reportUnanswerable(parts, { ...received, findings });
}

export function takeMalformedResponse<S extends SessionView>(
  parts: ResponseParts<S>,
  { command, sequence, error, receivedStatus }: Omit<DecodeError, "answer">,
  received: ReceivedPdu,
): void {
  const { outgoing, counters } = parts;
  const named = { ...received, findings: [...received.findings, malformedResponse(error)] };
  // The header of a malformed response still carries the status of its request.
  const head = command === undefined ? undefined : { command, sequence, status: receivedStatus };
  const outcome = head === undefined ? "stray" : outgoing.answered(head, named);
  if (outcome !== "answered") counters.stray++;
  if (outcome === "stray") reportUnanswerable(parts, named);
}

/** Reports a PDU that gets no answer. */
function reportUnanswerable<S extends SessionView>(
  { context, session }: Pick<ResponseParts<S>, "context" | "session">,
  received: ReceivedPdu,
): void {
  guarded(context, () => context.handlers.onUnanswerable?.(session, received));
}
