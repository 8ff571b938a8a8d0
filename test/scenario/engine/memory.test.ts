// Variables by key, branches by weight, days, operators, and the account at hand.

import { expect, test } from "vitest";
import {
  anAccount,
  aQuery,
  findingsOf,
  keyValueInMap,
  runScenario,
  start,
} from "../../support/scenario/run-scenario.ts";

const day = 86_400_000;

test("a variable has one value for each recipient, and adds", () => {
  const { request } = runScenario(`
  - continue: true
    then: [ set: { per: to, attempts: +1 } ]
  - when: { operation: Send_SMS, state: { per: to, attempts: 3.. } }
    then: [ answer: "900" ]
  - then: [ { reply: "try \${state.attempts}" } ]`);
  const attempts = ["a", "b", "a", "a", "b"].map((to) => request({ to }));
  expect(attempts.map(({ answer }) => answer !== undefined)).toEqual([false, false, false, true, false]);
  expect(attempts[2]?.replies[0]?.text).toMatchObject(["try ", { value: "2" }]);
});

test("a request without the key matches no condition on it, and sets nothing", () => {
  const { running } = runScenario(`
  - continue: true
    then: [ set: { per: to, attempts: +1 } ]
  - when: { operation: Send_SMS, state: { per: to, attempts: 0.. } }
    then: [ answer: "900" ]`);
  const { to: _, ...nobody } = aQuery();
  expect(running.decide(nobody, start).answer).toBeUndefined();
  expect(running.variables()).toEqual({});
  expect(running.decide(aQuery(), start).answer).toBeDefined();
});

test("the timeline sets variables as a step does", () => {
  const { running } = runScenario(`scenario: t
rules: []
timeline:
  - at: 1m
    do: [ { set: { attempts: +1 } }, { set: { copy: "\${state.attempts} at \${now:yyyy}" } } ]`);
  for (const _ of [1, 2])
    for (const action of running.scenario.timeline[0]?.actions ?? [])
      if (action.kind === "set") running.assign(action.set, start);
  expect(running.variables()).toEqual({ attempts: "2", copy: "2 at 2026" });
});

test.each([
  ["3..", [false, false, true, true]],
  ["..2", [true, true, false, false]],
  ["2..3", [false, true, true, false]],
])("a number is in the range %s, ends included", (range, expected) => {
  const { request } = runScenario(`
  - continue: true
    then: [ set: { n: +1 } ]
  - when: { state: { n: ${range} } }
    then: [ delay: 5ms ]`);
  expect(expected.map(() => request().delay === 5)).toEqual(expected);
});

test("set takes a text of the request", () => {
  const { request, running } = runScenario("  - then: [ set: { last: '${to}' } ]");
  request({ to: "5511999990007" });
  expect(running.variables()).toEqual({ last: "5511999990007" });
});

test("one branch is taken by its weight, the same with the same seed, together with the steps beside it", () => {
  const rules = `
  - when: { operation: Send_SMS }
    then:
      - delay: 1ms
      - oneOf: [ { weight: 60, then: [ life: delivered ] }, { weight: 30, then: [ life: undelivered ] }, { weight: 10, then: { answer: "900" } } ]`;
  const run = (seed: string) => {
    const { request } = runScenario(rules, { seed });
    return Array.from({ length: 1000 }, () => request());
  };
  const outcomes = run("7");
  expect(outcomes.every(({ delay }) => delay === 1)).toBe(true);
  const refused = outcomes.filter(({ answer }) => answer !== undefined).length;
  const undelivered = outcomes.filter(({ life }) => life?.at(-1)?.status === "undelivered").length;
  expect(refused).toBeGreaterThan(70);
  expect(refused).toBeLessThan(130);
  expect(undelivered).toBeGreaterThan(250);
  expect(undelivered).toBeLessThan(350);
  expect(JSON.stringify(run("7"))).toBe(JSON.stringify(outcomes));
});

test("weekdays wrap, dates include both ends, in the rule's zone", () => {
  const on = (when: string, from: number) => {
    const { request } = runScenario(`  - when: ${when}\n    then: [ delay: 1ms ]`);
    return Array.from({ length: 7 }, (_, n) => request({}, from + n * day).delay);
  };
  // Monday, 09:00 in São Paulo.
  expect(on("{ weekday: mon..fri }", start)).toEqual([1, 1, 1, 1, 1, 0, 0]);
  expect(on("{ weekday: sat..mon }", start)).toEqual([1, 0, 0, 0, 0, 1, 1]);
  expect(on("{ weekday: [tue, thu] }", start)).toEqual([0, 1, 0, 1, 0, 0, 0]);
  expect(on("{ date: 2026-03-03..2026-03-05 }", start)).toEqual([0, 1, 1, 1, 0, 0, 0]);
  expect(on("{ date: 2026-03-07.. }", start)).toEqual([0, 0, 0, 0, 0, 1, 1]);
  const midnight = start - 7 * 3_600_000;
  expect(on("{ weekday: mon }", midnight)[0]).toBe(1);
  expect(on("{ weekday: mon, timezone: America/Los_Angeles }", midnight)[0]).toBe(0);
});

test("the operator is that of the table, or of the account's number", () => {
  const { request } = runScenario("  - when: { operator: [vivo, oi] }\n    then: [ delay: 1ms ]");
  expect(["5511911990001", "5511921990001", "5511984990001"].map((to) => request({ to }).delay)).toEqual([1, 0, 1]);
  const ported = { ...anAccount("pombo"), numbers: { "5511921990001": { operator: "55320" } } };
  expect(request({ to: "5511921990001", account: ported }).delay).toBe(1);
});

test("account: this is the account of the request, and a number at hand is a key", () => {
  const { request } = runScenario(
    "  - then: [ { account: this, credits: 5, numbers: { '${to}': { blackList: true } } } ]",
  );
  expect(request({ to: "5511999990001", account: anAccount("coruja") }).changes).toEqual([
    { account: "coruja/main", change: { credits: { set: 5 }, numbers: { "5511999990001": { blackList: true } } } },
  ]);
});

test.each([
  ["when: { state: { per: nobody, a: 1 } }\n    then: [ delay: 1ms ]", /nobody is no key of a request/],
  ["then: [ set: { per: nobody, a: 1 } ]", /nobody is no key of a request/],
  ["when: { weekday: monday }\n    then: [ delay: 1ms ]", /monday is no weekday\. Write mon/],
  ["when: { date: 2026-13-01..x }\n    then: [ delay: 1ms ]", /is no date/],
  ["when: { operator: vivi }\n    then: [ delay: 1ms ]", /there is no operator vivi\. Write vivo/],
  ["then: [ oneOf: [ { weight: 0, then: accept }, { weight: 1, then: accept } ] ]", /Write a number over 0/],
  [
    "then: [ { delay: 1ms }, { oneOf: [ { weight: 1, then: { delay: 2ms } }, { weight: 1, then: accept } ] } ]",
    /second delay/,
  ],
  [
    "continue: true\n    then: [ oneOf: [ { weight: 1, then: accept }, { weight: 1, then: { delay: 1ms } } ] ]",
    /a rule with continue cannot accept/,
  ],
  ["then: [ { set: { per: to, a: 1 } }, { set: { a: 1 } } ]", /a is one value here and a value per to above/],
  [
    "then: [ { set: { per: to, a: 1 } }, { set: { per: from, a: 1 } } ]",
    /a is a value per from here and a value per to/,
  ],
  ["when: { state: { a: 1 } }\n    then: [ set: { per: to, a: 1 } ]", /Write it alike everywhere, without per/],
  ["then: [ set: { per: to, a: 1 } ]\ntimeline: [ { at: 1s, do: { set: { a: 1 } } } ]", /a is one value here/],
  ["then: [ delay: 1s ]\ntimeline: [ { at: 1s, do: { set: { per: to, a: 1 } } } ]", /the timeline has none/],
  [
    "then: [ delay: 1s ]\ntimeline: [ { at: 1s, do: { set: { a: '${to}' } } } ]",
    /there is no placeholder \$\{to\} here/,
  ],
  ["then: [ { account: this, numbers: { '${too}': { procon: true } } } ]", /there is no placeholder \$\{too\} here/],
  [
    "then: [ delay: 1s ]\ntimeline: [ { at: 1s, do: { account: pombo/main, numbers: { '${to}': { procon: true } } } } ]",
    /\$\{to\} has no request to take its value from\. Write the number itself/,
  ],
  [
    "then: [ delay: 1s ]\naccounts: { pombo/main: { numbers: { '${to}': { procon: true } } } }",
    /\$\{to\} has no request to take its value from/,
  ],
])("%s is found", (rule, expected) => {
  expect(findingsOf(`scenario: t\nrules:\n  - ${rule}\n`).join("\n")).toMatch(expected);
});

test("a session that is over leaves no counters and no values; other keys stay", () => {
  const keyValue = keyValueInMap();
  const { request, running } = runScenario(
    `
  - when: { operation: submit_sm, nth: 1..9, per: session }
    continue: true
    then: [ set: { per: session, n: +1 } ]
  - continue: true
    then: [ set: { per: text, seen: +1 } ]`,
    { keyValue },
  );
  const session = { id: 1, bind: "transceiver", since: 5, bound: 1, submissions: 0, age: 0, outstanding: 0 } as const;
  const facts = { ...session, idle: 0, reusesSequence: false };
  for (const text of ["hi", "hi;more"]) request({ operation: "submit_sm", channel: "smpp", text, session: facts });
  request({ operation: "submit_sm", channel: "smpp", text: "hi", session: { ...facts, id: 12 } });
  running.forgetSession(facts);
  const keys = Object.keys(running.variables());
  expect(keys).toEqual(
    ["seen@hi;", "seen@hi%3Bmore;", "n@5#12;"].toSorted((a, b) => keys.indexOf(a) - keys.indexOf(b)),
  );
  expect(keyValue.all("default", "play:rule:1:requests").map(([key]) => key)).toEqual([
    "play:rule:1:requests:session=5#12;",
  ]);
});

test.each([
  ["rules: [ { then: [ set: { '': 1 } ] } ]", "a variable has no name"],
  ["rules: [ { when: { state: { '': 1 } }, then: [ delay: 1s ] } ]", "a variable has no name"],
  ["rules: [ { then: [ set: { __proto__: 1, a: 2 } ] } ]", "__proto__ is no name"],
])("%s", (rules, result) => {
  expect(findingsOf(`scenario: t\n${rules}`)).toEqual([expect.stringContaining(result)]);
});
