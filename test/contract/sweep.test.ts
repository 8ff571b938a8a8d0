// Every code of every operation's table is answered at least once. A code that is added without a provocation fails here,
// and so does a provocation that no longer brings its code about.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OperationVocabulary, rowOf } from "../../src/core/vocabulary.ts";
import { correio } from "../support/invented-provider/provocations.ts";
import { registry } from "../support/registry.ts";
import { mensagem } from "./provocations/mensagem.ts";
import { mobilepronto } from "./provocations/mobilepronto.ts";
import type { Provocations } from "./provocations/provocation.ts";
import { sophia } from "./provocations/sophia.ts";

/** A provocation table at work. */
interface Sweep {
  readonly codes: Readonly<Record<string, readonly string[]>>;
  start(): Promise<Swept>;
}
interface Swept {
  provoke(operation: string, code: string): Promise<string | undefined>;
  stop(): Promise<void>;
}

function sweepOf<E extends { stop(): Promise<void> }>(table: Provocations<E>): Sweep {
  const rows = Object.entries(table.operations);
  return {
    codes: Object.fromEntries(rows.map(([name, item]) => [name, Object.keys(item).toSorted()])),
    async start() {
      const emulator = await table.start();
      return {
        provoke: async (operation, code) => table.operations[operation]?.[code]?.(emulator),
        stop: () => emulator.stop(),
      };
    },
  };
}

const sweeps: Readonly<Record<string, Sweep>> = {
  mensagem: sweepOf(mensagem),
  mobilepronto: sweepOf(mobilepronto),
  sophia: sweepOf(sophia),
  correio: sweepOf(correio),
};

describe.each(registry)("$title", ({ id, vocabulary }) => {
  const sweep = sweeps[id];
  if (sweep === undefined) throw new Error(`no provocations of ${id}`);
  let swept: Swept;
  beforeAll(async () => {
    swept = await sweep.start();
  });
  afterAll(() => swept.stop());

  it("has provocations for every operation and code, and for no other", () => {
    const codes = (operation: OperationVocabulary) => operation.codes.map(({ code }) => code).toSorted();
    const wanted = Object.fromEntries(vocabulary.operations.map((operation) => [operation.name, codes(operation)]));
    expect(sweep.codes).toEqual(wanted);
  });

  for (const operation of vocabulary.operations.filter(({ codes }) => codes.length > 0)) {
    describe(operation.name, () => {
      for (const row of operation.codes) {
        it(`${row.code} ${row.text}`, async () => {
          const answered = await swept.provoke(operation.name, row.code);
          expect(rowOf(operation, answered ?? "")?.code).toBe(row.code);
        });
      }
    });
  }
});
