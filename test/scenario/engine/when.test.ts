import { describe, expect, test } from "vitest";
import type { RequestFacts } from "../../../src/core/request-facts.ts";
import { anAccount, aQuery, englishOf, runScenario, start } from "../../support/scenario/run-scenario.ts";

const minute = 60_000;

function matches(when: string, more: Partial<RequestFacts> = {}, now = start): boolean {
  const { request } = runScenario(`  - when: ${when}\n    then: { delay: 5ms }`);
  return request(more, now).rule !== undefined;
}

describe("keys that look", () => {
  test.each<[when: string, more: Partial<RequestFacts>, passes: boolean]>([
    ["{}", {}, true],
    ["{ provider: pombo }", {}, true],
    ["{ provider: coruja }", {}, false],
    ["{ provider: [coruja, pombo] }", {}, true],
    ["{ operation: Send_SMS }", {}, true],
    ["{ operation: send_sms }", {}, true],
    ["{ operation: Send_SMS }", { operation: "SEND_SMS" }, true],
    ["{ operation: submit_sm }", {}, false],
    ["{ operation: [submit_sm, Send_SMS] }", {}, true],
    ["{ channel: soap11 }", {}, true],
    ["{ channel: [soap12, form] }", {}, false],
    ["{ account: pombo/main }", {}, true],
    ["{ account: pombo/other }", {}, false],
    ["{ account: pombo/m* }", {}, true],
    ["{ to: '5511999990001' }", {}, true],
    ["{ to: 5511999990001 }", {}, true],
    ["{ to: '+55(11)99999-0001' }", {}, true],
    ["{ to: '11999990001' }", {}, true],
    ["{ to: '1199990001' }", {}, true],
    ["{ to: '11999990002' }", {}, false],
    ["{ to: '55119*' }", {}, true],
    ["{ to: 119* }", {}, true],
    ["{ to: '5521*' }", {}, false],
    ["{ to: '*0001' }", {}, true],
    ["{ to: '5511*0001' }", {}, true],
    ["{ to: '5511*99*0002' }", {}, false],
    ["{ to: /0001$/ }", {}, true],
    ["{ to: ['*2', '*1'] }", {}, true],
    ["{ to: abc }", { to: "abc" }, true],
    ["{ from: 28149 }", {}, true],
    ["{ from: MARCA }", {}, false],
    ["{ from: '+55 11 98888-0001' }", { from: "11988880001" }, true],
    ["{ text: 'PIN 1234' }", {}, true],
    ["{ text: 'PIN' }", {}, false],
    ["{ text: 'PIN*' }", {}, true],
    ["{ text: '/PIN \\d{4}/' }", {}, true],
    ["{ text: '/^pin [0-9]{4}$/i' }", {}, true],
    ["{ text: '/a, b/' }", { text: "a, b" }, true],
    ["{ text: '2 \\* 2' }", { text: "2 * 2" }, true],
    ["{ text: 'SIM' }", { text: "sim" }, false],
    ["{ id: c-1 }", { id: "c-1" }, true],
    ["{ id: c-1 }", {}, false],
    ["{ fields: { key: K1 } }", {}, true],
    ["{ fields: { KEY: K1 } }", {}, true],
    ["{ fields: { key: K* , text: /PIN/ } }", {}, true],
    ["{ fields: { key: K2 } }", {}, false],
    ["{ fields: { to: K2 } }", {}, false],
    ["{ state: { mode: '' } }", {}, true],
    ["{ state: { mode: night } }", {}, false],
  ])("%s", (when, more, passes) => {
    expect(matches(when, more)).toBe(passes);
  });

  test("a call without a known account fits no account", () => {
    const { running } = runScenario("  - when: { account: pombo/* }\n    then: { delay: 5ms }");
    const { account: _, ...unknown } = aQuery();
    expect(running.decide(aQuery(), start).rule).toBeDefined();
    expect(englishOf(running.decide(unknown, start).nearMiss)).toContain(
      "account is absent, the rule asks for pombo/*",
    );
  });
});

describe("time", () => {
  test.each([
    ["22:00..09:00", 23 * 60, true],
    ["22:00..09:00", 8 * 60 + 59, true],
    ["22:00..09:00", 9 * 60, false],
    ["22:00..09:00", 22 * 60, true],
    ["08:00..18:00", 8 * 60, true],
    ["08:00..18:00", 18 * 60, false],
    ["00:00..00:01", 0, true],
  ])("between %s at minute %i is %s", (between, local, passes) => {
    const midnight = Date.UTC(2026, 2, 3, 3);
    expect(matches(`{ between: "${between}" }`, {}, midnight + local * minute)).toBe(passes);
  });

  test("another time zone is asked of the platform, summer time and all", () => {
    const when = "{ between: 09:00..10:00, timezone: America/New_York }";
    expect(matches(when, {}, Date.UTC(2026, 0, 15, 14, 30))).toBe(true);
    expect(matches(when, {}, Date.UTC(2026, 6, 15, 14, 30))).toBe(false);
    expect(matches(when, {}, Date.UTC(2026, 6, 15, 13, 30))).toBe(true);
  });

  test("a window counts from the start of the running", () => {
    const when = "{ window: 10m..20m }";
    expect([0, 10, 19, 20].map((at) => matches(when, {}, start + at * minute))).toEqual([false, true, true, false]);
  });
});

describe("keys that count", () => {
  function taken(when: string, requests: number, more: (n: number) => Partial<RequestFacts> = () => ({})): number[] {
    const { request } = runScenario(`  - when: ${when}\n    then: { delay: 5ms }`);
    return Array.from({ length: requests }, (_, index) => index + 1).filter((n) => request(more(n)).rule !== undefined);
  }

  test.each([
    ["2", [2]],
    ["1..3", [1, 2, 3]],
    ["every 3", [3, 6, 9, 12]],
    ["after 10", [11, 12]],
  ])("nth: %s", (nth, expected) => {
    expect(taken(`{ nth: ${nth} }`, 12)).toEqual(expected);
  });

  test.each<[per: string, more: (n: number) => Partial<RequestFacts>]>([
    ["to", (n) => ({ to: `551199999000${n % 2}` })],
    ["text", (n) => ({ text: `${"x".repeat(200)}${n % 2}` })],
    ["account", (n) => ({ account: anAccount("pombo", `a${n % 2}`) })],
  ])("counted by %s", (per, more) => {
    expect(taken(`{ nth: 1, per: ${per} }`, 6, more)).toEqual([1, 2]);
  });

  test("only what all other keys let through is counted", () => {
    const { request } = runScenario("  - when: { text: A*, nth: 2 }\n    then: { delay: 5ms }");
    const texts = ["A1", "B", "B", "A2", "A3"];
    expect(texts.map((text) => request({ text }).rule !== undefined)).toEqual([false, false, false, true, false]);
  });

  test("a hundred calls at once use nth: 1..10 exactly ten times", async () => {
    const { request } = runScenario("  - when: { nth: 1..10 }\n    then: { delay: 5ms }");
    const outcomes = await Promise.all(Array.from({ length: 100 }, async () => request()));
    expect(outcomes.filter(({ rule }) => rule !== undefined)).toHaveLength(10);
  });

  test("limit retires a rule, also for a hundred calls at once", async () => {
    const { request } = runScenario("  - limit: 7\n    then: { delay: 5ms }");
    const outcomes = await Promise.all(Array.from({ length: 100 }, async () => request()));
    expect(outcomes.filter(({ rule }) => rule !== undefined)).toHaveLength(7);
  });

  test("a bucket lets its burst and its rate pass and takes the rest, account by account", () => {
    const { request } = runScenario(
      "  - when: { provider: pombo, operation: Send_SMS, faster: 2/s, burst: 3 }\n    then: { answer: throttled }",
    );
    const throttled = (at: number, name = "main"): boolean =>
      request({ account: anAccount("pombo", name) }, start + at).answer !== undefined;
    expect([0, 0, 0, 0].map((at) => throttled(at))).toEqual([false, false, false, true]);
    expect(throttled(0, "other")).toBe(false);
    expect([500, 500, 1000].map((at) => throttled(at))).toEqual([false, true, false]);
  });

  test("chance 0 never and 1 always, without a throw of the random", () => {
    expect(taken("{ chance: 0 }", 200)).toEqual([]);
    expect(taken("{ chance: 1 }", 200)).toHaveLength(200);
  });

  test("chance in between comes out at its share, the same with the same seed", () => {
    const run = (seed: string): string => {
      const { request } = runScenario("  - when: { chance: 0.3 }\n    then: { delay: 5ms }", { seed });
      return Array.from({ length: 2000 }, () => (request().rule === undefined ? "." : "x")).join("");
    };
    const first = run("7");
    const share = first.replaceAll(".", "").length / 2000;
    expect(share).toBeGreaterThan(0.27);
    expect(share).toBeLessThan(0.33);
    expect(run("7")).toBe(first);
    expect(run("8")).not.toBe(first);
  });
});

test.each([
  ["0", undefined, true],
  ["0", "0", true],
  ["0", "1", false],
  ["1", undefined, false],
  ["'0'", undefined, false],
  ["''", undefined, true],
])("state %s with the value %s: %s", (written, value, passes) => {
  const { request, running } = runScenario(`  - when: { state: { tries: ${written} } }\n    then: { delay: 5ms }`);
  if (value !== undefined) running.set("tries", value);
  expect(request().delay === 5).toBe(passes);
});

test("nth counts requests that every other key lets through, faster too", () => {
  const { request } = runScenario("  - when: { faster: 1/s, burst: 2, nth: 2 }\n    then: { delay: 5ms }");
  expect(Array.from({ length: 5 }, () => request().delay === 5)).toEqual([false, false, false, true, false]);
});
