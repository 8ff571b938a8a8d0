// Providers that are out of order for a while. An outage ends when the sandbox's clock has passed its end. Outages of the
// timeline are kept by their position, so a restart finds them again.

import type { Instant } from "../../core/clock.ts";
import type { KeyValue } from "../../core/key-value.ts";
import type { Scenario } from "./shape.ts";
import type { Outage } from "./steps.ts";

export interface Outages {
  /** The outage of this provider now, or null. */
  at(provider: string, now: Instant): Outage | null;
  begin(outage: Outage, now: Instant): void;
}

export function createOutages(scenario: Scenario, keyValue: KeyValue, sandbox: string, prefix: string): Outages {
  const keys = `${prefix}outage:`;
  const planned = scenario.timeline.flatMap(({ actions }) => actions.filter((action) => action.kind === "outage"));
  /** By key and value in the store. The store decides, since a rollback restores its values. */
  const begun = new Map<string, Outage>();
  for (const [key, value] of keyValue.all(sandbox, keys)) {
    const outage = planned[Number(value.split("@")[0])];
    if (outage !== undefined) begun.set(`${key} ${value}`, outage);
  }
  // Compares identities: an outage begun by hand is in no file and ends with the process.
  const positionOf = (outage: Outage): number => planned.findIndex((action) => Object.is(action, outage));
  return {
    at(provider, now) {
      if (begun.size === 0) return null;
      const key = keys + provider;
      const value = keyValue.get(sandbox, key);
      if (value === null || now >= Number(value.slice(value.indexOf("@") + 1))) return null;
      return begun.get(`${key} ${value}`) ?? null;
    },
    begin(outage, now) {
      const key = keys + outage.provider;
      const value = `${positionOf(outage)}@${now + outage.forMs}`;
      keyValue.set(sandbox, key, value);
      begun.set(`${key} ${value}`, outage);
    },
  };
}
