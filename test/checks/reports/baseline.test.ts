import { describe, expect, it } from "vitest";
import { applyBaseline, baselineText, readBaseline } from "../../../src/checks/reports/baseline.ts";

describe("a baseline", () => {
  it("is read as --write-baseline writes it", () => {
    const text = baselineText("conduct", [
      { id: "TC101", name: "retried" },
      { id: "mensagem/send/61:unnoticed", name: "held" },
    ]);
    expect(readBaseline(text, "b.yaml").accepted).toEqual([
      { id: "TC101", because: "" },
      { id: "mensagem/send/61:unnoticed", because: "" },
    ]);
    expect(readBaseline(baselineText("conduct", []), "b.yaml").accepted).toEqual([]);
  });

  it.each([
    ["", "b.yaml: is no baseline"],
    ["accepted: [{ id: TC101 }]", "b.yaml accepted.0.because: is no baseline"],
    ["accepted: [{ id: TC101, because: x, until: soon }]", "must be a date such as 2027-03-01"],
    ["accepted: [{ id: TC101, because: x, until: 2027-99-99 }]", "must be a date such as 2027-03-01"],
    ["accepted: [{ id: TC101, because: x, until: 2027-02-29 }]", "must be a date such as 2027-03-01"],
    ["accepted: [{ id: TC101, because: x, untill: 2027-03-01 }]", "untill"],
    ["accepted: [{ id: A, because: x }, { id: A, because: y }]", "accepts A twice; take one of the entries out"],
    ["accepted: [\n  {", "b.yaml:2:"],
  ])("%j is refused", (text, sentence) => {
    expect(() => readBaseline(text, "b.yaml")).toThrow(sentence);
  });

  it("keeps a date that YAML reads as a text", () => {
    const text =
      'accepted: [{ id: TC101, because: x, until: 2027-03-01 }, { id: TC102, because: y, until: "2027-03-02" }]';
    expect(readBaseline(text, "b.yaml").accepted.map(({ until }) => until)).toEqual(["2027-03-01", "2027-03-02"]);
  });

  it("says of each stale entry what to do", () => {
    const baseline = {
      file: "b.yaml",
      accepted: ["A", "B", "C", "D"].map((id) => ({
        id,
        because: "x",
        ...(id === "C" ? { until: "2026-01-01" } : {}),
      })),
    };
    const results = [
      { id: "A", state: "kept" as const },
      { id: "C", state: "violated" as const },
      { id: "D", state: "unproven" as const },
    ];
    const { stale } = applyBaseline(baseline, results, { today: "2026-06-01" });
    expect(stale.map(({ en }) => en)).toEqual([
      "A: passes now: take it out",
      "B: no result has this id: take it out",
      "C: was accepted until 2026-01-01: mend it or decide anew",
    ]);
  });
});
