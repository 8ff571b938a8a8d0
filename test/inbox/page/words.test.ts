import { expect, it } from "vitest";
import { english } from "../../../src/inbox/page/words/english.ts";
import { portuguese } from "../../../src/inbox/page/words/portuguese.ts";
import { sayIn } from "../../../src/inbox/page/words/say.ts";

it("has the same words and the same places for values in both languages", () => {
  const places = (words: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(words).map(([word, text]) => [word, (text.match(/\{\w+\}/g) ?? []).toSorted()]));
  expect(places(portuguese)).toEqual(places(english));
});

it("puts values in their places, and never reads them", () => {
  expect(sayIn("en")("line", { line: 3, column: 7 })).toBe("line 3, column 7");
  expect(sayIn("pt")("copy-what", { what: "{what} $& <b>" })).toBe("Copiar {what} $& <b>");
});
