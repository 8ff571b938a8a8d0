// torpedo run --conduct on clients that nobody here wrote: each finding is one that a person reading the journal shares.

import { afterEach, describe, expect, it } from "vitest";
import { someCases } from "../support/real-clients/cases.ts";
import { judgedCase, runnable } from "../support/real-clients/conducted-client.ts";
import { undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

describe("torpedo run --conduct on a client of others", () => {
  it.each(runnable(someCases).map((one) => [one.client, one.scenario, one] as const))(
    "%s under %s",
    async (_, __, one) => {
      const { found, wanted, stderr } = await judgedCase(one);
      expect(found, stderr).toEqual(wanted);
    },
  );
});
