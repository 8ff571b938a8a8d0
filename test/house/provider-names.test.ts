// A provider is named in its folder and in the list of providers, nowhere else in src: others know providers by their
// contract. Texts in a provider's own words are in the list of exceptions.

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { providers } from "../../src/providers/index.ts";

const src = join(import.meta.dirname, "../../src");

/** Files that may have the word, and why. */
const exceptions: readonly (readonly [file: string, word: string, why: string])[] = [
  ["inbox/page/words/", "mensagem", "Portuguese for message"],
  ["core/test-number-tables.ts", "mensagem", "Portuguese for message, in the text of a reply"],
  ["core/reason-sentences.ts", "mensagem", "Portuguese for message"],
  ["client/testcontainers.ts", "mensagem", "ports of the image, which no running emulator can be asked for yet"],
  ["checks/conduct/sentences/", "*", "hints say by which provider a client provokes a rule"],
];

/** Portuguese texts and nouns of sentence tables, where `mensagem` is the word for message. */
const portugueseTexts = /\bpt:\s*(?:\[[^\]]*\]|(["'`]).*?\1)/gs;

it("names no provider outside its folder", () => {
  const ids = providers.map(({ id }) => id);
  const folders = ids.map((id) => `providers/${id}/`);
  const names = new RegExp(ids.join("|"), "gi");
  const result: string[] = [];
  for (const file of globSync("**/*.{ts,tsx,css,html}", { cwd: src }).toSorted()) {
    if (file === "providers/index.ts" || folders.some((folder) => file.startsWith(folder))) continue;
    const source = readFileSync(join(src, file), "utf8");
    const lines = source.replace(portugueseTexts, (text) => text.replace(/[^\n]/g, "")).split("\n");
    for (const [index, line] of lines.entries()) {
      for (const [word] of line.matchAll(names)) {
        const allowed = exceptions.some(
          ([at, name]) => file.startsWith(at) && (name === "*" || name === word.toLowerCase()),
        );
        if (!allowed) result.push(`${file}:${index + 1} ${word}`);
      }
    }
  }
  expect(result).toEqual([]);
});
