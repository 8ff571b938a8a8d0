// Requests, PDUs and events that rules with `expect: never` matched, kept with the counters: they go on after a restart, and
// begin anew with the scenario.

import type { Counts } from "./counts.ts";

/** Kept for each rule: ten to be named, and another, which tells that there are more. */
const kept = 11;

export class UnexpectedRequests {
  readonly #counts: Counts;
  readonly #upcoming: (() => number) | undefined;

  /** @param upcoming number of the request that is being decided; absent: none is kept */
  constructor(counts: Counts, upcoming: (() => number) | undefined) {
    this.#counts = counts;
    this.#upcoming = upcoming;
  }

  /**
   * Keeps the request that is being decided. A request with many messages may match several times.
   * @param name of a PDU that is no request of the client, or of an event
   */
  add(rule: number, name?: string): void {
    const match = name ?? this.#upcoming?.().toString();
    if (match === undefined) return;
    const matches = this.#matches(rule);
    if (matches.length < kept && !matches.includes(match)) this.#counts.keep(keyOf(rule), [...matches, match].join());
  }

  /** Numbers of the first requests that a rule matched. */
  requestsOf(rule: number): readonly string[] {
    return this.#matches(rule).filter((match) => isNumber.test(match));
  }

  /** Names of the first PDUs and events that a rule matched. */
  othersOf(rule: number): readonly string[] {
    return this.#matches(rule).filter((match) => !isNumber.test(match));
  }

  #matches(rule: number): readonly string[] {
    return this.#counts.text(keyOf(rule))?.split(",") ?? [];
  }
}

const isNumber = /^\d+$/;

function keyOf(rule: number): string {
  return `rule:${rule}:unexpected`;
}
