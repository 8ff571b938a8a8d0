// Errors of the network in receipts, status by status, and the session that receipts go to.

import { afterEach, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { Pdu } from "../../../../src/protocols/smpp/pdu.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { header } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { untyped } from "../../../support/scenario/untyped.ts";
import { nextDelivery, shortMessageOf, submitSmOctets, tlvsOf } from "./support/pdus.ts";
import { rawBound, readHeader } from "./support/smsc.ts";

afterEach(undoAll);
const smpp = { enquireLinkMs: 0, inactivityMs: 0 };

async function started(then: object[], account: object = {}): Promise<Emulator> {
  const emulator = await emulate({ "mensagem/main": { details: { smpp: account } } }, { smpp });
  await emulator.scenario.put(untyped({ scenario: "dress", rules: [{ when: { operation: "submit_sm" }, then }] }));
  return emulator;
}
async function submit(client: RawClient): Promise<void> {
  expect(readHeader(await client.send(submitSmOctets()).readPdu()).status).toBe(0);
}
/** The receipts of a minute. */
async function receipts(emulator: Emulator, client: RawClient, many: number): Promise<Pdu[]> {
  const moved = emulator.clock.advance(60_000);
  const delivered: Pdu[] = [];
  while (delivered.length < many) delivered.push(await nextDelivery(client));
  await moved;
  return delivered;
}
async function receipt(emulator: Emulator, client: RawClient): Promise<Pdu> {
  const [delivered] = await receipts(emulator, client, 1);
  if (delivered === undefined) throw new Error("no receipt came");
  return delivered;
}

it.each([
  ["011", "err:011", "03000b"],
  ["65535", undefined, undefined],
  ["9999", "err:9999", "03270f"],
  ["7", "err:7", "030007"],
  ["E4", "err:E4", undefined],
])("err %s of a status", async (err, visible, code) => {
  const life = [{ undelivered: "1s", err }];
  if (visible === undefined) {
    const emulator = await emulate();
    const rules = [{ when: { operation: "submit_sm" }, then: [{ life }] }];
    const { findings } = await emulator.scenario.check(untyped({ scenario: "dress", rules }));
    expect(findings[0]?.found).toBe(`err is ${err}`);
    return;
  }
  const emulator = await started([{ life }]);
  const client = await rawBound(emulator);
  await submit(client);
  const delivered = await receipt(emulator, client);
  expect(shortMessageOf(delivered)).toContain(`stat:UNDELIV ${visible} text:`);
  expect(tlvsOf(delivered)["network_error_code"]).toBe(code);
});

it("each status shows its own err, and another life does not keep one", async () => {
  const life = [
    { undelivered: "1s", err: "011" },
    { undelivered: "2s", err: "034" },
  ];
  const emulator = await emulate({}, { smpp });
  const rules = [
    { when: { operation: "submit_sm" }, then: [{ life }] },
    { when: { event: "status", status: "undelivered", nth: "2" }, then: [{ life: [{ undelivered: "1s" }] }] },
  ];
  await emulator.scenario.put(untyped({ scenario: "dress", rules }));
  const client = await rawBound(emulator);
  await submit(client);
  const visible = (await receipts(emulator, client, 3)).map(shortMessageOf);
  expect(visible.map((text) => /err:(\w+)/.exec(text)?.[1])).toEqual(["011", "034", "000"]);
});

it("a status without err shows 000 and no network_error_code, beside one that has it", async () => {
  const emulator = await started([{ life: [{ delivered: "1s" }, { undelivered: "2s", err: "034" }] }]);
  const client = await rawBound(emulator);
  await submit(client);
  const both = await receipts(emulator, client, 2);
  expect(both.map(shortMessageOf)).toEqual([
    expect.stringContaining("stat:DELIVRD err:000"),
    expect.stringContaining("stat:UNDELIV err:034"),
  ]);
  const [first] = both;
  if (first === undefined) throw new Error("no receipt came");
  expect(tlvsOf(first)["network_error_code"]).toBeUndefined();
});

it.each([
  ["other", "transceiver"],
  ["receiver", "receiver"],
  ["transceiver", "transceiver"],
] as const)("receiptsTo: %s, by step and by account", async (word, as) => {
  for (const byAccount of [true, false]) {
    const emulator = await started(
      byAccount ? [{ delay: 0 }] : [{ receiptsTo: word }],
      byAccount ? { receiptsTo: word } : {},
    );
    const submitter = await rawBound(emulator, word === "transceiver" ? "transmitter" : "transceiver");
    const unfit = word === "transceiver" ? await rawBound(emulator, "receiver") : submitter;
    await submit(submitter);
    await emulator.clock.advance(60_000);
    // No session fits yet: the receipt waits.
    expect(unfit.unhandled).toHaveLength(0);
    const fitting = await rawBound(emulator, as);
    const delivered = await nextDelivery(fitting);
    expect(delivered.command).toBe("deliver_sm");
    expect(readHeader(await unfit.send(header(0x15, 0, 99)).readPdu()).sequence).toBe(99);
  }
});

it.each([
  [{ operation: "send" }, { life: [{ delivered: "1s", sent: "2s", err: "1" }] }, "err stands beside several statuses"],
  [{ provider: "sophia" }, { life: [{ undelivered: "1s", err: "1" }] }, "no report of the provider shows err"],
  [{ operation: "query_sm" }, { receiptsTo: "any" }, "receiptsTo cannot happen"],
  [{ operation: "unitario" }, { receiptsTo: "any" }, "reports of unitario do not go over SMPP"],
])("check refuses %j with %j", async (when, step, result) => {
  const emulator = await emulate();
  const { findings } = await emulator.scenario.check(untyped({ scenario: "d", rules: [{ when, then: [step] }] }));
  expect(findings.map((finding) => finding.found).join("\n")).toContain(result);
});

it("is explained", async () => {
  const emulator = await emulate();
  const then = [{ life: [{ undelivered: "1s", err: "011" }] }, { receiptsTo: "other" }];
  const { english } = await emulator.scenario.check(
    untyped({ scenario: "d", rules: [{ when: { operation: "submit_sm" }, then }] }),
  );
  expect(english).toContain("undelivered after 1s with the error 011 and report to SMPP sessions: other");
});
