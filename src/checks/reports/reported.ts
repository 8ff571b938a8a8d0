// A result as JUnit, SARIF and Markdown show it, whatever the kind of check.

import type { Language } from "../../core/sentences.ts";

export const levels = ["error", "warning", "note"] as const;
export type ResultLevel = (typeof levels)[number];
export const failOnWords = [...levels, "never"] as const;
export type FailOn = (typeof failOnWords)[number];

/** Exact place of a result in a file. */
export interface ReportedPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The exported journal of a report, to link to its requests. */
export interface JournalPlace {
  /** Relative to the root of the repository, with slashes. */
  readonly file: string;
  /** Line of a request; null: the journal has it no more. */
  readonly lineOf: (request: number) => number | null;
}

export interface ReportedResult {
  readonly id: string;
  /** The habit or outcome in words. */
  readonly name: string;
  readonly level: ResultLevel;
  /** `tolerated`: violated, below the level that fails. */
  readonly state: "failed" | "tolerated" | "accepted" | "passed" | "notAssessed" | "off";
  /** Details, a line each. */
  readonly lines: readonly string[];
  readonly occurrences: number;
  readonly remedy: string;
  /** Command that provokes it, or reason of a baseline. */
  readonly hint: string;
  /** Rule of SARIF, where many results share it; absent: the result is its own rule. */
  readonly rule?: { readonly id: string; readonly name: string; readonly remedy: string };
  /** Names that an anchor may have: `TC201`, an account, a provider. */
  readonly subjects: readonly string[];
  /** Numbers of the requests that show it; absent: it is not about requests. */
  readonly requests?: readonly number[];
  /** Absent: an anchor says it. */
  readonly place?: ReportedPlace;
  /** Suite of JUnit, such as the file that the result belongs to; absent: the check as a whole. */
  readonly suite?: string;
}

/** Report as every format shows it. */
export interface ReportedCheck {
  readonly kind: "conduct" | "check" | "coverage" | "sweep";
  /** Absent: English. */
  readonly language?: Language;
  /** Numbers in one line: `3 errors, 2 warnings; 21 of 48 rules assessed`. */
  readonly headline: string;
  readonly torpedo: string;
  readonly outcome: "passed" | "failed" | "inconclusive";
  readonly why: string | null;
  /** Reason why the command of the run failed; null: it did not, or there was none. */
  readonly failure: string | null;
  readonly scenario: string | null;
  readonly stale: readonly string[];
  readonly limits: readonly string[];
  readonly durationMs: number | null;
  readonly findings: readonly ReportedResult[];
}

/** True if a result of this level fails the check. */
export function isAtLeast(level: ResultLevel, failOn: FailOn): boolean {
  return failOn !== "never" && levels.indexOf(level) <= levels.indexOf(failOn);
}
