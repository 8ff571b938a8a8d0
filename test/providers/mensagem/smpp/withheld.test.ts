// PDUs of ours that a fault withholds have a row in the journal, without octets, which says what would have left.

import { afterEach, expect, it } from "vitest";
import { header } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { untyped } from "../../../support/scenario/untyped.ts";
import { submitSmOctets } from "./support/pdus.ts";
import { rawBound } from "./support/smsc.ts";

afterEach(undoAll);
const smpp = { inactivityMs: 0 };

it.each([
  ["lose-answer", undefined],
  ["hang", "nothing"],
  ["silence", "nothing"],
  ["reset", "RST"],
  ["close", "FIN"],
] as const)("a deliver_sm under %s", async (fault, then) => {
  const emulator = await emulate({}, { smpp });
  const rules = [{ when: { operation: "deliver_sm" }, then: [{ fault }] }];
  await emulator.scenario.put(untyped({ scenario: "withheld", rules }));
  const client = await rawBound(emulator);
  client.send(submitSmOctets());
  await client.readPdu();
  await emulator.clock.advance("10s");
  const [row] = await emulator.requests({ operation: "deliver_sm" });
  const request = await emulator.request(row?.seq ?? 0);
  expect(request.sent).toEqual({ octets: 0, of: expect.any(Number), ...(then === undefined ? {} : { then }) });
  expect(request.request.base64).toBe("");
  expect(request.decided?.text ?? "").not.toBe("");
});

it("silence begins with its request: an enquire_link right behind it is not answered", async () => {
  const emulator = await emulate({}, { smpp });
  const rules = [{ when: { operation: "submit_sm" }, then: [{ fault: "silence" }] }];
  await emulator.scenario.put(untyped({ scenario: "withheld", rules }));
  const client = await rawBound(emulator);
  client.send(Buffer.concat([submitSmOctets(), header(0x15, 0, 9)]));
  const other = await rawBound(emulator);
  await other.send(header(0x15, 0, 9)).readPdu();
  expect(await emulator.messages()).toHaveLength(1);
  expect(client.unhandled).toHaveLength(0);
});

it("an alert_notification and an enquire_link of ours", async () => {
  const emulator = await emulate({}, { smpp });
  const rules = [
    { when: { operation: "submit_sm" }, then: [{ alert: "5s" }, { life: "stuck" }] },
    { when: { operation: ["alert_notification", "enquire_link"], direction: "out" }, then: [{ fault: "lose-answer" }] },
  ];
  await emulator.scenario.put(untyped({ scenario: "withheld", rules }));
  const client = await rawBound(emulator);
  client.send(submitSmOctets());
  await client.readPdu();
  await emulator.clock.advance("60s");
  for (const operation of ["alert_notification", "enquire_link"] as const) {
    const [row] = await emulator.requests({ operation });
    expect((await emulator.request(row?.seq ?? 0)).sent?.octets).toBe(0);
  }
});
