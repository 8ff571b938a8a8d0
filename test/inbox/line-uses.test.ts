// Uses beside the lines of a scenario, as the emulator counts them.

import { afterEach, expect, it } from "vitest";
import { isWarning } from "../../src/inbox/page/parts/warning.ts";
import { lineUsesOf, partUsesOf } from "../../src/inbox/page/views/scenarios/line-uses.ts";
import { emulate, sendSophia, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const text = `scenario: counted
rules:
  - rule: in turn
    when: { operation: unitario }
    inTurn:
      - [{ delay: 1ms }]
      - [{ delay: 2ms }]
  - rule: guard
    when: { to: "119*" }
    expect: never
    then: [{ delay: 1ms }]
timeline:
  - at: 1h
    do: [{ account: sophia/main, enabled: false }]
`;

it("are of rules, turns, steps and entries; a rule that should never match is unused when it matched", async () => {
  const emulator = await emulate();
  const { watched, setup } = await emulator.scenario.put({ text });
  expect(watched).toBe(false);
  expect(setup.map(({ english }) => english).join(" ")).toContain("1h");
  await sendSophia(emulator);
  const coverage = await emulator.scenario.coverage();
  const parts = coverage === null ? [] : partUsesOf(coverage);
  expect(parts.map(({ line, part, count, isUnused }) => [line, part, count, isUnused])).toEqual([
    [3, "rule", 1, false],
    [6, "turn", 1, false],
    [7, "turn", 0, true],
    [6, "step", 1, false],
    [7, "step", 0, true],
    [8, "rule", 0, false],
    [13, "timeline", 0, true],
  ]);
  expect(parts.at(-1)?.why?.portuguese).toMatch(/rel/);
  expect(lineUsesOf(parts).map(({ line, maximum, isUnused }) => [line, maximum, isUnused])).toEqual([
    [3, 1, false],
    [6, 1, false],
    [7, 0, true],
    [8, 0, false],
    [13, 0, true],
  ]);
});

it("of several parts in one line are from the fewest to the most", () => {
  const part = { part: "step", name: "", detail: "", why: null } as const;
  const parts = [
    { ...part, line: 2, count: 3, isUnused: false },
    { ...part, line: 1, count: 7, isUnused: false },
    { ...part, line: 2, count: 0, isUnused: true },
  ];
  expect(lineUsesOf(parts)).toEqual([
    { line: 1, minimum: 7, maximum: 7, isUnused: false },
    { line: 2, minimum: 0, maximum: 3, isUnused: true },
  ]);
});

it.each([
  ["utf-8", false],
  ["latin-1", true],
])("a finding %s is a warning: %s", (code, warns) => {
  expect(isWarning({ code })).toBe(warns);
});
