// Plan of a sweep: how many outcomes each choice gives, what stands for the same answer, and every rule is one that a sandbox takes.

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chosenOperations, readChoice, refuseUnknownCodes } from "../../../src/checks/sweep/choice.ts";
import { provokingRule } from "../../../src/checks/sweep/outcome.ts";
import { allOutcomes, planSweep, type SweepChoice } from "../../../src/checks/sweep/plan.ts";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { providers } from "../../../src/providers/index.ts";
import { emulate, undoAll } from "../../support/sandboxed.ts";

const vocabularies = providers.map(({ vocabulary }) => vocabulary);
const none = { codes: "none", faults: "none", lifecycles: "none" } as const;

function planned(provider: string, operation: string, choice: Partial<Omit<SweepChoice, "operations">>) {
  return planSweep(vocabularies, { ...none, ...choice, operations: [{ provider, operation }] });
}
const values = (...args: Parameters<typeof planned>): string =>
  planned(...args)
    .map(({ value }) => value)
    .join(" ");

describe("a plan", () => {
  // Each count has one more for `unlisted`, unless that looks like a code of the table.
  it.each([
    ["mobilepronto", "MPG_Send_SMS", "edges", 23 + 1],
    ["mobilepronto", "MPG_Send_SMS", "all", 110 + 1],
    ["mobilepronto", "MPG_Send_SMS", "classes", 7 + 1],
    ["mensagem", "send", "edges", 22 + 1],
    ["mensagem", "send", "classes", 6 + 1],
    ["sophia", "unitario", "edges", 13],
    ["sophia", "mo", "edges", 0],
    ["mensagem", "deliver_sm", "all", 0],
  ] as const)("of %s %s with --codes %s has %i codes", (provider, operation, codes, count) => {
    expect(planned(provider, operation, { codes })).toHaveLength(count);
  });

  it("has every code of a range by its name, and leaves out codes that an operation lacks", () => {
    expect(values("mobilepronto", "MPG_Send_SMS", { codes: ["009", "798-801", "unlisted"] })).toBe(
      "009 800 801 unlisted",
    );
  });

  it("has both outcomes of a fault before and after processing, and waits for slow ones last", () => {
    expect(values("mensagem", "send", { faults: "default" })).toBe(
      "bom charset garbage lose-answer page:iis-500 reset status:503 truncate hang",
    );
    expect(values("mensagem", "send", { codes: ["97"], faults: ["hang", "reset", "reset:before"] })).toBe(
      "97 reset reset:before hang",
    );
    expect(values("mensagem", "submit_sm", { faults: "default" })).toBe(
      "close nack throttle unbind lose-answer silence wrong-sequence",
    );
  });

  it("has later lives where a provider can show them", () => {
    expect(planned("mensagem", "send", { lifecycles: "all" })).toHaveLength(8);
    // MobilePronto sends no reports.
    expect(planned("mobilepronto", "MPG_Send_SMS", { lifecycles: "all" })).toHaveLength(5);
    expect(planned("sophia", "dlr", { lifecycles: "all" })).toEqual([]);
  });

  it("has outcomes with the same octets on the wire once", () => {
    // 72, 76, 83, … are ESME_RSUBMITFAIL; a held message looks like an accepted one.
    expect(values("mensagem", "submit_sm", { codes: ["97", "72", "ESME_RSUBMITFAIL", "61"] })).toBe("97");
    expect(planned("mensagem", "submit_sm", { codes: ["97"] })[0]?.kinds).toEqual([
      "account",
      "request",
      "temporary",
      "credit",
    ]);
    expect(values("mensagem", "submit_sm", { codes: ["ESME_RTHROTTLED"], faults: ["throttle"] })).toBe(
      "ESME_RTHROTTLED",
    );
    expect(values("sophia", "unitario", { codes: ["011", "unlisted"] })).toBe("011");
  });

  it("has no id twice", () => {
    const ids = allOutcomes(vocabularies).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("a choice", () => {
  const names = { codes: "--codes", faults: "--faults", lifecycles: "--lives" };
  it.each([
    [{ faults: "lose-anser" }, /--faults: must be lose-answer.*not "lose-anser"; write lose-answer/],
    [{ lifecycles: "thrice" }, /--lives: must be .*not "thrice"/],
    [{ codes: "," }, /--codes: is empty; write edges, classes, all, none or a list with commas/],
  ])("%j is a mistake", (written, sentence) => {
    expect(() => readChoice(written, names, "none")).toThrow(sentence);
  });

  it("of an unknown code, provider or operation is a mistake", () => {
    const operations = [{ provider: "mensagem", operation: "send" }];
    expect(() => refuseUnknownCodes(vocabularies, { operations, codes: ["9x"] }, "--codes")).toThrow(
      'has the code, not "9x"',
    );
    const where = { provider: "--provider", operation: "--operation" };
    expect(() => chosenOperations(vocabularies, ["sofia"], [], where)).toThrow('not "sofia"; write sophia');
    expect(() => chosenOperations(vocabularies, [], ["sned"], where)).toThrow('not "sned"; write send');
    expect(() => chosenOperations(vocabularies, [], ["wsdl"], where)).toThrow("names no operation to sweep");
    expect(() => chosenOperations(vocabularies, [], ["mensagem/sned"], where)).toThrow("; write mensagem/send.");
    expect(() => chosenOperations(vocabularies, ["sophia"], ["mensagem/send"], where)).toThrow("names no operation");
    expect(chosenOperations(vocabularies, ["mensagem"], ["send"], where)).toEqual(operations);
    expect(chosenOperations(vocabularies, [], ["mensagem/send", "mensagem/send"], where)).toEqual(operations);
  });
});

describe("a sandbox", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await emulate();
  });
  afterAll(undoAll);

  it("takes the rule of each outcome", async () => {
    // Codes of one kind differ in nothing but their number: the edges are enough.
    const operations = chosenOperations(vocabularies, [], [], { provider: "", operation: "" });
    const outcomes = planSweep(vocabularies, { operations, codes: "classes", faults: "all", lifecycles: "all" });
    for (const batch of Map.groupBy(outcomes, ({ operation }) => operation).values()) {
      for (const outcome of batch) await emulator.next(provokingRule(outcome, 2));
      await emulator.reset();
    }
  });
});

describe("answers on the wire", () => {
  afterEach(undoAll);
  it.each([
    ["mensagem", "send", "/sms/send?u=126b114c&n=11999990001&m=Oi"],
    ["sophia", "unitario", "/api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=11999990001&msg=Oi"],
  ])("of %s %s differ from outcome to outcome, and from success", async (provider, operation, path) => {
    const emulator = await emulate();
    const request = async (): Promise<string> => {
      const answer = await fetch(`${provider === "mensagem" ? emulator.urls.mensagem : emulator.urls.http}${path}`);
      return `${answer.status} ${(await answer.text()).replace(/[0-9a-f]{13,32}/, "ID")}`;
    };
    const seen = new Map([[await request(), "success"]]);
    for (const outcome of planned(provider, operation, { codes: "edges" })) {
      await emulator.next(provokingRule(outcome, "first"));
      const answer = await request();
      expect([outcome.id, seen.get(answer)]).toEqual([outcome.id, undefined]);
      seen.set(answer, outcome.id);
    }
  });
});
