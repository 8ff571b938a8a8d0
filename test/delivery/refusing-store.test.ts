// A store that refuses for a while (disk full): what waits in the outbox goes out once it takes again, without a restart.

import { afterEach, describe, expect, it } from "vitest";
import { startCatcher } from "../support/catcher.ts";
import { room } from "../support/delivery-room.ts";
import { later, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

describe("a store that refuses", () => {
  for (const when of ["the beginning of an attempt", "its end"] as const) {
    it(`${when}: nothing is given up, everything is delivered later`, async () => {
      const catcher = await startCatcher();
      later(() => catcher.stop());
      let refusing = true;
      let refused = 0;
      const refuse = (): void => {
        if (!refusing) return;
        refused += 1;
        throw new Error("database or disk is full");
      };
      const { store, workers, put, bugs } = await room(catcher, (raw) => ({
        ...raw,
        outbox: {
          ...raw.outbox,
          begin(...attempt) {
            if (when !== "its end") refuse();
            raw.outbox.begin(...attempt);
          },
          end(...attempt) {
            if (when === "its end") refuse();
            return raw.outbox.end(...attempt);
          },
          update(...change) {
            refuse();
            return raw.outbox.update(...change);
          },
        },
      }));
      for (let n = 1; n <= 5; n++) put(n);
      while (refused === 0) await store.committed().then(() => new Promise(setImmediate));
      refusing = false;
      await workers.settled("default");
      const states = store.outbox.list("default", {}).map(({ state }) => state);
      expect(states).toEqual(Array(5).fill("delivered"));
      expect(new Set(catcher.caught.map(({ path }) => path)).size).toBe(5);
      expect(bugs.length).toBeGreaterThan(0);
    });
  }
});
