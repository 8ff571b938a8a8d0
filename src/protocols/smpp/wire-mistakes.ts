// Mistakes of a client that the session itself sees: sequence numbers, requests in flight, responses. Each becomes a
// finding on the journal's row.

import type { CommandName } from "./commands.ts";

/** Mistake of a client, and the document and section that it goes against. */
export interface ClientMistake {
  readonly text: string;
  readonly source: string;
}

/** Highest sequence_number that a request may have (5.1.4). */
export const highestSequence = 0x7fffffff;

/** @param isOutstanding a request with this number still waits for its response */
export function sequenceMistakes(sequence: number, isOutstanding: boolean): readonly ClientMistake[] {
  const findings: ClientMistake[] = [];
  if (sequence === 0 || sequence > highestSequence) {
    const text = `sequence_number ${sequence} is not within 1 and ${highestSequence}`;
    findings.push({ text, source: "SMPP 3.4 5.1.4" });
  }
  if (isOutstanding) {
    const text = `sequence_number ${sequence} belongs to a request that is not answered yet`;
    findings.push({ text, source: "SMPP 3.4 5.1.4" });
  }
  return findings;
}

export function windowMistake(window: number): ClientMistake {
  return { text: `the client had more than ${window} requests in flight`, source: "SMPP 3.4 2.5" };
}

/** @param expected response to our request with this number; undefined: no request of ours has the number */
export function strayMistake(
  command: CommandName,
  sequence: number,
  expected: CommandName | undefined,
): readonly ClientMistake[] {
  const text =
    expected === undefined
      ? `no request of ours waits for a response with sequence_number ${sequence}`
      : `${command} answers our request ${sequence}, whose response is ${expected}`;
  return [{ text, source: "SMPP 3.4 5.1.4" }];
}

export function malformedResponse(error: string): ClientMistake {
  return { text: `the response is malformed: ${error}`, source: "SMPP 3.4 3.2, 4" };
}

export function lateResponse(responseMs: number): ClientMistake {
  return { text: `the response came after more than ${responseMs} ms`, source: "SMPP 3.4 7.2" };
}
