// The latest requests that no rule matched, each with the rule that came nearest.

import type { NearMiss } from "../../core/near-miss.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { RuleMoment } from "./matching.ts";
import { type Miss, nearMissOf } from "./near-miss.ts";
import type { MaskText, MissedRequest } from "./run-options.ts";

const kept = 100;

export class MissedRequests {
  readonly #mask: MaskText;
  /** In a ring: the newest takes the place of the oldest. */
  readonly #latest: MissedRequest[] = [];
  #count = 0;

  constructor(mask: MaskText) {
    this.#mask = mask;
  }

  /** Keeps a request. @returns its nearest rule, with the reason */
  add(miss: Miss, facts: RequestFacts, moment: RuleMoment): NearMiss {
    const { provider, operation } = facts;
    const nearMiss = nearMissOf(miss, facts, moment, this.#mask);
    this.#latest[this.#count++ % kept] = { at: moment.now, provider, operation, nearMiss };
    return nearMiss;
  }

  /** Oldest first. */
  list(): readonly MissedRequest[] {
    const oldest = this.#count < kept ? 0 : this.#count % kept;
    return [...this.#latest.slice(oldest), ...this.#latest.slice(0, oldest)];
  }
}
