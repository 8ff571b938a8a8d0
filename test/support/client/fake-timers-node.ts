// Run by `node --test` from test/client/fake-timers.test.ts.

import { test } from "node:test";
import { useEmulator } from "./fake-timers.ts";

test("sends and ends under mock timers", async (t) => {
  t.mock.timers.enable();
  await useEmulator();
});
