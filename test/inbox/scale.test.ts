// Shapes of the overview's charts, in numbers.

import { describe, expect, it } from "vitest";
import { barsOf, bucketAt, lineOf, stackOf, ticksTo } from "../../src/inbox/page/views/overview/scale.ts";
import { valueIn } from "../../src/inbox/page/views/overview/sums.ts";

const scale = { left: 10, width: 9, height: 100, count: 3, top: 10 };

it.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [4, [0, 1, 2, 3, 4]],
  [7, [0, 2, 4, 6, 8]],
  [999, [0, 500, 1000]],
  [1_234_567, [0, 500_000, 1_000_000, 1_500_000]],
])("an axis up to %i has the steps %o", (max, ticks) => {
  expect(ticksTo(max)).toEqual(ticks);
});

describe("series", () => {
  it("stand on those below them, and an empty bucket has no bar", () => {
    expect(
      stackOf([
        [1, 0, 2],
        [3, 0, 4],
        [5, 0, 6],
      ]),
    ).toEqual([[], [1, 0, 2], [4, 0, 6]]);
    expect(barsOf(scale, [1, 0, 2], [4, 0, 0])).toBe("M10 60V50H13V60zM16 100V80H19V100z");
  });

  it("have a level for each bucket, joined where neighbours have one", () => {
    expect(lineOf(scale, [5, 10, null])).toBe("M10 50H13V0H16");
    expect(lineOf(scale, [5, null, 10])).toBe("M10 50H13M16 0H19");
  });

  it("are summed up in the pointed bucket, the selection, or all of it", () => {
    const values = [1, 2, 4];
    const selection = { from: 1, until: 2 };
    expect(valueIn({ pointed: null, selection: null }, values)).toBe(7);
    expect(valueIn({ pointed: null, selection }, values)).toBe(6);
    expect(valueIn({ pointed: 0, selection }, values)).toBe(1);
  });
});

it.each([
  [0, 0],
  [10, 0],
  [14, 1],
  [18.9, 2],
  [50, 2],
])("the place %d is in bucket %i", (x, bucket) => {
  expect(bucketAt(scale, x)).toBe(bucket);
});
