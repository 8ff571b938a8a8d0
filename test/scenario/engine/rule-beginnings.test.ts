import { expect, it } from "vitest";
import type { ValueMatcher } from "../../../src/scenario/engine/matcher.ts";
import { RunningScenario } from "../../../src/scenario/engine/running-scenario.ts";
import type { Scenario } from "../../../src/scenario/engine/scenario.ts";
import { ScenarioUsage } from "../../../src/scenario/engine/usage.ts";
import { aQuery, keyValueInMap, scenarioOf, seededRandom, start } from "../../support/scenario/run-scenario.ts";

const conditions = [
  "text: /^PIN \\d/, to: 55119*",
  "to: '5511999990003'",
  "to: ['5521999990001', '5521999990002']",
  "to: 5521*, text: /PIN/",
  "from: 28*, to: 5531*",
  "channel: soap12, to: 5541*",
  "text: 'PIN x', from: '28149'",
  "text: ''",
  "id: abc*",
  "text: '*Oi'",
  ...Array.from({ length: 60 }, (_, n) => `to: 5551${n + 30}*`),
];

/** The scenario without the beginnings that matchers have. */
function withoutBeginnings(scenario: Scenario): Scenario {
  const plain = ({ source, test }: ValueMatcher): ValueMatcher => ({ source, test });
  const rules = scenario.rules.map((rule) => {
    const { to, text, id } = rule.when;
    const own = { ...(to && { to: plain(to) }), ...(text && { text: plain(text) }), ...(id && { id: plain(id) }) };
    return { ...rule, when: { ...rule.when, ...own } };
  });
  return { ...scenario, rules };
}

function use(change: (scenario: Scenario) => Scenario, goesOn: (rule: number) => boolean): object {
  const rules = conditions.map(
    (when, rule) =>
      `  - when: { operation: Send_SMS, ${when} }\n    continue: ${goesOn(rule)}\n    then: [ delay: ${rule + 1}ms ]`,
  );
  const scenario = change(scenarioOf(`scenario: many rules\nrules:\n${rules.join("\n")}`));
  const usage = new ScenarioUsage(scenario);
  const options = { sandbox: "default", random: seededRandom("7"), keyValue: keyValueInMap(), now: start, usage };
  const running = new RunningScenario(scenario, options);
  const areas = ["5511999990", "5521999990", "5531999990", "5541999990", "5551399990", "5551999990"];
  const texts = ["PIN 3", "PIN x", "", "Oi", "N3"];
  const delays = Array.from({ length: 300 }, (_, n) => {
    const to = `${areas[n % areas.length]}00${n % 4}`;
    const id = n % 7 === 0 ? {} : { id: n % 3 === 0 ? "abcd" : "x" };
    const channel = n % 5 === 0 ? "soap12" : "soap11";
    const operation = n % 11 === 0 ? "SEND_sms" : "Send_SMS";
    const facts = aQuery({ to, text: texts[n % texts.length] ?? "", channel, operation, ...id });
    const { delay, nearMiss } = running.decide(facts, start);
    return [delay, nearMiss !== undefined && "rule" in nearMiss ? nearMiss.rule : null];
  });
  const counts = usage.rules.map(({ matched, rejections, nearest, furthest }) => {
    return { matched, rejections, furthest, nearest: nearest?.request };
  });
  return { delays, counts, missed: running.nearMisses().length };
}

it("rules with beginnings decide and count as those whose matchers are asked at once", () => {
  const goesOn = (rule: number): boolean => rule % 3 === 0;
  expect(use((scenario) => scenario, goesOn)).toEqual(use(withoutBeginnings, goesOn));
});
