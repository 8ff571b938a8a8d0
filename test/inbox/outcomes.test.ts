// Outcomes that the inbox offers for the next requests: the emulator takes each of them.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CoverageView } from "../../src/api/schema/emulator.ts";
import type { Emulator } from "../../src/client/sandbox.ts";
import { findCode } from "../../src/inbox/page/remote/coverage.ts";
import { operationsOf, outcomesOf, ruleToRepeat } from "../../src/inbox/page/views/next/outcomes.ts";
import { sayIn } from "../../src/inbox/page/words/say.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";

let emulator: Emulator;
let coverage: readonly CoverageView[];
beforeAll(async () => {
  emulator = await emulate();
  coverage = await emulator.control.coverage();
});
afterAll(undoAll);
const say = sayIn("en");

describe("the outcomes of an operation", () => {
  it("are rules that the emulator takes: a code, a fault and a later status of each operation", async () => {
    for (const item of coverage) {
      for (const operation of operationsOf(item)) {
        const groups = outcomesOf(item, operation, say);
        expect(groups.length, operation).toBeGreaterThan(1);
        const sends = item.operations.some(({ name, sends: isSending }) => name === operation && isSending);
        const some = sends ? [...groups.slice(0, 1), ...groups.slice(-2)] : groups.slice(-1);
        for (const { words, steps } of some.flatMap(({ choices }) => choices.slice(0, 1)))
          await expect(
            emulator.next({ provider: item.provider, operation, ...steps }),
            `${operation}: ${words}`,
          ).resolves.toBeDefined();
      }
    }
  });

  it("stand under the kind of their code, errors first, several kinds together", () => {
    const sophia = coverage.find(({ provider }) => provider === "sophia");
    const groups = sophia === undefined ? [] : outcomesOf(sophia, "unitario", say);
    expect(groups.map(({ title }) => title)).toEqual([
      "Temporary error",
      "Rate limit",
      "No credit",
      "Number refused",
      "Error in the request",
      "Account or credential",
      "Id already used",
      "Several reasons",
      "Success",
      "On the wire",
      "Accepted, later status",
    ]);
  });

  it("of a bind are those of a bind, the wrong password first", () => {
    const mensagem = coverage.find(({ provider }) => provider === "mensagem");
    for (const operation of ["bind_transmitter", "bind_receiver", "bind_transceiver"]) {
      const [first, ...rest] = mensagem === undefined ? [] : outcomesOf(mensagem, operation, say);
      expect(first?.choices.map(({ steps }) => steps.answer)).toEqual([
        "ESME_RINVPASWD",
        "ESME_RINVSYSID",
        "ESME_RBINDFAIL",
        "ESME_RALYBND",
        "ESME_RINVSYSTYP",
        "ESME_RTHROTTLED",
        "ESME_RSYSERR",
        "ESME_ROK",
      ]);
      expect(rest.map(({ title }) => title)).toEqual(["On the wire"]);
    }
  });

  it.each([
    [{ code: "006" }, { answer: "006" }],
    [
      { code: "006", fault: "lose-answer" },
      { answer: "006", fault: "lose-answer" },
    ],
    [{ code: "?", fault: "reset" }, { fault: "reset" }],
    [{ code: "006", fault: "drip" }, null],
    [{ code: "?" }, null],
  ])("of a request that ended with %o are repeated by %o", (ended, steps) => {
    const request = { provider: "sophia", operation: "unitario" as const, ...ended };
    const rule = ruleToRepeat(request, coverage);
    expect(rule).toEqual(steps === null ? null : { provider: "sophia", operation: "unitario", ...steps });
  });

  it("know a code within a range", () => {
    const range = coverage.flatMap(({ provider, codes }) =>
      codes.filter(({ code }) => /^\d+-\d+$/.test(code)).map((row) => ({ provider, ...row })),
    )[0];
    const [from = "", until = ""] = range?.code.split("-") ?? [];
    const { provider = "", operation = "send" } = range ?? {};
    const find = (code: string) => findCode(coverage, { provider, operation, code })?.code;
    expect([find(from), find(until)]).toEqual([range?.code, range?.code]);
    expect(find(String(Number(until) + 1))).not.toBe(range?.code);
  });
});
