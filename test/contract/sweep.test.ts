// Every code of every operation's table is answered at least once. A code that is added without a provocation fails here,
// and so does a provocation that no longer brings its code about.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OperationVocabulary, rowOf } from "../../src/core/vocabulary.ts";
import type { Emulator } from "../../src/emulator.ts";
import { providers } from "../../src/providers/index.ts";
import { mensagem } from "./provocations/mensagem.ts";
import { mobilepronto } from "./provocations/mobilepronto.ts";
import type { Provocations } from "./provocations/provocation.ts";
import { sophia } from "./provocations/sophia.ts";

/** A provider is swept once it has a table here. */
const tables: Readonly<Record<string, Provocations>> = { mensagem, mobilepronto, sophia };
const swept = providers.filter(({ id }) => tables[id] !== undefined);

describe.each(swept)("$title", ({ id, vocabulary }) => {
  const table = tables[id];
  if (table === undefined) throw new Error(`no provocations of ${id}`);
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await table.start();
  });
  afterAll(() => emulator.stop());

  it("has provocations for every operation and code, and for no other", () => {
    const codes = (operation: OperationVocabulary) => operation.codes.map(({ code }) => code).toSorted();
    const wanted = Object.fromEntries(vocabulary.operations.map((operation) => [operation.name, codes(operation)]));
    const there = Object.entries(table.operations).map(([name, one]) => [name, Object.keys(one).toSorted()]);
    expect(Object.fromEntries(there)).toEqual(wanted);
  });

  for (const operation of vocabulary.operations.filter(({ codes }) => codes.length > 0)) {
    describe(operation.name, () => {
      for (const row of operation.codes) {
        it(`${row.code} ${row.text}`, async () => {
          const provoke = table.operations[operation.name]?.[row.code];
          const answered = await provoke?.(emulator);
          expect(rowOf(operation, answered ?? "")?.code).toBe(row.code);
        });
      }
    });
  }
});
