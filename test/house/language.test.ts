// The language rule of CONTRIBUTING.md: a sentence begins with its verb or its noun.

import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { hiddenSubjects } from "../support/house/sentences.ts";

const files = [
  ...globSync("{src,test,bench,tools,bin,examples}/**/*.{ts,tsx,mjs,js,css}"),
  ...globSync("{scenarios,examples}/**/*.{yaml,yml}"),
  ...globSync("{*,docs/**/*,scenarios/*,src/**/*,examples/**/*,bench/*}.md"),
].filter((file) => !/node_modules|CHANGELOG/.test(file));

it("no comment or document hides its subject behind What, Whoever, One, Of, So or Once", () => {
  const result = files.flatMap((file) =>
    hiddenSubjects(file, readFileSync(file, "utf8")).map(({ line, text }) => `${file}:${line} ${text.slice(0, 80)}`),
  );
  expect(result).toEqual([]);
});

it.each([
  ["a.ts", "// What is due.\nconst a = 1;", 1],
  ["a.ts", "/** Returns it. Once read, never again. */", 1],
  ["a.ts", "/**\n * Reads a file.\n * @param path what is read\n * @throws Error One of these.\n */", 1],
  ["a.ts", "// Sends the text to\n// One of them.", 0],
  ["a.ts", 'const a = "What is due.";', 0],
  ["a.yaml", "# So it is.\na: What it is", 1],
  ["a.md", "# What it costs\n\nPlain. Of these,\nnone.\n\n```sh\n# What\n```\n\n| What | it |\n", 3],
])("finds the sentences of %s", (path, source, count) => {
  expect(hiddenSubjects(path, source)).toHaveLength(count);
});
