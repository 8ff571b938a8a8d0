// A problem that the control API answers, as the error of the same mistake in process.

import { problem } from "../api/schema/emulator.ts";
import { type Mistake, UsageError } from "../core/usage-error.ts";

/** @param body of an answer that is no success @returns the error to throw */
export function refusal(where: string, status: number, body: string): Error {
  const read = problem.safeParse(parsed(body));
  if (read.success) {
    const { detail, findings, ...parts } = read.data;
    return new UsageError(mistakeOf(detail, parts, status) ?? detail, findings);
  }
  if (status >= 500) return new Error(`${where} answered ${status}: ${body.trim().slice(0, 300)}`);
  const wrong = `answered ${status} and is no control API of an emulator`;
  return new UsageError({ where, problem: wrong, remedy: "give the address of the emulator's HTTP listener" });
}

/** The parts of a sentence that was made from parts. */
function mistakeOf(sentence: string, parts: Pick<Mistake, "where" | "remedy">, status: number): Mistake | null {
  const [start, end] = [`${parts.where}: `, `; ${parts.remedy}.`];
  if (!sentence.startsWith(start) || !sentence.endsWith(end)) return null;
  const { where, remedy } = parts;
  const kind = status === 404 ? "missing" : status === 409 ? "conflict" : status === 503 ? "busy" : null;
  return { where, problem: sentence.slice(start.length, -end.length), remedy, ...(kind === null ? {} : { kind }) };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
