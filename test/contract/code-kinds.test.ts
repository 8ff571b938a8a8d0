// Kinds of codes: every code of every operation has one, and the tables of the sending operations are the agreed ones.

import { afterEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { type CodeKind, codeKinds } from "../../src/core/code-kinds.ts";
import { rowOf } from "../../src/core/vocabulary.ts";
import { providers } from "../../src/providers/index.ts";
import { registry } from "../support/registry.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

type Table = Partial<Record<CodeKind, string>>;

const codesOf01r33: Table = {
  success: "000",
  warned: "010 011 018",
  request: "005 006 007 008 012 013 014 015",
  number: "017",
  account: "001 002 003 004",
  credit: "009",
  temporary: "800-880 900 990-999",
  spent: "016",
};
const tables: Readonly<Record<string, Table>> = {
  "mobilepronto/MPG_Send_SMS": codesOf01r33,
  "mobilepronto/MPG_SendSimple_SMS": {
    success: "000",
    request: "005 007 008 012 013 015 016 017",
    number: "018",
    account: "001 010 900",
    credit: "009",
    throttle: "900",
    temporary: "800-899 901-999",
  },
  "mensagem/send": {
    success: "1",
    held: "61",
    request: "79 83 84 89 91 92 95 96",
    number: "77 78 90",
    account: "72 73 74 76 93 98 99",
    credit: "97",
    temporary: "0 94",
  },
  "mensagem/mult": {
    success: "1",
    request: "79 83 84 85 86 87 88 89 91 92 95 96",
    number: "77 78 90",
    account: "72 73 74 76 93 98 99",
    credit: "97",
    temporary: "0 94",
  },
  "sophia/envio": {
    success: "200",
    request: "0 002 003 004 007 008 012 013",
    number: "0 009",
    account: "0 001",
    credit: "0 006",
    throttle: "0 010",
    temporary: "0 011",
    spent: "0 005",
  },
};

describe.each(registry)("codes of $title", ({ id, vocabulary }) => {
  it.each(vocabulary.operations)("of $name have kinds", ({ name, codes }) => {
    for (const { code, kinds, success } of codes) {
      expect([code, kinds.length > 0 && kinds.every((kind) => codeKinds.includes(kind))]).toEqual([code, true]);
      expect([code, new Set(kinds).size]).toEqual([code, kinds.length]);
      if (success === true && code !== "OUT-OF-DATE") expect([code, kinds]).toEqual([code, ["success"]]);
    }
    const wanted = tables[`${id}/${name}`];
    if (wanted === undefined) return;
    const result = codeKinds.flatMap((kind) => {
      const ofKind = codes.filter(({ kinds }) => kinds.includes(kind)).map(({ code }) => code);
      return ofKind.length === 0
        ? []
        : [[kind, ofKind.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))]];
    });
    const asLists = Object.entries(wanted).map(([kind, text]) => [kind, text.split(" ")]);
    expect(Object.fromEntries(result)).toEqual(Object.fromEntries(asLists));
  });
});

it.each([
  ["ESME_ROK", ["success"]],
  ["ESME_RINVMSGLEN", ["request"]],
  ["ESME_RINVDSTADR", ["request", "number"]],
  ["ESME_RINVDCS", ["request"]],
  ["ESME_RINVESMCLASS", ["request"]],
  ["ESME_RINVSCHED", ["request"]],
  ["ESME_RINVEXPIRY", ["request"]],
  ["ESME_RINVPASWD", ["account"]],
  ["ESME_RINVSYSID", ["account"]],
  ["ESME_RINVSYSTYP", ["account"]],
  ["ESME_RBINDFAIL", ["account"]],
  ["ESME_RSUBMITFAIL", ["account", "request", "temporary", "credit"]],
  ["ESME_RTHROTTLED", ["throttle"]],
  ["ESME_RMSGQFUL", ["throttle"]],
  ["ESME_RSYSERR", ["temporary"]],
])("command_status %s is of kind %j", (name, kinds) => {
  const operations = providers.flatMap(({ vocabulary }) => vocabulary.operations);
  const submitSm = operations.find((operation) => operation.name === "submit_sm");
  expect(submitSm && rowOf(submitSm, name)?.kinds).toEqual(kinds);
});

it("are in GET /coverage, with their evidence", async () => {
  const emulator = await emulate();
  const coverage = await (await fetch(`${emulator.urls.http}/torpedo/v1/coverage`)).json();
  const visible = z.array(z.looseObject({ provider: z.string(), codes: z.array(z.unknown()) })).parse(coverage);
  for (const { id, vocabulary } of providers) {
    const rows = vocabulary.operations.flatMap(({ name: operation, codes }) =>
      codes.map(({ code, text, kinds, kindEvidence: evidence }) => ({ operation, code, text, kinds, evidence })),
    );
    expect(visible.find(({ provider }) => provider === id)?.codes).toEqual(rows);
  }
});
