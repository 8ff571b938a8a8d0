import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
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

it("has each word in a single table", () => {
  const folder = join(import.meta.dirname, "../../../src/inbox/page/words");
  const words = readdirSync(folder).flatMap((file) =>
    Array.from(readFileSync(join(folder, file), "utf8").matchAll(/^ {2}"?([\w-]+)"?: \{/gm), ([, word]) => word),
  );
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  expect(words.length).toBe(Object.keys(wordTable).length);
});

it("puts values in their places, and never reads them", () => {
  expect(sayIn("en")("line", { line: 3, column: 7 })).toBe("line 3, column 7");
  expect(sayIn("en")("bytes", { count: 54_182 })).toBe("54,182 bytes");
  expect(sayIn("pt")("bytes", { count: 54_182 })).toBe("54.182 bytes");
  expect(sayIn("pt")("message-number", { number: 54_182 })).toBe("mensagem 54182");
  expect(sayIn("pt")("copy-what", { what: "{what} $& <b>" })).toBe("Copiar {what} $& <b>");
});
