// Scenarios nobody thought of: valid ones running without a crash, broken ones are always told where.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Channel } from "../../../src/core/message.ts";
import { checksOf } from "../../../src/scenario/engine/matching.ts";
import { scenarioWords } from "../../../src/scenario/engine/sentences.ts";
import { compileText } from "../../../src/scenario/file/matchers.ts";
import { readScenario } from "../../../src/scenario/file/read.ts";
import { allowed, amount } from "../../support/endurance/amount.ts";
import { invented } from "../../support/scenario/invented.ts";
import { anAccount, aQuery, findingsOf, runScenario, start } from "../../support/scenario/run-scenario.ts";

const duration = fc.tuple(fc.nat(59), fc.constantFrom("ms", "s", "m")).map(([n, unit]) => `${n}${unit}`);
const matcher = fc.oneof(
  fc.constantFrom("55119*", "*", "/PIN \\d{4}/", "/^(a|b)*$/i", "11999990001", "A"),
  fc.string({ maxLength: 8 }).map((text) => text.replace(/^\//, "x")),
);
const nth = fc.oneof(
  fc.integer({ min: 1, max: 9 }),
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(5)).map(([from, more]) => `${from}..${from + more}`),
  fc.integer({ min: 1, max: 5 }).map((n) => `every ${n}`),
  fc.nat(5).map((n) => `after ${n}`),
);
const when = fc.record(
  {
    account: fc.constantFrom("pombo/main", "pombo/*", "/m.*n/"),
    to: matcher,
    from: matcher,
    text: matcher,
    id: matcher,
    chance: fc.double({ min: 0, max: 1, noNaN: true }),
    nth,
    between: fc.constantFrom("22:00..09:00", "09:00..22:00"),
    window: fc.constantFrom("0s..1h", "10m..20m"),
    state: fc.dictionary(fc.constantFrom("aa", "bb"), fc.constantFrom("x", "")),
  },
  { requiredKeys: [] },
);
const fault = fc.constantFrom(
  "lose-answer",
  "garbage",
  { truncate: { after: 3 } },
  { truncate: { inside: "x" } },
  { drip: { bytes: 1, every: "1ms" } },
);
const steps = fc
  .record(
    {
      delay: fc.oneof(duration, fc.record({ median: duration, sigma: fc.double({ min: 0, max: 3, noNaN: true }) })),
      fault,
      life: fc.constantFrom("delivered", "stuck", [{ sent: "1s" }, { rejected: "1m" }]),
      // A text has placeholders, of which most names are wrong.
      reply: fc.record({ text: fc.string().map((text) => text.replaceAll("${", "$")), after: duration }),
      callbacks: fc.record({ copies: fc.integer({ min: 1, max: 9 }) }),
      set: fc.dictionary(fc.constantFrom("aa", "bb"), fc.constantFrom("x", "y")),
    },
    { requiredKeys: ["delay"] },
  )
  .map((step) => [step]);
const rule = fc
  .record({ when, then: steps, limit: fc.integer({ min: 1, max: 50 }), continue: fc.boolean() })
  .map((made) => ({ rule: "any", ...made }));
const scenario = fc.record({
  scenario: fc.string({ minLength: 1 }),
  seed: fc.integer(),
  rules: fc.array(rule, { maxLength: 8 }),
});

const requests = fc.array(
  fc.record(
    {
      operation: fc.constantFrom("Send_SMS", "submit_sm", "Status", "??"),
      channel: fc.constantFrom<Channel>("soap11", "smpp", "json"),
      to: fc.constantFrom("5511999990001", "abc", ""),
      text: fc.string(),
      id: fc.string(),
      fields: fc.dictionary(fc.string(), fc.string()),
      account: fc.constantFrom(anAccount("pombo"), anAccount("pombo", "other")),
    },
    { requiredKeys: [] },
  ),
  { minLength: 1, maxLength: 30 },
);

test("whatever is valid running, is told in English, and running the same again", () => {
  fc.assert(
    fc.property(scenario, requests, (file, requestCount) => {
      const text = JSON.stringify(file);
      const running = (): string[] => {
        const { request } = runScenario(text);
        return requestCount.map((more, index) => JSON.stringify(request(more, start + index * 1000)));
      };
      expect(findingsOf(text)).toEqual([]);
      expect(running()).toEqual(running());
      expect(scenarioWords(runScenario(text).running.scenario).pt.length).toBeGreaterThan(0);
    }),
    { numRuns: amount(40, 200) },
  );
});

test("whatever is put in its place, a broken value is told with a line and column of the file", () => {
  const wrong = fc.oneof(
    fc.constant(-1),
    fc.constant("?!"),
    fc.constant([[[]]]),
    fc.constant({ nonsense: 1 }),
    fc.constant(null),
  );
  fc.assert(
    fc.property(
      scenario,
      rule,
      fc.constantFrom("when", "then", "limit", "rule", "continue", "inTurn"),
      wrong,
      (file, good, key, bad) => {
        fc.pre(!(key === "rule" && bad === "?!"));
        const rules = [...file.rules, { ...good, [key]: bad }];
        const text = JSON.stringify({ ...file, rules }, null, 1);
        const read = readScenario(text, "story.yaml", invented);
        expect("findings" in read).toBe(true);
        if (!("findings" in read)) return;
        const lines = text.split("\n");
        const firstLine = lines.length - JSON.stringify(rules.at(-1), null, 1).split("\n").length - 3;
        expect(read.findings.length).toBeGreaterThan(0);
        for (const { line, column, found: result, remedy } of read.findings) {
          expect(line).toBeGreaterThanOrEqual(firstLine);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
          expect(result).not.toBe("");
          expect(remedy).not.toBe("");
        }
      },
    ),
    { numRuns: amount(60, 300) },
  );
});

test("any text at all is a scenario or findings, never a throw", () => {
  const yamlish = fc.array(
    fc.constantFrom(
      "scenario",
      "rules",
      ":",
      "-",
      " ",
      "\n",
      "{",
      "}",
      "[",
      "]",
      "&a",
      "*a",
      "!!js",
      '"',
      "'",
      "|",
      ">",
      "#",
      "t",
      "009",
      "/a{2}/",
      ",",
      "\t",
      "?",
      "%",
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        yamlish.map((parts) => parts.join("")),
        fc.string({ unit: "binary" }),
      ),
      (text) => {
        const read = readScenario(text, "story.yaml", invented);
        if ("findings" in read) for (const { line, column } of read.findings) expect(line * column).toBeGreaterThan(0);
      },
    ),
    { numRuns: amount(300, 1_500) },
  );
});

test.each(["/(a+)+$/", "/(a|aa)+$/", "/^(([a-z])+.)+[A-Z]([a-z])+$/", "/(.*)*b$/", "/(?:a?){50}a{50}/"])(
  "%s cannot hang",
  (source) => {
    const compiled = compileText(source);
    expect("matcher" in compiled).toBe(true);
    if (!("matcher" in compiled)) return;
    const began = performance.now();
    compiled.matcher.test(`${"a".repeat(65_536)}!`);
    expect(performance.now() - began).toBeLessThan(allowed(2_000));
  },
);

test("a glob with many stars cannot hang either", () => {
  const compiled = compileText(`${"*a".repeat(200)}*b`);
  const began = performance.now();
  expect("matcher" in compiled && compiled.matcher.test("a".repeat(65_536))).toBe(false);
  expect(performance.now() - began).toBeLessThan(allowed(500));
});

test("the first rule of the file that fits is taken", () => {
  const part = fc.constantFrom("PIN", "pin 1", "SAIR", "ab", "ſim", "sim", "ção", "", "x");
  const written = fc.oneof(
    part,
    part.map((text) => `*${text}*`),
    part.map((text) => `${text}*`),
    part.filter((text) => text !== "").map((text) => `/${text}/`),
    part.filter((text) => text !== "").map((text) => `/^${text}\\d?/i`),
    part.filter((text) => text !== "").map((text) => `/${text}+$/`),
  );
  const plain = fc.record(
    {
      text: written,
      id: written,
      to: fc.constantFrom("5511*", "*01", "5511999990001", "11999990002"),
      operation: fc.constantFrom("Send_SMS", "submit_sm"),
    },
    { requiredKeys: [] },
  );
  const call = fc.record({
    text: fc.array(part, { maxLength: 3 }).map((parts) => parts.join(" ")),
    id: part,
    to: fc.constantFrom("5511999990001", "5511999990002", "5521999990001"),
  });
  fc.assert(
    fc.property(fc.array(plain, { maxLength: 30 }), fc.array(call, { maxLength: 20 }), (whens, requestCount) => {
      const rules = whens.map((when) => ({ when, limit: 1000, then: { delay: "1ms" } }));
      const { request, running } = runScenario(JSON.stringify({ scenario: "t", rules }));
      for (const more of requestCount) {
        const operation = aQuery(more).operation.toLowerCase();
        const moment = { operation, now: start, startedAt: start, variable: () => null };
        const expected = running.scenario.rules.find((rule) =>
          checksOf(rule.when).every((check) => check.passes(aQuery(more), moment)),
        );
        expect(request(more).rule?.en.split(" ")[1]).toBe(expected === undefined ? undefined : String(expected.number));
      }
    }),
    { numRuns: amount(100, 500) },
  );
});
