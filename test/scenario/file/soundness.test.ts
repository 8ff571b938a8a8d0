// Each finding of `torpedo check`: a scenario that has it, and a neighbour that has not.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { AccountKey } from "../../../src/core/account.ts";
import { providers } from "../../../src/providers/index.ts";
import { type FindingId, findingKinds } from "../../../src/scenario/file/finding.ts";
import { shippedScenarios } from "../../../src/scenario/file/library.ts";
import { readScenario } from "../../../src/scenario/file/read.ts";
import { soundnessOf } from "../../../src/scenario/file/soundness/soundness.ts";

const vocabularies = providers.map(({ vocabulary }) => vocabulary);

interface Finding {
  readonly ids: readonly string[];
  /** `line:column id found. remedy.` */
  readonly lines: readonly string[];
  readonly limits: readonly string[];
}

/** A clock that passes so many milliseconds at each look. */
const clock = (step: number) => {
  let now = 0;
  return {
    elapsed: () => {
      now += step;
      return now;
    },
  };
};

function check(
  text: string,
  step = 0,
  more: { isShipped?: boolean; accountsWithReports?: ReadonlySet<AccountKey> } = {},
): Finding {
  const read = readScenario(text, "s.yaml", vocabularies);
  const { findings, limits } =
    "findings" in read
      ? { findings: read.findings, limits: [] }
      : soundnessOf(read.parts, { file: "s.yaml", isShipped: false, deep: clock(step), ...more });
  const lines = findings.map(
    ({ id, line, column, found: result, remedy }) => `${line}:${column} ${id} ${result}. ${remedy}.`,
  );
  return { ids: [...new Set(findings.map(({ id }) => id))], lines, limits };
}

const head = "scenario: s\nseed: 7\n";
const rules = (...lines: string[]) => `${head}rules:\n${lines.map((line) => `  - ${line}\n`).join("")}`;
const started = (start: string, ...lines: string[]) => `clock: { start: ${start}, manual: true }\n${rules(...lines)}`;
const nine = "2026-03-02T09:00:00-03:00";
const send = "provider: mensagem, operation: send";

type Case = readonly [id: FindingId, name: string, has: string, hasNot: string];

const cases: readonly Case[] = [
  [
    "SC01",
    "an unknown word",
    rules(`when: { operation: sned }`),
    rules(`{ when: { ${send} }, then: { answer: "97" } }`),
  ],
  ["SC01", "a wrong form", `${head}clock: soon\n`, `${head}clock: manual\n`],
  [
    "SC02",
    "a rule behind a wider one",
    rules(`{ when: { ${send} }, then: { answer: "97" } }`, `{ when: { ${send}, to: 5511* }, then: { answer: "90" } }`),
    rules(`{ when: { ${send}, to: 5511* }, then: { answer: "97" } }`, `{ when: { ${send} }, then: { answer: "90" } }`),
  ],
  [
    "SC03",
    "a variable with a slip",
    rules(
      `{ continue: true, then: { set: { gateway: down } } }`,
      `{ when: { ${send}, state: { gatewey: down } }, then: { answer: "0" } }`,
    ),
    rules(
      `{ continue: true, then: { set: { gateway: down } } }`,
      `{ when: { ${send}, state: { gateway: down } }, then: { answer: "0" } }`,
    ),
  ],
  [
    "SC04",
    "a life after a refusal",
    rules(`{ when: { ${send} }, then: [ { answer: "97" }, { life: delivered } ] }`),
    rules(`{ when: { ${send} }, then: [ { answer: "97", accept: true }, { life: delivered } ] }`),
  ],
  [
    "SC05",
    "a variable that nothing reads",
    rules(`{ when: { ${send} }, then: { set: { seen: yes } } }`),
    rules(
      `{ when: { ${send} }, continue: true, then: { set: { seen: yes } } }`,
      `{ when: { ${send}, state: { seen: yes } }, then: { answer: "0" } }`,
    ),
  ],
  [
    "SC05",
    "a variable that only a text reads",
    rules(`{ when: { ${send} }, then: { set: { code: "1" } } }`),
    rules(`{ when: { ${send} }, then: [ { set: { code: "1" } }, { reply: "\${state.code}" } ] }`),
  ],
  [
    "SC06",
    "a window outside its between",
    started(nine, `{ when: { ${send}, between: "22:00..06:00", window: 0s..2h }, then: { answer: "97" } }`),
    started(nine, `{ when: { ${send}, between: "22:00..06:00", window: 13h..21h }, then: { answer: "97" } }`),
  ],
  [
    "SC06",
    "a date before the start",
    started(nine, `{ when: { ${send}, date: 2026-03-01 }, then: { answer: "97" } }`),
    started(nine, `{ when: { ${send}, date: 2026-03-03 }, then: { answer: "97" } }`),
  ],
  [
    "SC06",
    "chance 0",
    rules(`{ when: { ${send}, chance: 0 }, then: { answer: "97" } }`),
    rules(`{ when: { ${send}, chance: 0.1 }, then: { answer: "97" } }`),
  ],
  [
    "SC06",
    "a DDD that no accepted message has",
    rules(`{ when: { event: status, provider: mensagem, to: 5520* }, then: { account: this, credits: 5 } }`),
    rules(`{ when: { ${send}, to: 5520* }, then: { answer: "97" } }`),
  ],
  [
    "SC06",
    "a sender where there is none",
    rules(`{ when: { operation: unitario, from: "28149" }, then: { answer: "0" } }`),
    rules(`{ when: { operation: submit_sm, from: "28149" }, then: { answer: ESME_RSYSERR } }`),
  ],
  [
    "SC06",
    "a channel of other operations",
    rules(`{ when: { ${send}, channel: smpp }, then: { answer: "97" } }`),
    rules(`{ when: { ${send}, channel: get }, then: { answer: "97" } }`),
  ],
  [
    "SC06",
    "a state that no step reaches",
    rules(
      `{ when: { ${send} }, continue: true, then: { set: { mode: up } } }`,
      `{ when: { ${send}, state: { mode: down } }, then: { answer: "0" } }`,
    ),
    rules(
      `{ when: { ${send} }, continue: true, then: { set: { mode: down } } }`,
      `{ when: { ${send}, state: { mode: down } }, then: { answer: "0" } }`,
    ),
  ],
  [
    "SC06",
    "a count beyond the limit",
    rules(
      `{ when: { ${send} }, limit: 2, continue: true, then: { set: { n: +1 } } }`,
      `{ when: { ${send}, state: { n: 3.. } }, then: { answer: "0" } }`,
    ),
    rules(
      `{ when: { ${send} }, limit: 3, continue: true, then: { set: { n: +1 } } }`,
      `{ when: { ${send}, state: { n: 3.. } }, then: { answer: "0" } }`,
    ),
  ],
  [
    "SC07",
    "a code of another version",
    rules(`{ when: { operation: MPG_Send_SMS }, then: { answer: "016" } }`),
    rules(`{ when: { operation: MPG_Send_SMS }, then: { answer: "017" } }`),
  ],
  [
    "SC08",
    "a life that ends with what Sophia does not report",
    rules(`{ when: { operation: unitario }, then: { life: sent-only } }`),
    rules(`{ when: { operation: unitario }, then: { life: delivered } }`),
  ],
  [
    "SC08",
    "a handset report of an operator that has none",
    rules(`{ when: { ${send}, operator: oi }, then: { life: delivered } }`),
    rules(`{ when: { ${send}, operator: oi }, then: { life: { sent: 1s, unconfirmed: 3s } } }`),
  ],
  [
    "SC09",
    "a release at the start",
    `${head}timeline: [ { at: 0, do: { release: {} } } ]\n`,
    `${head}timeline: [ { at: 5m, do: { release: {} } } ]\n`,
  ],
  [
    "SC09",
    "a release at the start of an empty sandbox, not before a rule that holds",
    `${head}timeline: [ { at: 0, do: { release: {} } } ]\n`,
    `${rules(`{ when: { ${send}, window: 1h..2h }, then: { answer: "61" } }`)}timeline: [ { at: 30m, do: { release: {} } } ]\n`,
  ],
  [
    "SC09",
    "a release at the start, where messages of an earlier scenario can be held",
    `${head}timeline: [ { at: 0, do: { release: {} } } ]\n`,
    "scenario: s\ntimeline: [ { at: 0, do: { release: {} } } ]\n",
  ],
  [
    "SC09",
    "a report at the start",
    `${head}timeline: [ { at: 0, do: { report: { status: delivered } } } ]\n`,
    `${head}timeline: [ { at: 1m, do: { report: { status: delivered } } } ]\n`,
  ],
  [
    "SC09",
    "an outage within an outage",
    `${head}timeline:\n  - { at: 0, do: { outage: { provider: mensagem, for: 10m, fault: reset } } }\n  - { at: 5m, do: { outage: { provider: mensagem, for: 1m, fault: close } } }\n`,
    `${head}timeline:\n  - { at: 0, do: { outage: { provider: mensagem, for: 5m, fault: reset } } }\n  - { at: 5m, do: { outage: { provider: mensagem, for: 1m, fault: close } } }\n`,
  ],
  [
    "SC09",
    "an entry before the start of the clock",
    `${head}clock: { start: ${nine}, manual: true }\ntimeline: [ { at: 2026-03-02T08:00:00-03:00, do: { unbind: true } } ]\n`,
    `${head}clock: { start: ${nine}, manual: true }\ntimeline: [ { at: 2026-03-02T10:00:00-03:00, do: { unbind: true } } ]\n`,
  ],
  [
    "SC10",
    "every number",
    rules(`{ when: { ${send}, to: "*" }, then: { answer: "97" } }`),
    rules(`{ when: { ${send}, to: "+5511*" }, then: { answer: "97" } }`),
  ],
  [
    "SC10",
    "every number, without asking for refused and foreign ones",
    rules(`{ when: { ${send}, to: '/./' }, then: { answer: "97" } }`),
    rules(
      `{ when: { ${send}, to: loja* }, then: { answer: "97" } }`,
      `{ when: { ${send}, to: 55* }, then: { answer: "97" } }`,
      `{ when: { event: inbound, provider: mensagem, to: "*" }, then: { account: this, credits: 5 } }`,
    ),
  ],
  [
    "SC10",
    "every text",
    rules(`{ when: { ${send}, text: "*" }, then: { answer: "97" } }`),
    rules(`{ when: { ${send}, text: "*PIN*" }, then: { answer: "97" } }`),
  ],
  [
    "SC11",
    "chance without a seed",
    `scenario: s\nrules: [ { when: { ${send}, chance: 0.5 }, then: { answer: "97" } } ]\n`,
    `scenario: s\nseed: 7\nrules: [ { when: { ${send}, chance: 0.5 }, then: { answer: "97" } } ]\n`,
  ],
  [
    "SC11",
    "a delay beside a manual clock",
    `${head}clock: manual\nrules: [ { when: { ${send} }, then: { delay: 1s } } ]\n`,
    `${head}rules: [ { when: { ${send} }, then: { delay: 1s } } ]\n`,
  ],
  [
    "SC12",
    "turns of which none succeeds",
    rules(`{ when: { ${send} }, afterTurns: loop, inTurn: [ { fault: reset }, { answer: "0" } ] }`),
    rules(`{ when: { ${send} }, afterTurns: loop, inTurn: [ { fault: reset }, { accept: true } ] }`),
  ],
  [
    "SC12",
    "an inbound message that causes itself",
    rules(`{ when: { event: inbound, provider: mensagem }, then: { reply: SIM } }`),
    rules(`{ when: { event: inbound, provider: mensagem, text: OI }, then: { reply: SIM } }`),
  ],
  [
    "SC12",
    "replies that cause one another",
    rules(
      `{ rule: a, when: { event: inbound, provider: mensagem, text: OI }, then: { reply: TCHAU } }`,
      `{ rule: b, when: { event: inbound, provider: mensagem, text: TCHAU }, then: { reply: OI } }`,
    ),
    rules(
      `{ rule: a, when: { event: inbound, provider: mensagem, text: OI }, then: { reply: TCHAU } }`,
      `{ rule: c, when: { event: inbound, provider: mensagem, text: TCHAU }, limit: 1, then: { reply: FIM } }`,
      `{ rule: b, when: { event: inbound, provider: mensagem, text: TCHAU }, then: { reply: OI } }`,
    ),
  ],
  [
    "SC14",
    "two rules of one name",
    rules(
      `{ rule: a, when: { ${send}, nth: 1 }, then: { answer: "97" } }`,
      `{ rule: a, when: { ${send}, nth: 2 }, then: { answer: "90" } }`,
    ),
    rules(
      `{ rule: a, when: { ${send}, nth: 1 }, then: { answer: "97" } }`,
      `{ rule: b, when: { ${send}, nth: 2 }, then: { answer: "90" } }`,
    ),
  ],
];

describe("findings", () => {
  test.each(cases.map(([id, name, has, hasNot]) => [`${id} ${name}`, id, has, hasNot] as const))(
    "%s",
    (_, id, has, hasNot) => {
      expect(check(has).ids).toEqual([id]);
      expect(check(hasNot)).toEqual({ ids: [], lines: [], limits: [] });
    },
  );

  test("SC13 a shipped scenario without about", () => {
    expect(check(head, 0, { isShipped: true }).ids).toEqual(["SC13"]);
    expect(check(`${head}about: For all.\n`, 0, { isShipped: true }).ids).toEqual([]);
    expect(check(head).ids).toEqual([]);
  });

  test("SC08 reports without an address", () => {
    const text = rules("{ when: { operation: unitario }, then: { life: delivered } }");
    expect(check(text, 0, { accountsWithReports: new Set(["mensagem/main"]) }).ids).toEqual(["SC08"]);
    expect(check(text, 0, { accountsWithReports: new Set(["sophia/other"]) }).ids).toEqual([]);
    const own = `accounts: { sophia/main: { callbacks: { dlr: "http://127.0.0.1:9/dlr" } } }\n`;
    expect(check(text.replace("rules:", `${own}rules:`), 0, { accountsWithReports: new Set() }).ids).toEqual([]);
    expect(check(text).ids).toEqual([]);
  });

  test("each id has a case", () => {
    expect([...new Set([...cases.map(([id]) => id), "SC13"])].sort()).toEqual(Object.keys(findingKinds));
  });

  test("a finding says what, and a right value", () => {
    const [, , has] = cases.find(([, name]) => name === "a window outside its between") ?? [];
    expect(check(has ?? "").lines).toEqual([
      "5:77 SC06 the rule can never hold: its window is 0h..2h after 2026-03-02T12:00Z, outside its between. Move the window to 13h..21h.",
    ]);
  });
});

describe("the exploration", () => {
  const many = Array.from(
    { length: 16 },
    (_, index) => `{ when: { ${send}, to: "*${index + 10}" }, continue: true, then: { set: { v${index}: yes } } }`,
  );
  const last = `{ when: { ${send}, state: { ${many.map((_, index) => `v${index}: yes`).join(", ")} } }, then: { answer: "0" } }`;

  test("follows a loop of turns again and again, and counts beyond a thousand", () => {
    const loop = (turns: string, answered: string) =>
      rules(
        `{ when: { ${send} }, continue: true, afterTurns: loop, inTurn: [ ${turns} ] }`.replace("continue: true, ", ""),
        `{ when: { operation: unitario, state: { n: ${answered} } }, then: { answer: unavailable } }`,
      );
    expect(check(loop("{ set: { n: +1 } }, { set: { n: +600 } }", "1800..")).ids).toEqual([]);
    expect(check(loop("{ set: { n: a } }, { set: { n: b } }", "c")).ids).toEqual(["SC06"]);
    expect(
      check(
        rules(
          `{ when: { ${send} }, continue: true, then: { set: { n: +500 } } }`,
          `{ when: { ${send}, state: { n: "2000" } }, then: { answer: "0" } }`,
        ),
      ).ids,
    ).toEqual([]);
  });

  test("has few states where uses of rules change no variable", () => {
    const limited = Array.from(
      { length: 300 },
      (_, n) => `{ when: { ${send}, to: "*${n + 1000}" }, limit: 5, then: { answer: "97" } }`,
    );
    expect(check(rules(...limited)).limits).toEqual([]);
  });

  test("ends at 10,000 states, and says so", () => {
    const { ids, limits } = check(rules(...many, last));
    expect(ids).toEqual([]);
    expect(limits).toEqual([expect.stringContaining("ended at its bound of 10,000 states")]);
  });

  test("ends after two seconds, and says so", () => {
    expect(check(rules(...many, last), 500).limits).toEqual([expect.stringContaining("its bound of 2 seconds")]);
  });
});

test("all shipped scenarios pass --deep --strict", () => {
  const failing = shippedScenarios().flatMap(({ name, file }) => {
    const { lines, limits } = check(readFileSync(file, "utf8"), 0, { isShipped: true });
    const grave = lines.filter((line) => !/^\S+ SC(?:07|11|13|14) /.test(line));
    return [...grave, ...limits].map((line) => `${name}:${line}`);
  });
  expect(failing).toEqual([]);
});
