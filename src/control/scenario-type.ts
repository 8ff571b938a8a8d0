import type { Instant } from "../core/clock.ts";
import type { MistakeFound } from "../core/usage-error.ts";

/** A scenario: YAML or JSON text, an object of the same shape, or the name of one that comes with the package. */
export type ScenarioSource = { readonly text: string } | { readonly scenario: object } | { readonly library: string };

export interface ScenarioView {
  readonly title: string;
  readonly about: string;
  /** The file it was read from, or a name for it. */
  readonly file: string;
  readonly text: string;
  readonly startedAt: Instant;
  /** The whole of it, a line a sentence. */
  readonly english: string;
  readonly rules: readonly RuleView[];
  readonly variables: Readonly<Record<string, string>>;
  /** Calls that no rule took, the latest hundred, oldest first. */
  readonly nearMisses: readonly NearMissView[];
}

export interface RuleView {
  /** Its place in the file, from 1. */
  readonly number: number;
  readonly title: string;
  readonly english: string;
  readonly uses: number;
}

export interface NearMissView {
  readonly at: Instant;
  readonly provider: string;
  readonly operation: string;
  readonly sentence: string;
}

/** What the reader makes of a text without putting it on. */
export interface ScenarioCheck {
  readonly findings: readonly MistakeFound[];
  /** Null when there are findings. */
  readonly english: string | null;
}

/** One rule of the scenario that plays: its number, or its title. */
export type RuleName = number | string;

export type RuleEdit =
  /** Before a rule, or after the last. */
  | { readonly insert: object; readonly before?: RuleName }
  | { readonly replace: RuleName; readonly by: object }
  | { readonly remove: RuleName };

export interface ScenarioDesk {
  /** What plays, or null. */
  read(): Promise<ScenarioView | null>;
  /** @throws UsageError with every finding; what plays stays */
  put(source: ScenarioSource): Promise<ScenarioView>;
  /** Edits the text that plays; comments stay. Counters begin anew. */
  edit(edit: RuleEdit): Promise<ScenarioView>;
  remove(): Promise<void>;
  check(source: ScenarioSource): Promise<ScenarioCheck>;
}
