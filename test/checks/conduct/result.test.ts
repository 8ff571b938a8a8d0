import { expect, it } from "vitest";
import type { ConductResult } from "../../../src/api/schema/conduct.ts";
import { conductOf } from "../../../src/checks/conduct/result.ts";

const result = (id: string, change: Partial<ConductResult>): ConductResult => ({
  id,
  name: "",
  level: "error",
  verdict: "violated",
  accepted: null,
  assessed: 1,
  occurrences: 1,
  accounts: [],
  keptSince: null,
  cost: null,
  examples: [],
  threshold: {},
  evidence: "assumed",
  remedy: "",
  provoke: "",
  portuguese: { name: "", remedy: "", provoke: "" },
  ...change,
});

it("orders results and counts them by verdict and level", () => {
  const { results, summary } = conductOf("a", [
    result("TC201", { cost: { credits: 2 } }),
    result("TC108", { level: "warning", cost: { credits: 1.5 } }),
    result("TC205", { accepted: "meant" }),
    result("TC301", { verdict: "kept" }),
    result("TC302", { verdict: "notAssessed" }),
    result("TC408", { verdict: "off" }),
  ]);
  expect(results.map(({ id }) => id)).toEqual(["TC108", "TC201", "TC205", "TC301", "TC302", "TC408"]);
  expect(summary).toEqual({
    rules: 6,
    violated: 3,
    kept: 1,
    notAssessed: 1,
    off: 1,
    errors: 1,
    warnings: 1,
    notes: 0,
    creditsWasted: 3.5,
  });
});
