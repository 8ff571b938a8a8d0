// Lists between delimiters: 1,000 records are read, and a list that fills the request line is refused at once.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { recordsOf } from "../../../src/providers/mensagem/registros.ts";
import { md5, raw, sms, start, user, wbsapi } from "../../support/mensagem/client.ts";
import { undoAll } from "../../support/sandboxed.ts";

const million = 1_000_000;
const tooLong = "86;LAYOUT INESPERADO";
const tooMany = "88;QUANTIDADE MAXIMA DE TELEFONES EXCEDIDA";

let emulator: Emulator;
let legacy: Emulator;
beforeAll(async () => {
  emulator = await start();
  legacy = await start({ legacyQueries: true });
});
afterAll(undoAll);

describe("a list of half a million to a million records", () => {
  it.each([
    ["cacl", `u=${user}&h=${"a;".repeat(million)}`, tooLong],
    ["stam", `h=${"a;".repeat(million)}`, "OUT-OF-DATE"],
    ["mult", `u=${user}&m=a&n=${"1;".repeat(million)}`, tooMany],
    ["mult", `u=${user}&l=1&c=${"1|;".repeat(million / 2)}`, tooMany],
    ["mult", `u=${user}&l=1&c=${"1;".repeat(million)}`, tooMany],
    ["cadus", `u=${user}&n=Novo&d=novo&p=senha&c=${"622|".repeat(million / 2)}`, "-5;"],
    ["altus", `u=${user}&id=10&c=${"622|".repeat(million / 2)}`, "0;"],
    // Delimiters alone at the end begin no record.
    ["mult", `u=${user}&m=a&n=11999990001;11999990002${";".repeat(million)}`, "1;"],
  ])("%s %#", async (name, query, answer) => {
    expect((await raw(emulator, `/sms/${name}?${query}`)).slice(0, answer.length)).toBe(answer);
  });

  it.each([
    ["status", { Hash: "a;".repeat(million) }, tooLong],
    ["cancel", { Hash: "a;".repeat(million) }, tooLong],
    ["sendMultiple", { Conteudo: "1|;".repeat(million / 2) }, tooMany],
    ["sendMultiple", { Conteudo: "1;".repeat(million) }, tooMany],
  ])("%s of the web service", async (method, fields, answer) => {
    expect(await wbsapi(emulator, method, { Identificacao: user, ...fields })).toBe(answer);
  });

  it("STAM under legacyQueries", async () => {
    expect(await raw(legacy, `/sms/stam?h=${"a;".repeat(million)}`)).toBe(tooLong);
  });
});

it.each(["stam", "cacl"])("%s takes 1,000 protocols, and a delimiter behind them", async (name) => {
  const scheduled = md5(await sms(legacy, "send", { u: user, n: "11999990001", m: "Oi", d: "2036-03-03 10:00:00" }));
  const h = `${"0".repeat(32)};`.repeat(999) + scheduled;
  const lines = (await sms(legacy, name, { u: user, h: `${h};` })).split("\r\n");
  expect(lines).toHaveLength(1_000);
  expect(lines[0]).toContain("MENSAGEM NAO ENCONTRADA");
  expect(lines[999]).toMatch(name === "stam" ? /;AGUARDANDO ENVIO$/ : /;9;CANCELADO;/);
});

it("STAM looks in the sandbox that its first known protocol names", async () => {
  const other = await legacy.sandbox("other");
  const account = (await other.accounts.list()).find(({ provider }) => provider === "mensagem");
  const theirs = String(account?.details["integrationUser"]);
  const hash = md5(await sms(legacy, "send", { u: theirs, n: "11999990001", m: "Oi" }));
  const [first, second] = (await sms(legacy, "stam", { h: `${"0".repeat(32)};${hash}` })).split("\r\n");
  expect([first?.endsWith("NAO ENCONTRADA"), second?.startsWith(`${hash};`)]).toEqual([true, true]);
  expect(second).not.toContain("NAO ENCONTRADA");
});

it.each([
  ["", []],
  [";;", []],
  [" a ;b; ;", [" a ", "b"]],
  ["a;;b", ["a", "", "b"]],
  ["a;b;c;", ["a", "b", "c"]],
  ["a;b;c; ;\t;", ["a", "b", "c"]],
  ["a;b;c;d", null],
  ["a;b;c;;d", null],
  [";;;d", null],
])("of 3 records at most, %j are %j", (list, records) => {
  expect(recordsOf(list, ";", 3)).toEqual(records);
});
