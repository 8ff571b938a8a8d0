import { describe, expect, it } from "vitest";
import { byDefault } from "../../src/core/reason-sentences.ts";
import { testNumberLifecycles, testNumberReplies } from "../../src/core/test-number-tables.ts";
import { decidedWords } from "../../src/inbox/page/parts/decided.ts";
import { fits } from "../../src/inbox/page/parts/fits.ts";
import { sayIn } from "../../src/inbox/page/words/say.ts";
import { translateTo } from "../../src/inbox/page/words/translate.ts";

const translate = translateTo("pt");

describe("what the emulator says", () => {
  it.each([...testNumberLifecycles, ...testNumberReplies].map(({ about }) => about))(
    "has %s in Portuguese",
    (about) => {
      expect(translate(about)).not.toBe(about);
      expect(translate(about)).not.toMatch(/\b(?:after|and|the|then|twice|seconds?|minutes?|hours?)\b/);
      expect(translateTo("en")(about)).toBe(about);
    },
  );

  it.each([
    ["Mensagem enviada com Sucesso.", "Mensagem enviada com Sucesso."],
    ["constructor", "constructor"],
  ])("%s", (english, portuguese) => {
    expect(translate(english)).toBe(portuguese);
  });

  it("says who decided", () => {
    const inbox = { language: "pt" as const, say: sayIn("pt"), translate };
    const { en, pt } = byDefault({ reason: "no-credit" });
    const refused = { decidedBy: en, decision: { english: en, portuguese: pt } };
    expect(decidedWords(refused, inbox)).toBe("o padrão do provedor: sem crédito");
    expect(decidedWords({ decidedBy: "test number: delivered after 48 hours, reply SIM after 5 seconds" }, inbox)).toBe(
      "número de teste: entregue depois de 48 h, resposta SIM depois de 5 s",
    );
    const decision = { english: "Rule 1: wait", portuguese: "Regra 1: espera" };
    expect(decidedWords({ decidedBy: "Rule 1: wait", decision }, inbox)).toBe("Regra 1: espera");
  });
});

it("finds each word that was typed, in any case and with any accents", () => {
  expect(fits("CREDITO acaba", "acaba o crédito")).toBe(true);
  expect(fits("", "")).toBe(true);
  expect(fits("crédito hoje", "acaba o crédito")).toBe(false);
});
