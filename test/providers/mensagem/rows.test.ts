// Rows of Mensagem's tables that a rule of the document's own decides.

import { afterEach, expect, it } from "vitest";
import { sms, start, user } from "../../support/mensagem/client.ts";
import { undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

it.each([true, false])("CACL names an unknown protocol without an accent, literalTexts %s", async (literalTexts) => {
  const emulator = await start({ literalTexts });
  const line = await sms(emulator, "cacl", { u: user, h: "0".repeat(32) });
  expect(line).toMatch(/^0{32};255;MENSAGEM NAO ENCONTRADA;;;/);
});

it.each(["11900000095", "119999", "00999990001"])("MULT of layout 0 gives %s a line of its own", async (number) => {
  const emulator = await start();
  const answer = await sms(emulator, "mult", { u: user, n: `${number};11999990001`, m: "Oi", l: "0" });
  expect(answer).toMatch(/^\d{2};[^\r\n]*\r\n1;[0-9a-f]{32}$/);
});

it("a rule's 95 for every number of MULT is a line each", async () => {
  const emulator = await start();
  await emulator.scenario.put({
    scenario: "s",
    rules: [{ rule: "r", when: { operation: "mult" }, then: [{ answer: "95" }] }],
  });
  const answer = await sms(emulator, "mult", { u: user, n: "11999990001;11999990002", m: "Oi", l: "0" });
  expect(answer.split("\r\n").map((line) => line.slice(0, 3))).toEqual(["95;", "95;"]);
});

it("an optional parameter of blanks is as one that is not there, and blanks around a value are dropped", async () => {
  const emulator = await start();
  const numbers = "11999990001;11999990002";
  const send = { u: user, n: "11999990001", m: "Oi" };
  const mult = { u: user, n: numbers, m: "Oi" };
  const requests: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ...[{ d: " " }, { f: " " }, { c: " " }, { c: "0" }, { c: " 0 " }, { z: " " }, { fsd: " " }].map(
      (change) => ["send", { ...send, ...change }] as const,
    ),
    ...[{ d: " 2036-03-03 10:00:00 " }, { f: " 2" }, { c: " 622 " }].map(
      (change) => ["send", { ...send, ...change }] as const,
    ),
    ...[{ d: " " }, { f: " " }, { t: " " }, { t: "0" }, { l: " " }, { z: " " }].map(
      (change) => ["mult", { ...mult, ...change }] as const,
    ),
    ...[{ d: " 2036-03-03 10:00:00" }, { f: " 2 " }, { t: " 622" }, { l: " 0" }].map(
      (change) => ["mult", { ...mult, ...change }] as const,
    ),
    ["mult", { u: user, l: " 1 ", c: "11999990001|a;11999990002|b" }],
    ["send", { ...send, n: "+55 (11) 99999-0001", z: " 1" }],
  ];
  for (const [name, fields] of requests)
    expect([fields, await sms(emulator, name, fields)]).toEqual([fields, accepted]);
  // The same as over the web service.
  expect((await emulator.messages({ limit: 100 })).every(({ fields }) => fields["centro"] !== "0")).toBe(true);
  expect(await sms(emulator, "send", { ...send, c: " 9 " })).toMatch(/^95;/);
  expect(await sms(emulator, "send", { ...send, f: " 3 " })).toMatch(/^83;/);
  expect(await sms(emulator, "send", { ...send, d: " x " })).toMatch(/^95;/);
});
const accepted = expect.stringMatching(/^1;[0-9a-f]{32}(?:\r\n1;[0-9a-f]{32})?$/);
