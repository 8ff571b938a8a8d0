// The tables of the rules fit together, and each hint names a scenario that is shipped.

import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { explained } from "../../../src/checks/conduct/explain.ts";
import { rules } from "../../../src/checks/conduct/rules.ts";
import { provokes, sentences } from "../../../src/checks/conduct/sentences.ts";
import { ruleRows } from "../../../src/checks/conduct/thresholds.ts";

const ids = rules.map(({ id }) => id);

it("each rule has thresholds and sentences, by id", () => {
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(Object.keys(ruleRows)).toEqual(ids);
  expect(Object.keys(sentences)).toEqual(ids);
});

it("each hint names a shipped scenario", () => {
  for (const words of Object.values(sentences)) {
    const scenario = /--scenario (\S+)/.exec(provokes(words).en)?.[1];
    if (scenario !== undefined) expect([scenario, existsSync(`scenarios/${scenario}.yaml`)]).toEqual([scenario, true]);
  }
});

it("explains a rule", () => {
  expect(explained("TC108")).toBe(
    [
      "TC108 ignored throttling (warning, assumed)",
      "  Thresholds: pause 1 second, tolerance 100 ms, error 10, inFlight 250 ms",
      "  Why: Operators close sessions and block accounts that go on after a throttled request.",
      "  Remedy: Pause the whole queue for a second, then go on more slowly and in order.",
      "  Provoke: npx torpedo-sms run --scenario smpp-throttled --conduct -- npm test " +
        "# the test sends 50 submit_sm, and the throttled ones again",
      "",
    ].join("\n"),
  );
  expect(() => explained("TC999")).toThrow("--explain: names no rule");
});
