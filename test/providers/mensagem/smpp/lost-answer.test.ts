// A fault keeps the answer to a submission back on a session that stays bound: its receipt comes there all the same (D4).

import { afterEach, expect, it } from "vitest";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { untyped } from "../../../support/scenario/untyped.ts";
import { nextDelivery, shortMessageOf, submitSmOctets } from "./support/pdus.ts";
import { rawBound } from "./support/smsc.ts";

afterEach(undoAll);

it.each(["lose-answer", "silence"])("%s: the receipt comes on the session", async (fault) => {
  const emulator = await emulate({}, { smpp: { enquireLinkMs: 0, inactivityMs: 0 } });
  const client = await rawBound(emulator);
  const rule = { rule: "lost", when: { operation: "submit_sm" }, then: [{ fault }], limit: 1 };
  await emulator.scenario.put(untyped({ scenario: "lost", rules: [rule] }));
  client.send(submitSmOctets());
  await emulator.waitForMessage({});
  const moved = emulator.clock.advance(60_000);
  expect(shortMessageOf(await nextDelivery(client))).toContain(" stat:DELIVRD ");
  await moved;
});
