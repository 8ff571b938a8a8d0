// Mistakes of a client that the session itself sees: sequence numbers, requests in flight, responses. Each becomes a
// finding on the journal's row.

import type { Finding } from "../../core/findings.ts";
import type { Sentence } from "../../core/sentences.ts";
import type { CommandName } from "./commands.ts";
import { smppFinding } from "./findings.ts";

/** Highest sequence_number that a request may have (5.1.4). */
export const highestSequence = 0x7fffffff;

/** @param isOutstanding a request with this number still waits for its response */
export function sequenceMistakes(sequence: number, isOutstanding: boolean): readonly Finding[] {
  const findings: Finding[] = [];
  if (sequence === 0 || sequence > highestSequence)
    findings.push(smppFinding("sequence-range", { sequence, highest: highestSequence }));
  if (isOutstanding) findings.push(smppFinding("sequence-outstanding", { sequence }));
  return findings;
}

export function windowMistake(window: number): Finding {
  return smppFinding("over-window", { window });
}

/** @param expected response to our request with this number; undefined: no request of ours has the number */
export function strayMistake(
  command: CommandName,
  sequence: number,
  expected: CommandName | undefined,
): readonly Finding[] {
  return [
    expected === undefined
      ? smppFinding("stray-response", { sequence })
      : smppFinding("other-response", { command, sequence, expected }),
  ];
}

export function malformedResponse(error: Sentence): Finding {
  return smppFinding("malformed-response", { error });
}

export function lateResponse(responseMs: number): Finding {
  return smppFinding("late-response", { ms: responseMs });
}
