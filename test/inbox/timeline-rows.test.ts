import { expect, it } from "vitest";
import { timelineRows } from "../../src/inbox/page/views/clock/timeline-rows.ts";

it("entries and windows stand in the order of time; rules without a window are none", () => {
  const words = { english: "x", portuguese: "y" };
  const rule = { ...words, words, uses: 0, branches: [] };
  const rows = timelineRows({
    timeline: [
      { number: 1, at: 30, ...words },
      { number: 2, at: 10, until: 25, ...words },
    ],
    rules: [
      { number: 1, title: "always", ...rule },
      { number: 2, title: "lunch", window: { from: 10, until: 20 }, ...rule },
    ],
  });
  expect(rows).toEqual([
    { kind: "window", number: 2, from: 10, until: 20, words: "lunch" },
    { kind: "entry", number: 2, from: 10, until: 25, words },
    { kind: "entry", number: 1, from: 30, until: 30, words },
  ]);
});
