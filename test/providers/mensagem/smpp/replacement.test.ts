// Replacements of a pending message by replace_sm and by replace_if_present_flag (Q4, M11): both keep the rules of a submission.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { Message } from "../../../../src/core/message.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { octets, pdu } from "../../../protocols/smpp/support/octets.ts";
import { emulate, sendMensagem, undoAll } from "../../../support/sandboxed.ts";
import { untyped } from "../../../support/scenario/untyped.ts";
import { nextDelivery, shortMessageOf, submitSmOctets } from "./support/pdus.ts";
import { type Header, rawBound, readHeader } from "./support/smsc.ts";

type Submit = NonNullable<Parameters<typeof submitSmOctets>[0]>;

/** A time so many seconds from now. */
const relative = (days: number, seconds = 0): string =>
  `'0000${String(days).padStart(2, "0")}0000${String(seconds).padStart(2, "0")}000R' 00`;
const tomorrow = relative(1);
const payload = (notation: string): string => {
  const text = octets(notation);
  return `0424 ${text.length.toString(16).padStart(4, "0")} ${text.toString("hex")}`;
};

interface Replace {
  readonly schedule?: string;
  readonly validity?: string;
  readonly text?: string;
  readonly tlvs?: string;
}
function replaceSm(id: string, { schedule = "00", validity = "00", text = "'Novo'", tlvs = "" }: Replace = {}): Buffer {
  const length = octets(text).length.toString(16).padStart(2, "0");
  return pdu(
    `00000007 00000000 00000009 '${id}' 00 01 01 '28149' 00 ${schedule} ${validity} 00 00 ${length} ${text} ${tlvs}`,
  );
}

let emulator: Emulator;
let client: RawClient;
beforeAll(async () => {
  const accounts = { "mensagem/main": { prepaid: false } };
  emulator = await emulate(accounts, { smpp: { enquireLinkMs: 0, inactivityMs: 0 } });
  client = await rawBound(emulator);
});
afterAll(undoAll);

let phones = 0;
const freshPhone = (): string => `01 01 '551199777${String(++phones).padStart(4, "0")}' 00`;
async function answer(request: Buffer): Promise<Header> {
  return readHeader(await client.send(request).readPdu());
}
const submit = (fields: Submit): Promise<Header> => answer(submitSmOctets({ registered: "00", ...fields }));
async function pending(fields: Submit): Promise<string> {
  const { status, body } = await submit(fields);
  expect(status).toBe(0);
  return body.subarray(0, -1).toString("latin1");
}
async function messageOf(id: string): Promise<Pick<Message, "seq" | "text" | "status" | "fields">> {
  const [message] = await emulator.messages({ id });
  if (message === undefined) throw new Error(id);
  return message;
}
async function scenario(then: readonly object[], details: object = {}, account: object = {}): Promise<void> {
  const rules = then.length === 0 ? [] : [{ rule: "it", when: { operation: "submit_sm" }, then }];
  const accounts = { "mensagem/main": { ...account, details } };
  await emulator.scenario.put(untyped({ scenario: "a row", rules, accounts }));
}

describe("M11: replace_if_present_flag is answered as a submission without it", () => {
  const error = { answer: "ESME_RSYSERR" };
  it.each<[why: string, status: number, then: readonly object[], details: object, more: Submit]>([
    ["a rule that refuses", 0x08, [error], {}, {}],
    ["a rule that accepts and answers an error", 0x08, [{ accept: true }, error], {}, {}],
    ["an account without privilege", 0x45, [], { privilege: false }, {}],
    ["the same where a rule accepts", 0, [{ accept: true }], { privilege: false }, {}],
    ["700 characters", 0x01, [], {}, { text: "", tlvs: payload(`'${"x".repeat(700)}'`) }],
    ["301 pairs of UCS-2", 0, [], {}, { coding: "08", text: "", tlvs: payload("d83dde00".repeat(301)) }],
    ["a blank text", 0x01, [], {}, { text: "'  '" }],
    ["UCS-2 of an odd number of octets", 0x01, [], {}, { coding: "08", text: "004f00" }],
  ])("%s: 0x%s", async (_why, status, then, details, more) => {
    await scenario([]);
    const to = freshPhone();
    const id = await pending({ to, schedule: tomorrow, text: "'Antes'" });
    await scenario(then, details);
    expect((await submit({ to: freshPhone(), schedule: tomorrow, ...more })).status).toBe(status);
    const { status: replaced, body } = await submit({ to, schedule: tomorrow, replace: "01", ...more });
    expect(replaced).toBe(status);
    if (status === 0) expect(body.subarray(0, -1).toString("latin1")).toBe(id);
    // A rule may accept the message and answer an error all the same.
    const isKept = status !== 0 && then.length < 2;
    expect((await messageOf(id)).text === "Antes").toBe(isKept);
    await scenario([]);
  });

  it("takes no credits, so an account without any may replace", async () => {
    await scenario([]);
    const to = freshPhone();
    const id = await pending({ to, schedule: tomorrow });
    await scenario([], {}, { prepaid: true, credits: { long: 0 } });
    expect((await submit({ to: freshPhone() })).status).toBe(0x45);
    expect(await pending({ to, schedule: tomorrow, replace: "01", text: "'Novo'" })).toBe(id);
    await scenario([]);
  });
});

it("M11: the receipt has the id of the response, though the message came by submit_multi", async () => {
  const numbers = [freshPhone(), freshPhone()];
  const [, second = ""] = numbers;
  const destinations = numbers.map((to) => `01 ${to}`).join(" ");
  const rest = `00 00 00 ${tomorrow} 00 00 00 00 00 02 'Oi'`;
  const multi = pdu(`00000021 00000000 00000006 00 01 01 '28149' 00 02 ${destinations} ${rest}`);
  expect((await answer(multi)).status).toBe(0);
  const id = await pending({ to: second, schedule: tomorrow, replace: "01", registered: "01" });
  await emulator.report((await messageOf(id)).seq, "delivered");
  const receipt = await nextDelivery(client);
  expect(shortMessageOf(receipt)).toContain(`id:${id} `);
});

describe("Q4: the text of a replace_sm", () => {
  it.each<[why: string, status: number, coding: string, replacement: Replace]>([
    ["a text", 0, "00", {}],
    ["no text", 0x01, "00", { text: "" }],
    ["a blank text", 0x01, "00", { text: "'  '" }],
    ["600 characters", 0, "00", { text: "", tlvs: payload(`'${"x".repeat(600)}'`) }],
    ["601 characters", 0x01, "00", { text: "", tlvs: payload(`'${"x".repeat(601)}'`) }],
    ["301 pairs of UCS-2", 0, "08", { text: "", tlvs: payload("d83dde00".repeat(301)) }],
    ["an odd number of octets for UCS-2", 0x01, "08", { text: "004f00" }],
  ])("%s", async (_why, status, coding, replacement) => {
    const id = await pending({ to: freshPhone(), schedule: tomorrow, coding, text: "0041 0042" });
    expect((await answer(replaceSm(id, replacement))).status).toBe(status);
  });
});

describe("Q4, M11: the times of the message hold where the PDU has none", () => {
  const days = (schedule: string, validity: string): Replace => ({ schedule, validity });
  it.each<[why: string, before: Replace, after: Replace, replaced: number, present?: number]>([
    ["a validity of 2 s before a schedule in 5 days", days(relative(5), "00"), days("00", relative(0, 2)), 0x62],
    ["a schedule after the validity", days(tomorrow, relative(2)), days(relative(3), "00"), 0x61],
    ["a schedule that makes the validity too long", days(relative(10), relative(12)), days(tomorrow, "00"), 0x61],
    ["a schedule within the validity", days(tomorrow, relative(3)), days(relative(2), "00"), 0],
    ["a validity after the schedule", days(tomorrow, relative(2)), days("00", relative(3)), 0],
    ["both anew", days(tomorrow, relative(2)), days(relative(4), relative(5)), 0],
    // A submit_sm is checked as a submission first, whose schedule is now.
    ["a validity within 7 days of a schedule in 10", days(relative(10), "00"), days("00", relative(12)), 0, 0x62],
  ])("%s", async (_why, before, after, replaced, present = replaced) => {
    const to = freshPhone();
    const id = await pending({ to, ...before, text: "'Antes'" });
    expect((await submit({ to, ...after, replace: "01", text: "'Novo'" })).status).toBe(present);
    expect((await messageOf(id)).text).toBe(present === 0 ? "Novo" : "Antes");
    const other = await pending({ to: freshPhone(), ...before });
    expect((await answer(replaceSm(other, after))).status).toBe(replaced);
  });
});

describe("Q4, M11: a segment", () => {
  const part = (number: string): string => `05 00 03 55 02 ${number} 'AAA'`;

  it("is not replaced, and replaces nothing", async () => {
    const to = freshPhone();
    const first = await pending({ to, schedule: tomorrow, esm: "40", text: part("01") });
    const second = await pending({ to, schedule: tomorrow, esm: "40", text: part("02") });
    for (const id of [first, second]) expect((await answer(replaceSm(id))).status).toBe(0x13);
    expect((await submit({ to, schedule: tomorrow, replace: "01" })).status).toBe(0x42);
    expect(await messageOf(first)).toMatchObject({ text: "AAA", fields: { longText: "AAAAAA" } });
    const whole = freshPhone();
    const id = await pending({ to: whole, schedule: tomorrow });
    const segment = { to: whole, schedule: tomorrow, esm: "40", text: part("01"), replace: "01" };
    expect((await submit(segment)).status).toBe(0x42);
    expect((await messageOf(id)).text).toBe("Oi");
  });

  it("counts characters: 300 pairs in two segments are under 600 (M7)", async () => {
    const to = freshPhone();
    const half = (number: string, count: number): string =>
      payload(`05 00 03 56 02 ${number} ${"d83dde00".repeat(count)}`);
    await pending({ to, esm: "40", coding: "08", text: "", tlvs: half("01", 300) });
    expect((await submit({ to, esm: "40", coding: "08", text: "", tlvs: half("02", 301) })).status).toBe(0x01);
    await pending({ to, esm: "40", coding: "08", text: "", tlvs: half("02", 300) });
  });
});

describe("Q4, M11: a queued message with a new schedule", () => {
  it.each(["replace_sm", "replace_if_present", "replace_sm of one by HTTP"])("is scheduled (%s)", async (by) => {
    const to = freshPhone();
    const number = to.slice(9, 20);
    const id = by.endsWith("HTTP") ? await sendMensagem(emulator, { n: number }) : await pending({ to });
    expect((await messageOf(id)).status).toBe("queued");
    const request =
      by === "replace_if_present"
        ? submitSmOctets({ to, schedule: tomorrow, replace: "01", registered: "00" })
        : replaceSm(id, { schedule: tomorrow });
    expect((await answer(request)).status).toBe(0);
    expect((await messageOf(id)).status).toBe("scheduled");
    await emulator.clock.advance(86_400_000 - 1);
    expect((await messageOf(id)).status).toBe("scheduled");
    await emulator.clock.advance(60_000);
    expect((await messageOf(id)).status).toBe("delivered");
  });
});
