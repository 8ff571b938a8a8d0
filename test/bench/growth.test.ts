// The table and the picture of how costs grow, from points that are given.

import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, it } from "vitest";
import { growthPicture, growthTable } from "../../bench/growth.ts";

const series = [
  {
    what: "Rules",
    points: [
      { size: 1, cost: 100 },
      { size: 2, cost: 110 },
      { size: 1_024, cost: 220 },
    ],
  },
  {
    what: "Sandboxes",
    points: [
      { size: 1, cost: 50.04 },
      { size: 4, cost: 50.04 },
    ],
  },
];

it("the table has each size with its cost, and the ratio to the size before", () => {
  expect(growthTable(series).split("\n").slice(2)).toEqual([
    "| Rules | 1: 100 · 2: 110 (1.10) · 1,024: 220 (2.00) |",
    "| Sandboxes | 1: 50.0 · 4: 50.0 (1.00) |",
    "",
  ]);
});

it("the picture is an SVG with a line and a name for each series, whose points are within it", () => {
  const picture = growthPicture(series);
  expect(XMLValidator.validate(picture)).toBe(true);
  const { svg } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" }).parse(picture);
  const lines: { readonly d: string }[] = svg.path.filter((path: { readonly class: string }) => path.class === "line");
  expect(lines).toHaveLength(4);
  const [rules, sandboxes] = lines.map(({ d }) =>
    [...d.matchAll(/([\d.]+) ([\d.]+)/g)].map((at) => at.slice(1).map(Number)),
  );
  expect(rules).toHaveLength(3);
  const [[, lowest = 0] = [], , [widest = 0, highest = 0] = []] = rules ?? [];
  expect(highest).toBeLessThan(lowest);
  expect(widest).toBeLessThanOrEqual(720);
  // The same cost at four times the size is a flat line.
  expect(sandboxes?.[0]?.[1]).toBe(sandboxes?.[1]?.[1]);
  expect(picture).toContain(">Rules</text>");
});
