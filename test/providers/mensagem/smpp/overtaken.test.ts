// A report that overtakes the answer: the answer waits until the deliver_sm of its own message is written, no longer.

import { afterEach, expect, it } from "vitest";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { untyped } from "../../../support/scenario/untyped.ts";
import { submitSmOctets } from "./support/pdus.ts";
import { rawBound, readHeader } from "./support/smsc.ts";

afterEach(undoAll);
const rules = [{ when: { operation: "submit_sm" }, then: [{ callbacks: { "before-answer": true } }] }];
const [deliverSm, submitSmResp] = [5, 0x80000004];

it.each([
  ["is acknowledged never", "01", [deliverSm, submitSmResp]],
  ["is not wanted", "00", [submitSmResp]],
])("the receipt %s", async (_what, registered, expected) => {
  const emulator = await emulate({}, { smpp: { enquireLinkMs: 0, inactivityMs: 0 } });
  await emulator.scenario.put(untyped({ scenario: "early", rules }));
  const client = await rawBound(emulator);
  client.send(submitSmOctets({ registered }));
  const seen: number[] = [];
  for (const _ of expected) seen.push(readHeader(await client.readPdu()).command);
  expect(seen).toEqual(expected);
});

it("no receiver is bound", async () => {
  const emulator = await emulate();
  await emulator.scenario.put(untyped({ scenario: "early", rules }));
  const client = await rawBound(emulator, "transmitter");
  client.send(submitSmOctets());
  expect(readHeader(await client.readPdu())).toMatchObject({ command: submitSmResp, status: 0 });
});
