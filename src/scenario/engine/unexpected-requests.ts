// Requests that rules with `expect: never` matched, kept with the counters: they go on after a restart, and begin anew with
// the scenario.

import type { Counts } from "./counts.ts";

/** Requests kept for each rule: ten to be named, and another, which tells that there are more. */
const kept = 11;

export class UnexpectedRequests {
  readonly #counts: Counts;
  readonly #upcoming: (() => number) | undefined;

  /** @param upcoming number of the request that is being decided; absent: none is kept */
  constructor(counts: Counts, upcoming: (() => number) | undefined) {
    this.#counts = counts;
    this.#upcoming = upcoming;
  }

  /** Keeps the request that is being decided. A request with many messages may match several times. */
  add(rule: number): void {
    const number = this.#upcoming?.();
    if (number === undefined) return;
    const numbers = this.requestsOf(rule);
    if (numbers.length < kept && !numbers.includes(number)) this.#counts.keep(keyOf(rule), [...numbers, number].join());
  }

  /** Numbers of the first requests that a rule matched. */
  requestsOf(rule: number): readonly number[] {
    const numbers = this.#counts.text(keyOf(rule));
    return numbers === null ? [] : numbers.split(",").map(Number);
  }
}

function keyOf(rule: number): string {
  return `rule:${rule}:unexpected`;
}
