// Providers that are out of order for a while. An outage ends by itself when the sandbox's clock has passed it. Those of
// the timeline are remembered by their place in it, so that a restart finds them again.

import type { Instant, Memory } from "../ports.ts";
import type { Scenario } from "./shape.ts";
import type { Outage } from "./timeline.ts";

export interface Outages {
  /** The outage of this provider now, or null. */
  at(provider: string, now: Instant): Outage | null;
  begin(outage: Outage, now: Instant): void;
  end(provider: string): void;
}

export function createOutages(scenario: Scenario, memory: Memory, sandbox: string, prefix: string): Outages {
  const keys = `${prefix}outage:`;
  const planned = scenario.timeline.flatMap(({ actions }) => actions.filter((action) => action.kind === "outage"));
  const active = new Map<string, { readonly until: Instant; readonly outage: Outage }>();
  for (const [key, value] of memory.all(sandbox, keys)) {
    const [place, until] = value.split("@");
    const outage = planned[Number(place)];
    if (outage !== undefined) active.set(key.slice(keys.length), { until: Number(until), outage });
  }
  // Identity is meant: an outage begun by hand is in no file and does not outlive the process.
  const placeOf = (outage: Outage): number => planned.findIndex((action) => Object.is(action, outage));
  return {
    at(provider, now) {
      if (active.size === 0) return null;
      const found = active.get(provider);
      return found !== undefined && now < found.until ? found.outage : null;
    },
    begin(outage, now) {
      const until = now + outage.forMs;
      active.set(outage.provider, { until, outage });
      memory.set(sandbox, keys + outage.provider, `${placeOf(outage)}@${until}`);
    },
    end(provider) {
      active.delete(provider);
      memory.set(sandbox, keys + provider, "-1@0");
    },
  };
}
