import { expect, it } from "vitest";
import { sayIn } from "../../../src/inbox/page/words/say.ts";
import { wordTable } from "../../../src/inbox/page/words/tables.ts";

it("has the same words and the same places for values in both languages", () => {
  const places = (language: "en" | "pt") =>
    Object.fromEntries(
      Object.entries(wordTable).map(([word, texts]) => [word, (texts[language].match(/\{\w+\}/g) ?? []).toSorted()]),
    );
  expect(places("pt")).toEqual(places("en"));
});

it("puts values in their places, and never reads them", () => {
  expect(sayIn("en")("line", { line: 3, column: 7 })).toBe("line 3, column 7");
  expect(sayIn("pt")("copy-what", { what: "{what} $& <b>" })).toBe("Copiar {what} $& <b>");
});
