import { describe, expect, it } from "vitest";
import { durationOf } from "../../src/api/duration.ts";
import { counted, durationInWords } from "../../src/core/counted.ts";

it.each([
  [0, "0 rules"],
  [1, "1 rule"],
  [2, "2 rules"],
])("counts %i", (count, text) => expect(counted(count, "rule")).toBe(text));

it.each([
  [0, "0 ms"],
  [250, "250 ms"],
  [1_000, "1 second"],
  [1_500, "1500 ms"],
  [600_000, "10 minutes"],
  [5_400_000, "90 minutes"],
  [172_800_000, "2 days"],
  [3_650 * 86_400_000, "3650 days"],
])("says %i ms", (ms, text) => expect(durationInWords(ms)).toBe(text));

describe("a span of time", () => {
  it.each([
    ["90s", 90_000],
    [" 1h 30m", 5_400_000],
    ["0", 0],
    [1_500, 1_500],
  ])("is read from %j", (written, ms) => expect(durationOf(written, "timeout", 1e9)).toBe(ms));

  it.each([
    ["5", 'timeout: must be a span of time with its unit, not "5"; write 5s for seconds, 5ms for milliseconds.'],
    ["1.5", "write 1.5s for seconds, 1.5ms for milliseconds."],
    ["11m", 'timeout: must be a span of time up to 10 minutes, not "11m"; write it as'],
    [-1, "timeout: must be a span of time up to 10 minutes, not -1; write it as"],
    ["soon", "up to 10 minutes"],
  ])("is none in %j", (written, sentence) => expect(() => durationOf(written, "timeout", 600_000)).toThrow(sentence));
});
