// A stop right behind another clock: the plan of waiting entries must not read the closed data file.

import { afterEach, expect, it } from "vitest";
import { startCatcher } from "../support/catcher.ts";
import { room } from "../support/delivery-room.ts";
import { later, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

it("plans nothing after the stop", async () => {
  const catcher = await startCatcher();
  later(() => catcher.stop());
  let reads = 0;
  const { sandboxes, workers, store, bugs } = await room(catcher, (raw) => ({
    ...raw,
    outbox: {
      ...raw.outbox,
      due: (...given) => {
        reads++;
        return raw.outbox.due(...given);
      },
    },
  }));
  await store.committed();
  sandboxes.reset("default");
  const committed = store.committed();
  workers.stop();
  const before = reads;
  await committed;
  await new Promise((resolve) => setImmediate(resolve));
  expect([reads - before, bugs]).toEqual([0, []]);
});
