// torpedo run --conduct on clients that nobody here wrote: each finding is one that a person reading the journal shares.

import { afterEach, describe, expect, it } from "vitest";
import { someCases } from "../support/real-clients/cases.ts";
import { judgedCase, runnable } from "../support/real-clients/conducted-client.ts";
import { undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

describe("torpedo run --conduct on a client of others", () => {
  it.each(runnable(someCases).map((item) => [item.client, item.scenario, item] as const))(
    "%s under %s",
    async (_, __, item) => {
      const { found: result, wanted, stderr } = await judgedCase(item);
      expect(result, stderr).toEqual(wanted);
    },
  );
});
