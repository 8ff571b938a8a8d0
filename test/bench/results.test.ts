// The performance table of the docs is the one that the bench wrote, with a row for each budget.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Results, withTable } from "../../bench/table.ts";

const root = join(import.meta.dirname, "../..");
const read = (name: string): string => readFileSync(join(root, name), "utf8");
const results: Results = JSON.parse(read("bench/results.json"));

describe("the latest results", () => {
  it("stand in the docs as they were measured", () => {
    const page = read("docs/reference/performance.md");
    expect(withTable(page, results)).toBe(page);
  });

  it("have every figure that there is a budget for", () => {
    const budgets = new Set(results.rows.filter(({ budget }) => budget !== null).map(({ id }) => id));
    const wanted = ["send", "soap", "unitario", "mult", "smpp", "latency", "start", "binds", "endless", "codec"];
    expect(wanted.filter((id) => !budgets.has(id))).toEqual([]);
  });

  it("name no machine", () => {
    expect(read("bench/results.md")).not.toMatch(/\/(?:home|root|tmp|work)\//);
  });
});
