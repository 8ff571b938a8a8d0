import { describe, expect, it } from "vitest";
import { byDefault } from "../../src/core/reason-sentences.ts";
import { bilingual } from "../../src/core/sentences.ts";
import { testNumberSentence } from "../../src/core/test-number-sentences.ts";
import { testNumberLifecycles, testNumberOutcome, testNumberReplies } from "../../src/core/test-number-tables.ts";
import { decidedWords } from "../../src/inbox/page/parts/decided.ts";
import { fits } from "../../src/inbox/page/parts/fits.ts";
import { sayIn } from "../../src/inbox/page/words/say.ts";

describe("words of test numbers", () => {
  it.each([...testNumberLifecycles, ...testNumberReplies].map(({ about }) => [about.en, about] as const))(
    "%s is in Portuguese whole",
    (_, { en, pt, code }) => {
      expect(code).not.toBe("");
      expect(pt).not.toBe(en);
      expect(pt).not.toMatch(/\b(?:after|and|the|then|twice|seconds?|minutes?|hours?|reports?)\b|relatório/);
    },
  );

  it("have units as people write them", () => {
    const outcome = testNumberOutcome("11900010624");
    if (outcome?.kind !== "life") throw new Error("not a life");
    const { en, pt } = testNumberSentence("outcome", { life: outcome.life.about, reply: outcome.reply.about });
    expect(en).toBe("test number: delivered after 48 hours; reply: SIM after 48 hours");
    expect(pt).toBe("número de teste: entregue depois de 48 horas; resposta: SIM depois de 48 horas");
  });
});

describe("words of a decision", () => {
  const inPortuguese = { language: "pt" as const, say: sayIn("pt") };
  const decided = ({ en, pt }: { readonly en: string; readonly pt: string }) => ({
    decidedBy: en,
    decision: { english: en, portuguese: pt },
  });

  it.each([
    ["the provider's default", { decidedBy: "default" }, "o padrão do provedor"],
    ["a refusal", decided(byDefault({ reason: "no-credit" })), "padrão: sem crédito"],
    ["a test number", decided(bilingual(testNumberSentence("code", { code: "97" }))), "número de teste: 97"],
    ["a rule", decided({ en: "Rule 1: wait", pt: "Regra 1: espera" }), "Regra 1: espera"],
    ["an old journal", { decidedBy: "Rule 1: wait" }, "Rule 1: wait"],
  ])("%s", (_, request, words) => {
    expect(decidedWords(request, inPortuguese)).toBe(words);
  });
});

it("finds each word that was typed, in any case and with any accents", () => {
  expect(fits("CREDITO acaba", "acaba o crédito")).toBe(true);
  expect(fits("", "")).toBe(true);
  expect(fits("crédito hoje", "acaba o crédito")).toBe(false);
});
