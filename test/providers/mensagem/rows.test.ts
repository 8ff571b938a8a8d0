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
