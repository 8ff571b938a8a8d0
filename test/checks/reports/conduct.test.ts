// Outcome of a report of conduct, its exit code, and the JSON that its schema describes.

import { describe, expect, it } from "vitest";
import * as z from "zod";
import { matches } from "../../../src/checks/glob.ts";
import { conductReportOf, type Demands, exitCodeOf, type RunFacts } from "../../../src/checks/reports/conduct.ts";
import { conductReport, reportSchemaText } from "../../../src/checks/reports/report.ts";
import { conductWith, demands, facts, result, unassessed, violated } from "../../support/conduct-results.ts";

const accepts = (id: string, until?: string): Partial<Demands> => ({
  baseline: { file: "b.yaml", accepted: [{ id, because: "ADR 12", ...(until === undefined ? {} : { until }) }] },
});

describe("a report of conduct", () => {
  it.each<[string, Parameters<typeof conductWith>, Partial<Demands>, Partial<RunFacts>, number, string | null]>([
    ["all kept", [result("TC101")], {}, {}, 0, null],
    ["an error", [violated("TC101"), violated("TC102")], {}, {}, 1, "TC101, TC102 are violated."],
    ["a warning", [violated("TC104", { level: "warning" })], {}, {}, 0, null],
    [
      "a warning that fails",
      [violated("TC104", { level: "warning" })],
      { failOn: "warning" },
      {},
      1,
      "TC104 is violated.",
    ],
    ["a note under warning", [violated("TC607", { level: "note" })], { failOn: "warning" }, {}, 0, null],
    ["an error that never fails", [violated("TC101")], { failOn: "never" }, {}, 0, null],
    ["an accepted error", [violated("TC101")], accepts("TC101"), {}, 0, null],
    ["accepted until today", [violated("TC101")], accepts("TC101", "2026-06-01"), {}, 0, null],
    [
      "accepted until yesterday",
      [violated("TC101")],
      accepts("TC101", "2026-05-31"),
      {},
      1,
      "TC101 is violated; the baseline has 1 stale entry.",
    ],
    ["an entry that passes now", [result("TC101")], accepts("TC101"), {}, 1, "the baseline has 1 stale entry."],
    ["an entry of no result", [result("TC101")], accepts("TC999"), {}, 1, "the baseline has 1 stale entry."],
    ["an entry that nothing provoked", [unassessed("TC101"), result("TC102")], accepts("TC101"), {}, 0, null],
    ["no rule assessed", [unassessed("TC101")], {}, {}, 3, "Nothing is proven: no rule was assessed."],
    ["no request", [unassessed("TC101")], {}, { requests: 0 }, 3, "Nothing is proven: no request came."],
    [
      "a required rule not assessed",
      [unassessed("TC108"), result("TC101")],
      { required: ["TC108"] },
      {},
      3,
      "Nothing is proven about TC108: required, and not assessed.",
    ],
    [
      "a required rule not assessed, in Portuguese",
      [unassessed("TC108"), result("TC101")],
      { required: ["TC108"], language: "pt" },
      {},
      3,
      "Nada foi provado sobre TC108: exigida, e não avaliada.",
    ],
    [
      "two required rules not assessed, in Portuguese",
      [unassessed("TC107"), unassessed("TC108"), result("TC101")],
      { required: ["TC107", "TC108"], language: "pt" },
      {},
      3,
      "Nada foi provado sobre TC107, TC108: exigidas, e não avaliadas.",
    ],
    ["a required rule kept", [result("TC101")], { required: ["TC1*"] }, {}, 0, null],
    ["a required rule that is none", [result("TC101")], { required: ["TC9*"] }, {}, 3, "TC9*"],
    [
      "an error beside a required rule",
      [violated("TC101"), unassessed("TC108")],
      { required: ["TC108"] },
      {},
      1,
      "TC101",
    ],
    [
      "a command that failed",
      [result("TC101")],
      {},
      { failure: { en: "npm exited with 1", pt: "npm terminou com 1" } },
      1,
      "npm exited with 1.",
    ],
  ])("%s", (_, results, demanded, more, code, why) => {
    const report = conductReportOf(conductWith(...results), { ...facts, ...more }, { ...demands, ...demanded });
    expect(exitCodeOf(report)).toBe(code);
    if (why === null) expect(report.why).toBe(null);
    else expect(report.why).toContain(why);
    expect(conductReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  it("counts what a baseline accepts under no level, with its reason", () => {
    const report = conductReportOf(conductWith(violated("TC101")), facts, { ...demands, ...accepts("TC101") });
    expect(report.results[0]?.accepted).toBe("ADR 12");
    expect(report.summary).toMatchObject({ violated: 1, errors: 0 });
    expect(report.baseline).toEqual({ file: "b.yaml", accepted: 1, stale: [] });
  });

  it("has a JSON Schema that requires what every report has", () => {
    const schema = z.looseObject({ required: z.array(z.string()), properties: z.record(z.string(), z.unknown()) });
    const { required, properties } = schema.parse(JSON.parse(reportSchemaText("conduct")));
    const report = conductReportOf(conductWith(result("TC101")), facts, demands);
    expect(required.toSorted()).toEqual(Object.keys(report).toSorted());
    expect(Object.keys(properties).toSorted()).toEqual([...required, "timing"].toSorted());
  });
});

it.each([
  ["TC101", "TC101", true],
  ["TC101", "TC1011", false],
  ["TC1*", "TC101", true],
  ["tc1*", "TC101", true],
  ["tc101", "TC101", true],
  ["Mensagem", "mensagem", true],
  ["*", "TC101", true],
  ["T*1*1", "TC101", true],
  ["TC1*01", "TC101", true],
  ["TC10*01", "TC101", false],
  ["mensagem/*/61", "mensagem/send/61", true],
])("the glob %s of %s is %s", (glob, id, isMatch) => {
  expect(matches(glob, id)).toBe(isMatch);
});
