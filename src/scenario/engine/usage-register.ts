// Use of every scenario of an emulator: of those in force, and of those that were, also in sandboxes that are gone.

import type { Millis } from "../../core/clock.ts";
import type { Scenario } from "./shape.ts";
import { ScenarioUsage } from "./usage.ts";

/** Scenarios that are no longer in force, by their text; the oldest goes. */
const maxEnded = 1_000;

export class UsageRegister {
  readonly #current = new Map<string, ScenarioUsage>();
  readonly #ended = new Map<string, ScenarioUsage>();
  readonly #elapsed: (sandbox: string) => Millis;

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
      usage.add(current);
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
    const { fingerprint } = usage.scenario;
    const before = this.#ended.get(fingerprint);
    if (before === undefined) this.#ended.set(fingerprint, usage);
    else before.add(usage);
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > maxEnded && oldest !== undefined) this.#ended.delete(oldest);
  }

  /** Use of each scenario over all sandboxes. */
  all(): ScenarioUsage[] {
    const all = new Map<string, ScenarioUsage>();
    for (const sandbox of this.#current.keys()) this.get(sandbox);
    for (const usage of [...this.#ended.values(), ...this.#current.values()]) {
      const { fingerprint } = usage.scenario;
      const sum = all.get(fingerprint) ?? new ScenarioUsage(usage.scenario);
      if (!all.has(fingerprint)) sum.sandboxes = 0;
      all.set(fingerprint, sum);
      sum.add(usage);
    }
    return [...all.values()];
  }
}
