// Providers that are out of order for a while. An outage ends when the sandbox's clock has passed its end. Outages are kept
// by their position in the file, so a restart finds them again.

import type { Instant } from "../../core/clock.ts";
import type { KeyValue } from "../../core/key-value.ts";
import type { Scenario } from "./scenario.ts";
import type { Outage } from "./steps.ts";

export interface Outages {
  /** The outage of this provider now, or null. */
  at(provider: string, now: Instant): Outage | null;
  begin(outage: Outage, now: Instant): void;
}

export function createOutages(scenario: Scenario, keyValue: KeyValue, sandbox: string, prefix: string): Outages {
  const keys = `${prefix}outage:`;
  const planned = outagesOf(scenario);
  /** By key and value in the store. The store decides, since a rollback restores its values. */
  const begun = new Map<string, Outage>();
  for (const [key, value] of keyValue.all(sandbox, keys)) {
    const outage = planned[Number(value.split("@")[0])];
    if (outage !== undefined) begun.set(`${key} ${value}`, outage);
  }
  const positionOf = (outage: Outage): number => planned.findIndex((action) => Object.is(action, outage));
  return {
    at(provider, now) {
      if (begun.size === 0) return null;
      const key = keys + provider;
      const value = keyValue.get(sandbox, key);
      if (value === null || now >= endOf(value)) return null;
      return begun.get(`${key} ${value}`) ?? null;
    },
    begin(outage, now) {
      for (const key of begun.keys()) if (now >= endOf(key)) begun.delete(key);
      const key = keys + outage.provider;
      const value = `${positionOf(outage)}@${now + outage.forMs}`;
      keyValue.set(sandbox, key, value);
      begun.set(`${key} ${value}`, outage);
    },
  };
}

/** Outages of the timeline, then those of the rules. */
function outagesOf({ timeline, rules }: Scenario): readonly Outage[] {
  const effects = rules.flatMap(({ turns }) =>
    turns.flatMap((turn) => [turn, ...(turn.oneOf ?? []).map((branch) => branch.effects)]),
  );
  const actions = [...timeline, ...effects].flatMap(({ actions = [] }) => actions);
  return actions.filter((action) => action.kind === "outage");
}

/** End of the outage, which stands behind the last @ of a value. */
function endOf(value: string): Instant {
  return Number(value.slice(value.lastIndexOf("@") + 1));
}
