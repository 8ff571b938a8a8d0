// A scenario after it was read and checked: plain data that core can play. The file's spelling (durations, globs, code
// tables) is behind us here; `src/scenarios` makes this from YAML or JSON.

import type { AccountChange, AccountKey } from "../../core/account.ts";
import type { Instant, Millis } from "../../core/clock.ts";
import type { JsonObject } from "../../core/json.ts";
import type { CallbackPlan, Channel, LifeStep } from "../../core/message.ts";
import type { Reason } from "../../core/refusal.ts";
import type { RateLimit } from "../../core/token-bucket.ts";
import type { ValueMatcher } from "./matcher.ts";
import type { PlannedFault } from "./planned-fault.ts";
import type { TimelineItem } from "./timeline.ts";

/** A whole scenario file. */
export interface Scenario {
  readonly title: string;
  readonly about?: string;
  /** Changes when the text of the file changes: a restart goes on only with the same text. */
  readonly fingerprint: string;
  readonly seed?: string;
  readonly clock?: ScenarioClock;
  readonly accounts: readonly { readonly account: AccountKey; readonly change: AccountChange }[];
  readonly rules: readonly Rule[];
  readonly timeline: readonly TimelineItem[];
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
  /** Retired after so many uses, or striking only what comes faster than a bucket allows. */
  readonly limit?: number | RateLimit;
  /** The search goes on below after this rule has added its steps. */
  readonly goesOn: boolean;
}

/** Conditions of a rule. An absent key always holds. */
export interface When {
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
  readonly state?: Readonly<Record<string, ValueMatcher>>;
  readonly between?: TimeOfDay;
  /** From the scenario's start, on the sandbox's clock; `until` is excluded. */
  readonly window?: { readonly from: Millis; readonly until: Millis };
  readonly chance?: number;
  readonly call?: CallNumbers;
  readonly per?: "to" | "account" | "text";
}

/** A stretch of the day, in minutes after midnight, `until` excluded; it may go over midnight. */
export interface TimeOfDay {
  readonly from: number;
  readonly until: number;
  readonly zone: string;
  /** Minute of the day in any zone but America/Sao_Paulo, which core knows by itself. */
  readonly minuteOf?: (now: Instant) => number;
}

/** Which calls, counted from 1. */
export type CallNumbers =
  | { readonly kind: "range"; readonly from: number; readonly until: number }
  | { readonly kind: "every"; readonly every: number }
  | { readonly kind: "after"; readonly after: number };

/** How long to wait before the answer. */
export type Delay =
  | { readonly kind: "fixed"; readonly ms: Millis }
  | { readonly kind: "between"; readonly from: Millis; readonly until: Millis }
  | { readonly kind: "log-normal"; readonly median: Millis; readonly sigma: number };

/** Everything the steps of one turn do. The order of steps has no meaning, so they are kept by what they do. */
export interface Effects {
  readonly answer?:
    | {
        readonly code: string;
        readonly success: boolean;
        /** The message is taken and waits for antifraud. */
        readonly holds?: boolean;
        readonly fields: JsonObject;
      }
    | { readonly reason: Reason };
  readonly raw?: Uint8Array;
  readonly accept: boolean;
  readonly delay?: Delay;
  readonly fault?: PlannedFault;
  /** The fault strikes before the request is processed. */
  readonly before: boolean;
  readonly life?: { readonly name?: string; readonly steps: readonly LifeStep[] };
  readonly replies: readonly { readonly text: string; readonly after: Millis }[];
  readonly callbacks?: CallbackPlan;
  readonly set: Readonly<Record<string, string>>;
  readonly changes: readonly { readonly account: AccountKey; readonly change: AccountChange }[];
}
