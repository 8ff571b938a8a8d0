// docs/smpp-conformance.md: every row is there, and every test it names has it.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { smppDialect } from "../../src/providers/mensagem/smpp/dialect.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/smpp-conformance.md"), "utf8");
const folders = { wire: "test/protocols/smpp", smpp: "test/providers/mensagem/smpp" } as const;
const counts = { W: 15, S: 15, M: 20, Q: 4, D: 15 };

function fileOf(test: string): string {
  const [, folder = "", name = ""] = /^(wire|smpp)\/([a-z-]+)$/.exec(test) ?? [];
  return join(root, folder === "wire" ? folders.wire : folders.smpp, `${name}.test.ts`);
}

/** Cells of the page's table rows, and the tests that the last one names. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) => line.slice(2, -2).split(" | "))
  .map((cells) => ({
    name: (cells[0] ?? "").replaceAll("`", ""),
    cells,
    tests: [...(cells.at(-1) ?? "").matchAll(/`((?:wire|smpp)\/[a-z-]+)`/g)].map(([, test = ""]) => test),
  }));
const ids = rows.filter(({ name }) => /^[WSMQD]\d+$/.test(name));
const options = rows.filter(({ name }) => name in smppDialect);

describe("the page of SMPP 3.4, row by row", () => {
  it("has every row once, in order", () => {
    const wanted = Object.entries(counts).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
    );
    expect(ids.map(({ name }) => name)).toEqual(wanted);
  });

  it("has every dialect option", () => {
    expect(options.map(({ name }) => name).toSorted()).toEqual(Object.keys(smppDialect).toSorted());
  });

  it.each([...ids, ...options])("$name is in each test it names", ({ name, tests }) => {
    expect(tests).not.toEqual([]);
    const word = new RegExp(`\\b${name}\\b`);
    expect(tests.filter((test) => !existsSync(fileOf(test)) || !word.test(readFileSync(fileOf(test), "utf8")))).toEqual(
      [],
    );
  });

  it("lists the statuses that are provoked, by command", () => {
    const provoked = readFileSync(fileOf("smpp/statuses"), "utf8");
    const listed = rows.filter(({ cells }) => cells.length === 2 && /\b[0-9a-f]{2}$/.test(cells[1] ?? ""));
    expect(listed).toHaveLength(10);
    for (const { name, cells } of listed) {
      const [codes = ""] = /(?:\b[0-9a-f]{2} ?)+$/.exec(cells[1] ?? "") ?? [];
      expect(provoked, name).toContain(`"${codes}"`);
    }
  });
});
