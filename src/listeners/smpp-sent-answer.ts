// The answer to a PDU as planned, and the facts that the journal adds once it has left.

import type { Millis } from "../core/clock.ts";
import { leavesAtOnce, type Outcome } from "../core/outcome.ts";
import type { Call, CallAddition } from "../core/ports.ts";
import type { SentPdu } from "../protocols/smpp/session-types.ts";
import { statusName } from "../protocols/smpp/status.ts";
import { maskSecrets } from "../protocols/smpp/view.ts";
import type { Handled } from "../providers/handled.ts";
import type { Mask } from "./mask.ts";
import { refusedBySession } from "./smpp-journal-sentences.ts";

/** Facts of an answer that leaves at once; none where a rule delays or bends it. */
export function plannedPdu(outcome: Outcome | undefined, answer: Buffer): Pick<Call, "sent"> {
  return leavesAtOnce(outcome) ? { sent: { octets: answer.length, of: answer.length } } : {};
}

/**
 * Facts of an answer that has left: its milliseconds alone, if it left as planned.
 * @param kept the answer as the row has it
 */
export function sentPduAddition(
  { code, outcome }: Handled<unknown>,
  kept: Buffer,
  { octets, whole, then }: SentPdu,
  ms: Millis,
  mask: Mask,
): CallAddition {
  const isWhole = octets === whole || octets.equals(whole);
  const left = isWhole && whole.length >= 12 ? statusName(whole.readUInt32BE(8)) : code;
  // The session refuses what the provider accepts where the account has too many sessions.
  const isRefused = left !== code && outcome?.pdu === undefined && outcome?.fault === undefined;
  if (octets === kept && then === undefined && !isRefused && leavesAtOnce(outcome)) return { ms };
  return {
    ms,
    ...(octets === kept ? {} : { answer: octets.length === 0 ? null : mask.octets(maskSecrets(octets)) }),
    sent: { octets: octets.length, of: whole.length, ...(then === undefined ? {} : { then }) },
    ...(isWhole ? {} : { decided: mask.octets(maskSecrets(whole)) }),
    ...(isRefused ? { code: left, ...refusedBySession } : {}),
  };
}
