// A scenario after it was read and checked: plain data that core can play. The file's spelling (durations, globs, code
// tables) is behind us here; `src/scenarios` makes this from YAML or JSON.

import type { AccountChange, AccountKey } from "../../core/account.ts";
import type { Instant, Millis } from "../../core/clock.ts";
import type { Channel } from "../../core/message.ts";
import type { ScenarioEvent } from "../../core/request-facts.ts";
import type { RateLimit } from "../../core/token-bucket.ts";
import type { ValueMatcher } from "./matcher.ts";
import type { SegmentMatch, SequenceWord, SessionMatch } from "./session-match.ts";
import type { CountKey, Effects, PerKey } from "./steps.ts";
import type { TimelineItem } from "./timeline.ts";

/** A whole scenario file. */
export interface Scenario {
  readonly title: string;
  readonly about?: string;
  /** Changes when the text of the file changes: a restart goes on only with the same text. */
  readonly fingerprint: string;
  readonly source: ScenarioSourceText;
  readonly seed?: string;
  readonly clock?: ScenarioClock;
  readonly accounts: readonly { readonly account: AccountKey; readonly change: AccountChange }[];
  readonly rules: readonly Rule[];
  readonly timeline: readonly TimelineItem[];
  /** Every variable that the file names. */
  readonly variables: readonly ScenarioVariable[];
}

/** Text that a scenario was read from, with the name of its file. */
export interface ScenarioSourceText {
  readonly file: string;
  readonly text: string;
}

/** A variable of a scenario; `per`: it has a value for each recipient, sender, account, text or session. */
export interface ScenarioVariable {
  readonly name: string;
  readonly per?: PerKey;
}

export interface ScenarioClock {
  readonly kind: "real" | "manual";
  readonly start?: Instant;
  /** Sandbox seconds per real second; 1 unless the file says otherwise. */
  readonly speed: number;
}

/** A rule: its conditions and its steps. */
export interface Rule {
  /** Its place in the file, from 1. */
  readonly number: number;
  readonly title: string;
  readonly when: When;
  /** A set of steps for each matching request; a rule with `then` has a single turn and `afterTurns: last`. */
  readonly turns: readonly Effects[];
  readonly afterTurns: "last" | "loop" | "pass";
  /** Retired after so many uses. */
  readonly limit?: number;
  /** The search goes on below after this rule has added its steps. */
  readonly goesOn: boolean;
  /** The request is not processed. */
  readonly before: boolean;
  /** `never`: a match is a mistake of the client. */
  readonly expect?: "never";
  /** True of a rule in front of the scenario, which is in no file. */
  readonly isInFront?: true;
}

/** Conditions of a rule. An absent key always holds. */
export interface When {
  /** Absent: requests. */
  readonly event?: ScenarioEvent;
  /** Statuses of `event: status`. */
  readonly status?: readonly string[];
  /** `out`: PDUs of ours. Absent: requests, and the PDUs of ours that `operation` names and that no client sends. */
  readonly direction?: "in" | "out";
  readonly provider?: readonly string[];
  /** As the provider spells them; compared without regard to case. */
  readonly operation?: readonly string[];
  readonly channel?: readonly Channel[];
  readonly account?: ValueMatcher;
  /** Compares numbers in normal form. */
  readonly to?: ValueMatcher;
  readonly from?: ValueMatcher;
  readonly text?: ValueMatcher;
  readonly id?: ValueMatcher;
  /** Names in lower case. */
  readonly fields?: readonly { readonly name: string; readonly matcher: ValueMatcher }[];
  /** Names in lower case. */
  readonly headers?: readonly { readonly name: string; readonly matcher: ValueMatcher }[];
  readonly method?: ValueMatcher;
  readonly path?: ValueMatcher;
  /** Address of the client. */
  readonly remote?: ValueMatcher;
  readonly state?: Readonly<Record<string, ValueMatcher>>;
  /** Key of the variables in `state`; absent: they are the sandbox's. */
  readonly statePer?: PerKey;
  readonly session?: SessionMatch;
  readonly segment?: SegmentMatch;
  /** `sequence_number` among the fields, by one of these words. */
  readonly sequence?: readonly SequenceWord[];
  /** The recipient's operator, by code. */
  readonly operator?: { readonly source: string; readonly codes: readonly string[] };
  readonly weekday?: DayMatcher;
  readonly date?: DayMatcher;
  readonly between?: TimeOfDay;
  /** From the scenario's start, on the sandbox's clock; `until` is excluded. */
  readonly window?: { readonly from: Millis; readonly until: Millis };
  readonly chance?: number;
  readonly nth?: RequestNumbers;
  readonly per?: CountKey;
  /** Holds for what an account sends faster than a bucket allows. */
  readonly faster?: RateLimit;
}

/** Days of the calendar in a zone. */
export interface DayMatcher {
  readonly source: string;
  passes(now: Instant): boolean;
}

/** A stretch of the day, in minutes after midnight, `until` excluded; it may go over midnight. */
export interface TimeOfDay {
  readonly from: number;
  readonly until: number;
  readonly zone: string;
  /** Minute of the day in any zone but America/Sao_Paulo, which core knows by itself. */
  readonly minuteOf?: (now: Instant) => number;
}

/** Which requests, counted from 1. */
export type RequestNumbers =
  | { readonly kind: "range"; readonly from: number; readonly until: number }
  | { readonly kind: "every"; readonly every: number }
  | { readonly kind: "after"; readonly after: number };
