// Options of a running scenario, and its counters and near misses as people read them.

import type { Instant } from "../../core/clock.ts";
import type { KeyValue } from "../../core/key-value.ts";
import type { NearMiss } from "../../core/near-miss.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { SeededRandom } from "../../core/seeded-random.ts";
import type { ScenarioUsage } from "./usage.ts";

/** Masks secrets in a text. @param kept characters that are kept; default: all */
export type MaskText = (text: string, kept?: number) => string;

export interface RunOptions {
  readonly sandbox: string;
  readonly random: SeededRandom;
  readonly keyValue: KeyValue;
  /** The sandbox's time at the start; windows and the timeline count from here. */
  readonly now: Instant;
  /** Number in the journal of the request that is being decided; absent: requests are not journalled. */
  readonly upcoming?: () => number;
  /** After a restart: keeps counters, variables and start, if the text is the same. */
  readonly resume?: boolean;
  /** Masks secrets in texts of requests; absent: there are none. */
  readonly mask?: MaskText;
  /** Absent: the active scenario. */
  readonly front?: FrontOptions;
  /** Counters of its use; absent: nobody reads them. */
  readonly usage?: ScenarioUsage;
}

/** Options of a rule in front of the scenario. */
export interface FrontOptions {
  /** Prefix of its keys in the store. */
  readonly prefix: string;
  /** Reads a variable of the active scenario. */
  readonly variable: (name: string, facts: RequestFacts) => string | null | undefined;
}

/** Number of times that a rule was used. */
export interface RuleCounter {
  readonly number: number;
  readonly title: string;
  readonly uses: number;
  /** The branches of its `oneOf`, in the order of the file. */
  readonly branches: readonly { readonly weight: number; readonly uses: number }[];
}

/** A request that no rule matched. */
export interface MissedRequest {
  readonly at: Instant;
  readonly provider: string;
  readonly operation: string;
  readonly nearMiss: NearMiss;
}
