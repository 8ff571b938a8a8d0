// Tables of a provider's pages are those of the code: codes.md and evidence.md, and the test numbers of all. `vitest -u` writes them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { codeKinds, kindsText } from "../../src/core/code-kinds.ts";
import { testNumberLifecycles, testNumberReplies } from "../../src/core/test-number-tables.ts";
import type { CodeRow, OperationVocabulary } from "../../src/core/vocabulary.ts";
import { providers } from "../../src/providers/index.ts";
import type { Coverage } from "../../src/providers/provider.ts";

const root = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const cell = (text: string): string => text.replaceAll("|", "\\|");

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, heads.map(() => "---"), ...rows.map((row) => row.map(cell))];
  return `${lines.map((row) => `| ${row.join(" | ")} |`).join("\n")}\n`.replaceAll("|  |", "| |");
}

function codesOf(operations: readonly OperationVocabulary[]): string {
  const byTable = new Map<string, string[]>();
  for (const { name, codes, channels } of operations) {
    if (codes.length === 0 || channels.includes("smpp")) continue;
    const rows = codes.map((row) => [`\`${row.code}\``, row.text, kindsText(row), row.arises]);
    const text = table(["Code", "Sentence", "Kind", "How to meet it"], rows);
    byTable.set(text, [...(byTable.get(text) ?? []), `\`${name}\``]);
  }
  const sections = [...byTable].map(([text, names]) => `## ${names.join(", ")}\n\n${text}`);
  return [...sections, ...statusesOf(operations)].join("\n");
}

/** Codes that are a number of the protocol: a client meets the same one in any PDU. */
function statusesOf(operations: readonly OperationVocabulary[]): readonly string[] {
  const smpp = operations.filter(({ channels }) => channels.includes("smpp"));
  const rows = new Map<string, CodeRow>();
  for (const row of smpp.flatMap(({ codes }) => codes)) if (row.number !== undefined) rows.set(row.code, row);
  if (rows.size === 0) return [];
  const ordered = [...rows.values()].toSorted((item, other) => (item.number ?? 0) - (other.number ?? 0));
  const lines = ordered.map((row) => [`\`${row.code}\``, kindsText(row)]);
  return [`## command_status\n\n${table(["command_status", "Kind"], lines)}`];
}

function evidenceOf(coverage: readonly Coverage[]): string {
  const rows = coverage.map(({ point, evidence, source, dialectOption }) => {
    return [point.replaceAll("<", "&lt;"), evidence, source, dialectOption === undefined ? "" : `\`${dialectOption}\``];
  });
  return table(["Point", "Evidence", "Source", "Dialect option"], rows);
}

/** The page up to its first table, and what stands there instead of the rest. */
function opening(file: string, mark: RegExp): string {
  return read(file).split(mark)[0] ?? "";
}

describe.each(providers)("the pages of $title", ({ id, vocabulary, coverage }) => {
  it("have every code of every operation", async () => {
    const file = `src/providers/${id}/codes.md`;
    await expect(opening(file, /^## /m) + codesOf(vocabulary.operations)).toMatchFileSnapshot(join(root, file));
  });

  it("have every point of the coverage", async () => {
    const file = `src/providers/${id}/evidence.md`;
    await expect(opening(file, /^\| /m) + evidenceOf(coverage)).toMatchFileSnapshot(join(root, file));
  });
});

describe("docs/reference/outcomes.md", () => {
  it("has every kind of code", () => {
    expect([...read("docs/reference/outcomes.md").matchAll(/^\| `([a-z]+)` \|/gm)].map(([, kind]) => kind)).toEqual([
      ...codeKinds,
    ]);
  });

  it("has every lifecycle and reply of a test number", async () => {
    const file = "docs/reference/outcomes.md";
    const tables = [
      ["Lifecycles", ["LL", "Life of the message"], testNumberLifecycles],
      ["Replies", ["RR", "Reply of the phone"], testNumberReplies],
    ] as const;
    const parts = tables.map(
      ([name, heads, rows]) =>
        `## ${name} by test number\n\n${table(
          heads,
          rows.map(({ code, about }) => [`\`${code}\``, about.en]),
        )}`,
    );
    const page = `${opening(file, /^## Lifecycles/m)}${parts.join("\n")}`;
    await expect(page).toMatchFileSnapshot(join(root, file));
  });
});
