// Facts of SMPP that rules ask for: the session, the segment, the sequence number and optional parameters.

import { afterEach, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { header, octets } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { untyped } from "../../../support/scenario/untyped.ts";
import { submitSmOctets } from "./support/pdus.ts";
import { bindOctets, binds, rawBound, rawClient, readHeader } from "./support/smsc.ts";

afterEach(undoAll);
const refused = 0x45;

async function started(when: object, then: object[] = [{ answer: "97" }]): Promise<Emulator> {
  const emulator = await emulate();
  await emulator.scenario.put(untyped({ scenario: "see", rules: [{ when: { provider: "mensagem", ...when }, then }] }));
  return emulator;
}
/** Status of the answer to each of these, sent one after the other. */
async function statuses(client: RawClient, ...requests: Buffer[]): Promise<number[]> {
  const all: number[] = [];
  for (const request of requests) all.push(readHeader(await client.send(request).readPdu()).status);
  return all;
}
/** Statuses by sequence number, of requests that leave in one write. */
async function together(client: RawClient, ...requests: Buffer[]): Promise<number[]> {
  client.send(...requests);
  const all: number[] = [];
  for (const _ of requests) all.push(readHeader(await client.readPdu()).status);
  return all;
}
const submit = (sequence: number, more: Parameters<typeof submitSmOctets>[0] = {}): Buffer =>
  submitSmOctets({ sequence, registered: "00", ...more });
const operation = "submit_sm";

it("the number of submissions of a session", async () => {
  const emulator = await started({ operation, session: { submissions: "3.." } });
  const client = await rawBound(emulator);
  expect(await statuses(client, submit(2), submit(3), submit(4))).toEqual([0, 0, refused]);
  expect(await statuses(await rawBound(emulator), submit(2))).toEqual([0]);
});

it("how the session is bound", async () => {
  const emulator = await started({ operation, session: { bind: "transmitter" } });
  expect(await statuses(await rawBound(emulator), submit(2))).toEqual([0]);
  expect(await statuses(await rawBound(emulator, "transmitter"), submit(2))).toEqual([refused]);
});

it("sessions of the account that are bound, at a bind too", async () => {
  const emulator = await started({ operation: ["bind_transceiver", operation], session: { bound: "1.." } }, [
    { answer: "ESME_RALYBND" },
  ]);
  const first = await rawBound(emulator);
  const second = await rawClient(emulator);
  expect(await statuses(second, bindOctets(binds.transceiver))).toEqual([5]);
  expect(await statuses(first, submit(2))).toEqual([5]);
});

it("the age of a session and its idle time, on the sandbox's clock", async () => {
  const aged = await started({ operation, session: { age: "60s.." } });
  const old = await rawBound(aged);
  expect(await statuses(old, submit(2))).toEqual([0]);
  await aged.clock.advance(59_999);
  expect(await statuses(old, submit(3))).toEqual([0]);
  await aged.clock.advance(1);
  expect(await statuses(old, submit(4))).toEqual([refused]);
  expect(await statuses(await rawBound(aged), submit(2))).toEqual([0]);

  const quiet = await started({ operation, session: { idle: "30s..40s" } });
  const client = await rawBound(quiet);
  await quiet.clock.advance(30_000);
  // An enquire_link is no activity.
  expect(await statuses(client, header(0x15, 0, 9), submit(2), submit(3))).toEqual([0, refused, 0]);
  await quiet.clock.advance(40_000);
  expect(await statuses(client, submit(4))).toEqual([0]);
});

it("requests that are not answered yet", async () => {
  const emulator = await started({ operation, session: { outstanding: "3.." } }, [{ answer: "throttled" }]);
  const client = await rawBound(emulator);
  expect((await together(client, ...[2, 3, 4, 5].map((sequence) => submit(sequence)))).toSorted()).toEqual([
    0, 0, 0x58, 0x58,
  ]);
  expect(await statuses(client, submit(6), submit(7))).toEqual([0, 0]);
});

it("a sequence number that is used again, or out of range", async () => {
  const reused = await started({ operation, fields: { sequence_number: "reused" } });
  expect((await together(await rawBound(reused), submit(2), submit(2), submit(3))).toSorted()).toEqual([0, 0, refused]);
  const wild = await started({ operation, fields: { sequence_number: "out-of-range" } });
  const client = await rawBound(wild);
  expect(await statuses(client, submit(0), submit(0x80000000), submit(0x7fffffff))).toEqual([refused, refused, 0]);
  const own = await started({ operation, fields: { sequence_number: 7 } });
  expect(await statuses(await rawBound(own), submit(7), submit(8))).toEqual([refused, 0]);
});

it.each([
  [{ user_message_reference: 258 }, "0204 0002 0102", "0204 0002 0103"],
  [{ "0x0204": "0102" }, "0204 0002 0102", "0204 0002 0103"],
  [{ "0x1401": "00ff" }, "1401 0002 00ff", "1402 0002 00ff"],
  [{ 5121: "/^00/" }, "1401 0002 00ff", "1401 0002 01ff"],
  [{ callback_num: "01010131" }, "0381 0004 01010131", ""],
])("optional parameters %j", async (fields, fitting, other) => {
  const emulator = await started({ operation, fields });
  const client = await rawBound(emulator);
  expect(await statuses(client, submit(2, { tlvs: fitting }), submit(3, { tlvs: other }))).toEqual([refused, 0]);
});

it("the segment of a longer message, by header and by sar_*", async () => {
  const emulator = await started({ operation, segment: { number: 2, total: "2..3" } });
  const client = await rawBound(emulator);
  const udh = (number: number, total: number): string => `05 00 03 07 0${total} 0${number} 'Oi'`;
  const sar = "020c 0002 0001 020e 0001 02 020f 0001 02";
  const segments = [submit(2, { esm: "40", text: udh(1, 2) }), submit(3, { esm: "40", text: udh(2, 2) })];
  expect(await statuses(client, ...segments, submit(4, { tlvs: sar }), submit(5))).toEqual([0, refused, refused, 0]);
  expect(await statuses(client, submit(6, { esm: "40", text: udh(2, 4) }))).toEqual([0]);
});

it("requests of each session are counted by themselves", async () => {
  const emulator = await started({ operation, nth: 1, per: "session" });
  const [item, two] = [await rawBound(emulator), await rawBound(emulator)];
  expect(await statuses(item, submit(2), submit(3))).toEqual([refused, 0]);
  expect(await statuses(two, submit(2), submit(3))).toEqual([refused, 0]);
});

it("variables of each session", async () => {
  const emulator = await emulate();
  await emulator.scenario.put(
    untyped({
      scenario: "see",
      rules: [
        { when: { operation, state: { per: "session", seen: "2.." } }, then: [{ answer: "97" }] },
        { when: { operation }, then: [{ set: { per: "session", seen: "+1" } }] },
      ],
    }),
  );
  const [item, two] = [await rawBound(emulator), await rawBound(emulator)];
  expect(await statuses(item, submit(2), submit(3), submit(4))).toEqual([0, 0, refused]);
  expect(await statuses(two, submit(2), submit(3))).toEqual([0, 0]);
});

it("destinations of each submit_multi are counted by themselves", async () => {
  const emulator = await started({ operation: "submit_multi", nth: "every 2", per: "request" });
  const client = await rawBound(emulator);
  const destination = (digit: number): string => `01 01 01 '551199999000${digit}' 00`;
  const body = octets(
    `00 01 01 '28149' 00 03 ${destination(1)} ${destination(2)} ${destination(3)} 00 00 00 00 00 00 00 00 00 02 'Oi'`,
  );
  const multi = (sequence: number): Buffer => {
    const head = header(0x21, 0, sequence);
    head.writeUInt32BE(16 + body.length, 0);
    return Buffer.concat([head, body]);
  };
  for (const sequence of [2, 3]) {
    const answer = readHeader(await client.send(multi(sequence)).readPdu());
    expect(answer.status).toBe(0);
    const failed = answer.body.toString("latin1").match(/551199999000\d/g);
    expect(failed).toEqual(["5511999990002"]);
  }
});

it("are explained, and shown as near misses", async () => {
  const emulator = await started({
    operation,
    session: { bind: ["transmitter", "receiver"], age: "1m.." },
    segment: { number: 2 },
  });
  const client = await rawBound(emulator);
  await statuses(client, submit(2));
  const read = await emulator.scenario.read();
  expect(read?.nearMisses.at(-1)?.sentence).toMatch(
    /the session has bind transceiver, the rule asks for bind receiver or transmitter$/,
  );
  const { english } = await emulator.scenario.check({
    scenario: "see",
    rules: [
      { when: { operation, session: { bound: "2..", idle: "..5m" }, segment: { total: 3 } }, then: [{ delay: 0 }] },
    ],
  });
  expect(english).toContain(
    "for a segment with total 3 in a session with at least 2 bound sessions and an idle time under 5m",
  );
});

it.each([
  [{ operation: "send", session: { bound: 1 } }, "send has no session"],
  [{ operation: "send", segment: { number: 1 } }, "send has no segment"],
  [{ operation: "send", fields: { sequence_number: 1 } }, "no such request has a field sequence_number"],
  [{ operation, fields: { user_message_referenc: 1 } }, "no such request has a field user_message_referenc"],
  [{ operation, session: { age: "3..4" } }, "3..4 is no span"],
  [{ operation, session: { bound: "4..3" } }, "its range ends before it begins"],
  [{ operation, session: {} }, "session is empty"],
])("check refuses %j", async (when, result) => {
  const emulator = await emulate();
  const { findings } = await emulator.scenario.check(
    untyped({ scenario: "see", rules: [{ when, then: [{ delay: 0 }] }] }),
  );
  expect(findings.map((finding) => finding.found).join("\n")).toContain(result);
});
