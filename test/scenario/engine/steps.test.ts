import { describe, expect, test } from "vitest";
import { defaultOutcome, type Outcome } from "../../../src/core/outcome.ts";
import { forRequest } from "../../../src/core/request-outcome.ts";
import { runScenario, scenarioOf, start } from "../../support/scenario/run-scenario.ts";

function outcome(steps: string, when = "{ provider: pombo, operation: Send_SMS }"): Outcome {
  return runScenario(`  - when: ${when}\n    then: ${steps}`).request();
}

function smppOutcome(steps: string): Outcome {
  const { request } = runScenario(`  - when: { operation: submit_sm }\n    then: ${steps}`);
  return request({ operation: "submit_sm", channel: "smpp" });
}

describe("every step", () => {
  test.each<[steps: string, expected: Partial<Outcome>]>([
    ['[ answer: "009" ]', { answer: { code: "009", fields: {} }, accept: false }],
    ["[ answer: 900 ]", { answer: { code: "900", fields: {} } }],
    ['[ answer: "850" ]', { answer: { code: "850", fields: {} } }],
    ["[ answer: no-credit ]", { answer: { reason: "no-credit" } }],
    ['[ answer: "000" ]', { accept: true }],
    ["[ accept ]", { accept: true }],
    ["{ accept: true }", { accept: true }],
    ["[ { response: { body: olá } }, accept ]", { response: { body: { text: ["olá"] } }, accept: true }],
    ["[ response: { body: { base64: AAEC } } ]", { response: { body: { octets: Buffer.from([0, 1, 2]) } } }],
    ["[ delay: 300ms ]", { delay: 300 }],
    ["[ delay: 1m30s ]", { delay: 90_000 }],
    ["[ fault: lose-answer ]", { fault: { kind: "lose-answer" }, before: false }],
    ["[ fault: hang ]", { fault: { kind: "hang" } }],
    ["[ fault: { hang: { for: 30s } } ]", { fault: { kind: "hang", forMs: 30_000 } }],
    ["[ fault: reset ]", { fault: { kind: "reset" } }],
    ["[ fault: close ]", { fault: { kind: "close" } }],
    ["[ fault: { truncate: { after: 40 } } ]", { fault: { kind: "truncate", after: 40 }, before: false }],
    ["[ fault: { truncate: { inside: Send_SMSResult } } ]", { fault: { kind: "truncate", inside: "Send_SMSResult" } }],
    ["[ fault: { drip: { bytes: 5, every: 200ms } } ]", { fault: { kind: "drip", bytes: 5, everyMs: 200 } }],
    ["[ response: { status: 503, reason: Busy } ]", { response: { status: 503, reason: "Busy" } }],
    ["[ response: { status: 503, page: maintenance } ]", { response: { status: 503, page: "maintenance" } }],
    [
      "[ response: { headers: { Content-Type: text/html, Server: null } } ]",
      {
        response: {
          headers: [
            { name: "Content-Type", values: [["text/html"]] },
            { name: "Server", values: null },
          ],
        },
      },
    ],
    ["[ response: { bom: true, close: true } ]", { response: { bom: true, close: true } }],
    ["[ response: { charset: ISO-8859-1 } ]", { response: { charset: "ISO-8859-1" } }],
    ["[ answer: throttled ]", { answer: { reason: "throttled" } }],
    [
      "[ answer: { fault: { code: Server, message: 'No ${to}', detail: d } } ]",
      { answer: { fault: { code: "Server", message: "No 5511999990001", detail: "d" } } },
    ],
    ['[ { answer: { unlisted: "777" } } ]', { answer: { code: "777", fields: {} } }],
    ['[ { answer: "009" }, accept ]', { answer: { code: "009", fields: {} }, accept: true }],
    ["[ life: sent-only ]", { life: [{ status: "sent", after: 1000 }] }],
    ["[ life: stuck ]", { life: [] }],
    [
      "[ life: [ { sent: 1s }, { delivered: 48h } ] ]",
      {
        life: [
          { status: "sent", after: 1000 },
          { status: "delivered", after: 172_800_000 },
        ],
      },
    ],
    [
      "[ life: { held: 0, queued: 1m, undelivered: 2m } ]",
      {
        life: [
          { status: "held", after: 0 },
          { status: "queued", after: 60_000 },
          { status: "undelivered", after: 120_000 },
        ],
      },
    ],
    ['[ life: [ { "machine:200": 20s } ] ]', { life: [{ status: "unconfirmed", after: 20_000, word: "machine:200" }] }],
    ["[ reply: { text: SAIR, after: 5m } ]", { replies: [{ text: ["SAIR"], after: 300_000 }] }],
    [
      "[ { reply: { text: 0123 } }, { reply: OI } ]",
      {
        replies: [
          { text: ["0123"], after: 1000 },
          { text: ["OI"], after: 1000 },
        ],
      },
    ],
    [
      "[ callbacks: { copies: 2, order: reversed, lose: 1, delay: 1m, before-answer: true } ]",
      { callbacks: { copies: 2, order: "reversed", lose: 1, delay: 60_000, beforeAnswer: true } },
    ],
    [
      "[ { account: pombo/main, credits: +100 } ]",
      { changes: [{ account: "pombo/main", change: { credits: { add: 100 } } }] },
    ],
    [
      "[ { account: pombo/main, credits: { long: 5, short: -1 } } ]",
      { changes: [{ account: "pombo/main", change: { credits: { long: { set: 5 }, short: { add: -1 } } } }] },
    ],
    [
      "[ { account: pombo/main, enabled: false, prepaid: true } ]",
      { changes: [{ account: "pombo/main", change: { enabled: false, prepaid: true } }] },
    ],
    [
      "[ { account: pombo/main, callbacks: { dlr: 'http://a/b' } } ]",
      { changes: [{ account: "pombo/main", change: { callbacks: { dlr: "http://a/b" } } }] },
    ],
    [
      "[ { account: pombo/main, numbers: { '11999990001': { blackList: true } } } ]",
      { changes: [{ account: "pombo/main", change: { numbers: { "5511999990001": { blackList: true } } } }] },
    ],
  ])("%s", (steps, expected) => {
    const { rule, ...made } = outcome(steps);
    expect(made).toEqual({ ...defaultOutcome, ...expected });
    expect(rule?.en).toMatch(/^Rule 1 "rule 1" \(use 1\): ./);
  });

  test.each(["twice", "wrong-sequence", "bad-length", "unknown-command", "unbind", "silence"])(
    "fault %s over SMPP",
    (kind) => {
      expect(smppOutcome(`[ fault: ${kind} ]`).fault).toEqual({ kind });
    },
  );

  test.each([
    ["ESME_RTHROTTLED", "ESME_RTHROTTLED"],
    ["0x58", "ESME_RTHROTTLED"],
    ["88", "ESME_RTHROTTLED"],
  ])("a command_status %s", (written, code) => {
    expect(smppOutcome(`[ answer: ${written} ]`).answer).toEqual({ code, fields: {} });
  });

  test("an object answers with more of the provider's own fields", () => {
    const { request } = runScenario(
      "  - when: { operation: send_json }\n    then: [ answer: { status: 0, detail: SEM SALDO } ]",
    );
    expect(request({ operation: "send_json" }).answer).toEqual({ code: "0", fields: { detail: "SEM SALDO" } });
  });

  test("a success with fields of its own is accepted and keeps them", () => {
    const { request } = runScenario(
      "  - when: { operation: send_json }\n    then: [ answer: { status: 200, detail: TALVEZ } ]",
    );
    expect(request({ operation: "send_json" })).toMatchObject({
      accept: true,
      answer: { code: "200", fields: { detail: "TALVEZ" } },
    });
  });

  test("garbage is drawn from the seed", () => {
    const garbage = (seed: string): string => {
      const { request } = runScenario("  - then: [ fault: { garbage: { bytes: 80 } } ]", { seed });
      const { fault } = request();
      return fault?.kind === "garbage" ? Buffer.from(fault.bytes).toString("hex") : "";
    };
    expect(garbage("7")).toHaveLength(160);
    expect(garbage("7")).toBe(garbage("7"));
    expect(garbage("8")).not.toBe(garbage("7"));
  });
});

describe("delays that are drawn", () => {
  function delays(delay: string, seed = "7"): number[] {
    const { request } = runScenario(`  - then: [ delay: ${delay} ]`, { seed });
    return Array.from({ length: 2000 }, () => request().delay);
  }

  test("between stays within its ends and reaches both", () => {
    const drawn = delays("{ between: [10ms, 19ms] }");
    expect(Math.min(...drawn)).toBe(10);
    expect(Math.max(...drawn)).toBe(19);
  });

  test("log-normal has its median and its spread", () => {
    const drawn = delays("{ median: 300ms, sigma: 0.5 }").sort((a, b) => a - b);
    expect(drawn[1000]).toBeGreaterThan(280);
    expect(drawn[1000]).toBeLessThan(320);
    // e^0.5 is one sigma up: the 84th percentile.
    expect((drawn[1682] ?? 0) / 300).toBeGreaterThan(1.5);
    expect((drawn[1682] ?? 0) / 300).toBeLessThan(1.8);
    expect(delays("{ median: 300ms, sigma: 0.5 }")).not.toEqual(delays("{ median: 300ms, sigma: 0.5 }", "8"));
  });

  test("sigma 0 is the median itself", () => {
    expect(new Set(delays("{ median: 300ms, sigma: 0 }"))).toEqual(new Set([300]));
  });
});

describe("rules from the top", () => {
  test("the first whose whole when holds is taken", () => {
    const { request } = runScenario("  - when: { text: A* }\n    then: [ delay: 1ms ]\n  - then: [ delay: 2ms ]");
    expect([request({ text: "A" }).delay, request({ text: "B" }).delay]).toEqual([1, 2]);
  });

  test("a rule that continues adds its steps, and what came first stays", () => {
    const { request } = runScenario(`
  - continue: true
    then: [ { delay: 100ms }, { fault: lose-answer }, { set: { seen: yes } }, { reply: A }, { callbacks: { copies: 2 } } ]
  - when: { state: { seen: yes } }
    then: [ { delay: 5ms }, { fault: reset }, { life: stuck }, { reply: B }, { callbacks: { copies: 3, lose: 1 } } ]`);
    const made = request();
    expect(made).toMatchObject({
      delay: 105,
      fault: { kind: "lose-answer" },
      life: [],
      callbacks: { copies: 2, lose: 1 },
      replies: [{ text: ["A"] }, { text: ["B"] }],
    });
    expect(made.rule?.en).toContain("Rule 1");
    expect(made.rule?.en).toContain("; Rule 2");
  });

  test.each([
    ["", [1, 2, 3, 9, 9, 9, 9]],
    ["afterTurns: pass", [1, 2, 3, 9, 9, 9, 9]],
    ["afterTurns: last", [1, 2, 3, 3, 3, 3, 3]],
    ["afterTurns: loop", [1, 2, 3, 1, 2, 3, 1]],
  ])("inTurn with %j", (after, expected) => {
    const { request } = runScenario(`
  - limit: 1000
    inTurn: [ [ delay: 1ms ], { delay: 2ms }, [ delay: 3ms ] ]
    ${after}
  - then: [ delay: 9ms ]`);
    expect(expected.map(() => request().delay)).toEqual(expected);
  });

  test("turns are counted by what per says", () => {
    const { request } = runScenario("  - when: { per: to }\n    inTurn: [ [ delay: 1ms ], [ delay: 2ms ] ]");
    expect(["a", "b", "a", "b", "a"].map((to) => request({ to }).delay)).toEqual([1, 1, 2, 2, 0]);
  });

  test("set and state make a story of several calls", () => {
    const { request, running } = runScenario(`
  - when: { text: BLOCK }
    then: [ set: { mode: blocked } ]
  - when: { operation: Send_SMS, state: { mode: blocked } }
    then: [ answer: "900" ]`);
    expect(request({ text: "OI" }).answer).toBeUndefined();
    request({ text: "BLOCK" });
    expect(request({ text: "OI" }).answer).toEqual({ code: "900", fields: {} });
    running.set("mode", "");
    expect(request({ text: "OI" }).answer).toBeUndefined();
    expect(running.variables()).toEqual({ mode: "" });
  });

  test("a thousand exact rules and globs keep the order of the file", () => {
    const rules = Array.from({ length: 1000 }, (_, index) => {
      const to = index % 2 === 0 ? `5511${900_000_000 + index}` : `55119${String(index).padStart(4, "0")}*`;
      return `  - when: { to: "${to}" }\n    then: { delay: ${index + 1}ms }`;
    });
    const { request } = runScenario(`${rules.join("\n")}\n  - when: { text: LAST }\n    then: { delay: 5s }`);
    expect(request({ to: "5511900000998" }).delay).toBe(999);
    expect(request({ to: "5511909990000" }).delay).toBe(1000);
    expect(request({ to: "5511812345678", text: "LAST" }).delay).toBe(5000);
    expect(request({ to: "5511812345678", text: "no" }).rule).toBeUndefined();
  });
});

const item = { en: "one", pt: "um" };
const two = { en: "two", pt: "dois" };
const three = { en: "three", pt: "três" };

describe("a request with many messages", () => {
  test("takes the longest delay, the first fault, merged patches and the first answer to the whole of it", () => {
    const outcomes: Outcome[] = [
      { ...defaultOutcome, delay: 5, rule: item, response: { status: 429 } },
      { ...defaultOutcome, delay: 9, fault: { kind: "reset" }, rule: two, response: { status: 500, bom: true } },
      { ...defaultOutcome, answer: { code: "88", fields: {} }, rule: three },
    ];
    const response = { status: 429, bom: true };
    expect(forRequest(outcomes, () => false)).toEqual({
      delay: 9,
      fault: { kind: "reset" },
      response,
      before: false,
      rule: { en: "one; two; three", pt: "um; dois; três" },
    });
    expect(forRequest(outcomes, (code) => code === "88")).toMatchObject({ answer: { code: "88" } });
    expect(forRequest([], () => true)).toEqual({ delay: 0, before: false });
  });
  test("is not processed when one of its messages is not", () => {
    const early: Outcome = { ...defaultOutcome, before: true, answer: { code: "90", fields: {} }, rule: item };
    expect(forRequest([defaultOutcome, early], () => false)).toMatchObject({
      before: true,
      answer: { code: "90" },
      rule: item,
    });
  });
});

describe("an outage", () => {
  const text = `
scenario: down
rules: [ { then: [ delay: 1ms ] } ]
timeline:
  - at: 10m
    do: [ { outage: { provider: pombo, for: 10m, answer: "900" } }, { outage: { provider: coruja, for: 1m, fault: reset } } ]`;

  test("answers for its provider until it is over, before any rule", () => {
    const { running, request } = runScenario(text);
    for (const action of running.scenario.timeline.flatMap(({ actions }) => actions)) {
      if (action.kind === "outage") running.beginOutage(action, start);
    }
    expect(request()).toMatchObject({
      answer: { code: "900" },
      delay: 0,
      rule: { en: "Outage of pombo on the timeline", pt: "pombo fora do ar na linha do tempo" },
    });
    expect(request({ provider: "coruja", operation: "hoot" })).toMatchObject({
      fault: { kind: "reset" },
      before: true,
    });
    expect(request({}, start + 10 * 60_000 - 1).answer).toBeDefined();
    expect(request({}, start + 10 * 60_000).delay).toBe(1);
  });

  test("is data with its instant", () => {
    expect(scenarioOf(text).timeline[0]).toMatchObject({ number: 1, at: { after: 600_000 } });
  });
});

describe("a code that holds the message", () => {
  const holding = "  - when: { operation: hoot }\n    then: ";

  test("is answered, and its life is left to the core", () => {
    const { request } = runScenario(`${holding}[ answer: "61" ]`);
    const outcome = request({ provider: "coruja", operation: "hoot" });
    expect(outcome).toMatchObject({ answer: { code: "61" } });
    expect(outcome.life).toBeUndefined();
  });

  test("leaves room for another life", () => {
    const { request } = runScenario(`${holding}[ { answer: "61" }, { life: [ { held: 0 }, { rejected: 5m } ] } ]`);
    expect(request({ provider: "coruja", operation: "hoot" }).life).toEqual([
      { status: "held", after: 0 },
      { status: "rejected", after: 300_000 },
    ]);
  });
});
