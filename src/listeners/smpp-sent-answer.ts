// The answer to a PDU as the journal foresees it, and what has to be written again once it has left.

import type { Millis } from "../core/clock.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Call, CallAddition } from "../core/ports.ts";
import type { SentPdu } from "../protocols/smpp/session-types.ts";
import { statusName } from "../protocols/smpp/status.ts";
import { maskSecrets } from "../protocols/smpp/view.ts";
import type { Handled } from "../providers/handled.ts";
import type { Mask } from "./mask.ts";
import { refusedBySession } from "./smpp-journal-sentences.ts";

/** An answer that left as foreseen is written again if it left so many milliseconds later. */
const laterBy = 10;

/** Facts of an answer that leaves at once; none where a rule delays or changes it. */
export function foreseenSent(outcome: Outcome | undefined, answer: Buffer): Pick<Call, "sent" | "ms"> {
  return leavesAtOnce(outcome) ? { sent: { octets: answer.length, of: answer.length }, ms: 0 } : {};
}

/**
 * Facts of an answer that has left; null: the row has them.
 * @param kept the answer as the row has it
 */
export function sentPduAddition(
  { code, outcome }: Handled<unknown>,
  kept: Buffer,
  { octets, whole, then }: SentPdu,
  ms: Millis,
  mask: Mask,
): CallAddition | null {
  const isWhole = octets === whole || octets.equals(whole);
  const left = isWhole && whole.length >= 12 ? statusName(whole.readUInt32BE(8)) : code;
  // The session refuses what the provider accepts where the account has too many sessions.
  const isRefused = left !== code && outcome?.pdu === undefined && outcome?.fault === undefined;
  if (octets === kept && then === undefined && !isRefused && ms < laterBy && leavesAtOnce(outcome)) return null;
  return {
    ms,
    ...(octets === kept ? {} : { answer: octets.length === 0 ? null : mask.octets(maskSecrets(octets)) }),
    sent: { octets: octets.length, of: whole.length, ...(then === undefined ? {} : { then }) },
    ...(isWhole ? {} : { decided: mask.octets(maskSecrets(whole)) }),
    ...(isRefused ? { code: left, ...refusedBySession } : {}),
  };
}

function leavesAtOnce(outcome: Outcome | undefined): boolean {
  if (outcome === undefined) return true;
  return outcome.delay === 0 && outcome.fault === undefined && outcome.callbacks?.beforeAnswer !== true;
}
