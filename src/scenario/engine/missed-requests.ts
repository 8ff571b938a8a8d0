// The latest requests that no rule matched, each with the rule that came nearest.

import type { NearMiss } from "../../core/near-miss.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { RuleMoment } from "./matching.ts";
import { type Miss, nearMissOf } from "./near-miss.ts";
import type { MaskText, MissedRequest } from "./run-options.ts";

const kept = 100;
/** Masked texts of a request that are remembered. */
const maxTexts = 100;

export class MissedRequests {
  readonly #mask: MaskText;
  /** In a ring: the newest takes the place of the oldest. */
  readonly #latest: MissedRequest[] = [];
  #count = 0;
  /** Masked texts of the latest request with many messages, which have most of them in common; whole, and cut. */
  readonly #masked = [new Map<string, string>(), new Map<string, string>()] as const;
  #request: object | undefined;

  constructor(mask: MaskText) {
    this.#mask = mask;
  }

  /** Keeps a request. @returns its nearest rule, with the reason */
  add(miss: Miss, facts: RequestFacts, moment: RuleMoment): NearMiss {
    const { provider, operation, request } = facts;
    if (this.#request !== request) this.forgetTexts();
    this.#request = request;
    const nearMiss = nearMissOf(miss, facts, moment, request === undefined ? this.#mask : this.#maskOnce);
    this.#latest[this.#count++ % kept] = { at: moment.now, provider, operation, nearMiss };
    return nearMiss;
  }

  /** Oldest first. */
  list(): readonly MissedRequest[] {
    const oldest = this.#count < kept ? 0 : this.#count % kept;
    return [...this.#latest.slice(oldest), ...this.#latest.slice(0, oldest)];
  }

  /** Forgets the masked texts: a rule may have changed the secret of an account. */
  forgetTexts(): void {
    for (const texts of this.#masked) texts.clear();
  }

  /** Masks each text once a request. */
  readonly #maskOnce: MaskText = (text, length) => {
    const masked = this.#masked[length === undefined ? 0 : 1];
    const before = masked.get(text);
    if (before !== undefined) return before;
    const fresh = this.#mask(text, length);
    if (masked.size < maxTexts) masked.set(text, fresh);
    return fresh;
  };
}
