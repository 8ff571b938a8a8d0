// Form of a rule, and the parts that rules share.

import type { ConductResult } from "../../api/schema/conduct.ts";
import { type Bilingual, sentencesOf } from "../../core/sentences.ts";
import type { JournalFinding } from "./journal.ts";
import type { ConductModel, ModelRequest, Send } from "./model.ts";

export type Level = ConductResult["level"];

/** A violation of a rule. */
export interface Violation {
  /** A sentence without a full stop. */
  readonly text: Bilingual;
  readonly account: string;
  readonly at: number;
  readonly requests?: readonly number[];
  readonly messages?: readonly number[];
  readonly callbacks?: readonly number[];
  readonly gapsMs?: readonly number[];
  readonly credits?: number;
  /** Level of this one, where it differs from the rule's. */
  readonly level?: Level;
  /** Times that it stands for; default 1. */
  readonly times?: number;
}

export interface RuleFinding {
  /** Provocations. */
  readonly assessed: number;
  readonly violations: readonly Violation[];
}

/** A rule. @param threshold value of a threshold by its name */
export interface ConductRule {
  readonly id: string;
  /** True if it judges pauses: without real times it is not assessed. */
  readonly needsTimes?: true;
  find(model: ConductModel, threshold: Threshold): RuleFinding;
}
export type Threshold = (name: string) => number;

/** Place, account and time of a violation by requests. */
export function byRequests(requests: readonly ModelRequest[]): Pick<Violation, "account" | "at" | "requests"> {
  const [first] = requests;
  return { account: first?.account ?? "", at: first?.start.at ?? 0, requests: requests.map(({ seq }) => seq) };
}

export function creditsOf(sends: readonly Send[]): number {
  return sends.reduce(
    (sum, { message }) => sum + (message?.debits ?? []).reduce((all, { amount }) => all + amount, 0),
    0,
  );
}

/** Violations that the journal has as findings on requests already. @param codes of the findings */
export function byFindings(requests: readonly ModelRequest[], ...codes: readonly string[]): readonly Violation[] {
  return requests.flatMap((request) => {
    const finding = request.findings.find(({ code }) => codes.includes(code));
    return finding === undefined
      ? []
      : [{ ...byRequests([request]), text: say("finding", { request: request.seq, finding: bothOf(finding) }) }];
  });
}

/** The value that 95 of a hundred do not exceed. */
export function percentile95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}

function bothOf({ text, portuguese = text }: JournalFinding): Bilingual {
  return { en: text, pt: portuguese };
}

const say = sentencesOf({
  finding: { en: "request {request}: {finding}", pt: "requisição {request}: {finding}" },
});
