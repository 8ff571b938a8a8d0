// Providers that are out of order for a while. An outage ends by itself when the sandbox's clock has passed it. Those of
// the timeline are remembered by their place in it, so that a restart finds them again.

import type { KeyValue } from "../../core/key-value.ts";
import type { Instant } from "../../core/ports.ts";
import type { Scenario } from "./shape.ts";
import type { Outage } from "./timeline.ts";

export interface Outages {
  /** The outage of this provider now, or null. */
  at(provider: string, now: Instant): Outage | null;
  begin(outage: Outage, now: Instant): void;
  end(provider: string): void;
}

export function createOutages(scenario: Scenario, keyValue: KeyValue, sandbox: string, prefix: string): Outages {
  const keys = `${prefix}outage:`;
  const planned = scenario.timeline.flatMap(({ actions }) => actions.filter((action) => action.kind === "outage"));
  // What memory says holds, for it goes back when a turn is lost; this only finds what it stands for.
  const meant = new Map<string, Outage>();
  for (const [key, value] of keyValue.all(sandbox, keys)) {
    const outage = planned[Number(value.split("@")[0])];
    if (outage !== undefined) meant.set(`${key} ${value}`, outage);
  }
  // Identity is meant: an outage begun by hand is in no file and does not outlive the process.
  const placeOf = (outage: Outage): number => planned.findIndex((action) => Object.is(action, outage));
  return {
    at(provider, now) {
      if (meant.size === 0) return null;
      const key = keys + provider;
      const value = keyValue.get(sandbox, key);
      if (value === null || now >= Number(value.slice(value.indexOf("@") + 1))) return null;
      return meant.get(`${key} ${value}`) ?? null;
    },
    begin(outage, now) {
      const key = keys + outage.provider;
      const value = `${placeOf(outage)}@${now + outage.forMs}`;
      keyValue.set(sandbox, key, value);
      meant.set(`${key} ${value}`, outage);
    },
    end: (provider) => keyValue.set(sandbox, keys + provider, "-1@0"),
  };
}
