// Use of every scenario of an emulator: of those in force, and of those that were, also in sandboxes that are gone.

import type { Millis } from "../../core/clock.ts";
import type { Scenario, ScenarioSourceText } from "./scenario.ts";
import { addCounts, detachedCounts, ScenarioUsage, type UsageCounts } from "./usage.ts";

/** Scenarios that are no longer in force, by their texts, and characters of these texts; the oldest goes. */
const maxEnded = 1_000;
const maxEndedText = 4 * 1024 * 1024;

/** Use of a text over all sandboxes. */
export interface TextUsage {
  readonly source: ScenarioSourceText;
  /** Null: in force nowhere. */
  readonly scenario: Scenario | null;
  readonly counts: readonly UsageCounts[];
}

interface EndedUsage {
  readonly source: ScenarioSourceText;
  readonly counts: UsageCounts;
}

export class UsageRegister {
  readonly #current = new Map<string, ScenarioUsage>();
  readonly #ended = new Map<string, EndedUsage>();
  readonly #elapsed: (sandbox: string) => Millis;
  #endedText = 0;

  /** @param elapsed time of the sandbox's clock since its scenario began */
  constructor(elapsed: (sandbox: string) => Millis) {
    this.#elapsed = elapsed;
  }

  /** Counters of a scenario that begins; the same text in the same sandbox goes on with those that it had. */
  begin(sandbox: string, scenario: Scenario): ScenarioUsage {
    const current = this.get(sandbox);
    const usage = new ScenarioUsage(scenario);
    if (current?.scenario.fingerprint === scenario.fingerprint) {
      // The scenario may have been read again, so that its parts are other objects.
      usage.sandboxes = 0;
      addCounts(usage, current);
    } else this.end(sandbox);
    this.#current.set(sandbox, usage);
    return usage;
  }

  /** Use of the scenario in force, up to now; null: there is none. */
  get(sandbox: string): ScenarioUsage | null {
    const usage = this.#current.get(sandbox);
    if (usage === undefined) return null;
    usage.reached = Math.max(usage.reached, this.#elapsed(sandbox));
    return usage;
  }

  end(sandbox: string): void {
    const usage = this.get(sandbox);
    if (usage === null) return;
    this.#current.delete(sandbox);
    const { fingerprint, source } = usage.scenario;
    const before = this.#ended.get(fingerprint);
    if (before !== undefined) {
      addCounts(before.counts, usage);
      return;
    }
    this.#ended.set(fingerprint, { source, counts: detachedCounts(usage) });
    this.#endedText += source.text.length;
    for (const [oldest, { source: ownSource }] of this.#ended) {
      if (this.#ended.size <= maxEnded && this.#endedText <= maxEndedText) break;
      this.#ended.delete(oldest);
      this.#endedText -= ownSource.text.length;
    }
  }

  /** Use of each text over all sandboxes. */
  all(): TextUsage[] {
    const all = new Map<string, TextUsage>();
    for (const [fingerprint, { source, counts }] of this.#ended)
      all.set(fingerprint, { source, scenario: null, counts: [counts] });
    for (const sandbox of this.#current.keys()) {
      const usage = this.get(sandbox);
      if (usage === null) continue;
      const { scenario } = usage;
      const others = all.get(scenario.fingerprint)?.counts ?? [];
      all.set(scenario.fingerprint, { source: scenario.source, scenario, counts: [...others, usage] });
    }
    return [...all.values()];
  }
}
