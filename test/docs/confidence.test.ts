// docs/confidence.md in both languages: its tables follow from the evidence. `vitest -u` writes them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { providers } from "../../src/providers/index.ts";
import { rowsOf, untouchedPoints } from "../support/docs/confidence.ts";
import { structureOf } from "../support/docs/structure.ts";

const root = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

it("every point of every provider belongs to a question", () => {
  expect(untouchedPoints()).toEqual([]);
});

it.each([
  ["docs/confidence.md", "en"],
  ["docs/confidence.pt-BR.md", "pt"],
] as const)("%s has the tables of the evidence", async (file, language) => {
  const page = providers.reduce((text, { id, title }) => {
    const [before = "", after = ""] = text.split(`### ${title}\n`);
    const table = /^\n(\|[^\n]*\n\|[ -|]*\n)(?:\|[^\n]*\n)*/;
    return `${before}### ${title}\n${after.replace(table, (_, head: string) => `\n${head}${rowsOf(id, language)}`)}`;
  }, read(file));
  await expect(page).toMatchFileSnapshot(join(root, file));
});

it("says the same in Portuguese", () => {
  expect(structureOf(read("docs/confidence.pt-BR.md"))).toEqual(structureOf(read("docs/confidence.md")));
});
