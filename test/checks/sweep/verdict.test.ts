// Verdicts as a table: what a client did after an outcome, and what the sweep says of it.

import { describe, expect, it } from "vitest";
import { isUncaught } from "../../../src/checks/sweep/crash.ts";
import type { HandlingExpectation } from "../../../src/checks/sweep/expectation.ts";
import type { Observation, SeenMessage, SeenRequest } from "../../../src/checks/sweep/observation.ts";
import { planSweep } from "../../../src/checks/sweep/plan.ts";
import { resultOf } from "../../../src/checks/sweep/result.ts";
import { judgeRun } from "../../../src/checks/sweep/verdict.ts";
import { providers } from "../../../src/providers/index.ts";

const vocabularies = providers.map(({ vocabulary }) => vocabulary);
const operations = [
  { provider: "mensagem", operation: "send" },
  { provider: "mensagem", operation: "stat" },
];
const outcomes = planSweep(vocabularies, { operations, codes: "edges", faults: "all", lifecycles: "all" });
const outcomeOf = (id: string) => {
  const result = outcomes.find((outcome) => outcome.id === `mensagem/${id}`);
  if (result === undefined) throw new Error(`no outcome ${id}`);
  return result;
};

interface Did {
  readonly code?: number | null;
  readonly signal?: string;
  readonly isTimedOut?: boolean;
  readonly output?: string;
  /** Requests in order, each with its message if it was accepted; `!` is the struck one, `?` another operation. */
  readonly requests?: readonly string[];
  /** Real milliseconds from each request to the next. */
  readonly everyMs?: number;
  readonly reported?: Observation["reported"];
  readonly findings?: Observation["findings"];
  readonly durationMs?: number;
  readonly endedAt?: number;
}

const well: Did = { requests: ["accepted"] };

/** @param salt start of each hash: texts have other hashes in each sandbox */
function observation(did: Did, salt = ""): Observation {
  const { durationMs = 500, endedAt = 60_000, everyMs = 1_000 } = did;
  const { code = 0, signal = null, isTimedOut = false, output = "", requests = ["accepted"] } = did;
  const messages: SeenMessage[] = [];
  const taken = requests.filter((what) => what.includes("accepted"));
  const rows = requests.map((what, at): SeenRequest => {
    const isTaken = what.includes("accepted");
    if (isTaken) {
      messages.push({
        seq: messages.length + 1,
        account: "mensagem/main",
        to: "5511999990001",
        textHash: `${salt}${what.includes("other") ? "y" : "x"}`,
        ...(what.includes("final") ? { finalAt: 1 } : {}),
      });
    }
    const words = `Rule in front "${what.includes("stat") ? "stat" : "send"}" (use 1): answer`;
    return {
      seq: at + 1,
      provider: "mensagem",
      operation: what.startsWith("?") ? what.slice(1).replace("!", "") : "send",
      channel: "get",
      account: what.includes("second") ? "mensagem/second" : "mensagem/main",
      code: isTaken ? "1" : "97",
      messages: isTaken ? [messages.length] : [],
      ...(isTaken || what.startsWith("?") || what.includes("empty")
        ? {}
        : { refused: [{ to: "5511999990001", textHash: `${salt}${what.includes("other") ? "y" : "x"}`, code: "97" }] }),
      ...(what.includes("!") ? { rules: { english: words, portuguese: words } } : {}),
      elapsedMs: everyMs * at,
      ms: 10,
    };
  });
  return {
    end: { code: signal === null ? code : null, signal, isTimedOut, output, durationMs, endedAt },
    answeredReports: messages.flatMap(({ seq }, at) => (taken[at]?.includes("answered") === true ? [seq] : [])),
    requests: rows,
    messages,
    reported: did.reported ?? [],
    findings: did.findings ?? [],
    isCut: false,
  };
}

function judged(
  id: string,
  did: Did,
  expectations: readonly HandlingExpectation[] = [],
  control = well,
  unsteady: readonly string[] = [],
) {
  const { verdict, level, why, untimed } = judgeRun({
    unsteady,
    outcome: outcomeOf(id),
    control: observation(control, "control "),
    run: observation(did),
    expectations,
    vocabularies,
  });
  return { verdict, level, why: why.en, untimed: untimed.en, portuguese: why.pt };
}

const resends = (count: number): readonly string[] => ["!refused", ...Array<string>(count).fill("refused")];
const finding = (id: string, level: "error" | "warning") => ({
  id,
  level,
  name: "sent twice",
  portuguese: { name: "enviou duas vezes" },
  examples: [],
});

describe("the verdict", () => {
  it.each<[string, string, Did, string, string | null]>([
    ["nothing came", "send/97", { requests: [] }, "notReached", "note"],
    ["nothing was struck", "send/97", { requests: ["accepted"] }, "notReached", "note"],
    ["it did not end", "send/97", { requests: ["!refused"], isTimedOut: true }, "hung", "error"],
    ["a signal ended it", "send/97", { requests: ["!refused"], signal: "SIGSEGV" }, "crashed", "error"],
    [
      "an exception ended it",
      "send/97",
      { requests: ["!refused"], code: 1, output: "Error: no\n\nNode.js v24.1.0\n" },
      "crashed",
      "error",
    ],
    ["a test failed", "send/97", { requests: ["!refused"], code: 1, output: "AssertionError: no" }, "noticed", null],
    ["it went on", "send/97", { requests: ["!refused"] }, "unnoticed", "error"],
    ["it asked for a balance", "send/97", { requests: ["!refused", "?crdtf"] }, "handled", null],
    [
      "it told its caller",
      "send/97",
      { requests: ["!refused"], reported: [{ to: "1", outcome: "refused" }] },
      "handled",
      null,
    ],
    [
      "it broke a rule",
      "send/95",
      { requests: ["!refused", "accepted"], findings: [finding("TC101", "error")] },
      "wrong",
      "error",
    ],
    [
      "it has a doubtful habit",
      "send/0",
      { requests: ["!refused", "accepted"], findings: [finding("TC104", "warning")] },
      "handled",
      null,
    ],
    ["it sent again without credit", "send/97", { requests: ["!refused", "accepted"] }, "wrong", "error"],
    ["it sent again from a blocked account", "send/98", { requests: ["!refused", "refused"] }, "wrong", "error"],
    ["another account sent it", "send/97", { requests: ["!refused", "accepted second"] }, "handled", null],
    ["a loop without credit", "send/97", { requests: resends(49), everyMs: 12 }, "wrong", "error"],
    ["a test fails after a loop", "send/97", { requests: resends(49), everyMs: 12, code: 1 }, "wrong", "error"],
    [
      "it sent other messages without credit",
      "send/97",
      { requests: ["!refused", "refused other"], findings: [finding("TC102", "warning")] },
      "wrong",
      "error",
    ],
    ["a loop after a temporary refusal", "send/0", { requests: resends(3), everyMs: 300 }, "wrong", "error"],
    ["it gave up after pauses", "send/0", { requests: resends(3) }, "handled", null],
    ["a loop after a fault", "send/fault:status:503", { requests: resends(11), everyMs: 20 }, "wrong", "error"],
    ["it tried again", "send/0", { requests: ["!refused", "accepted"] }, "handled", null],
    ["it tried again twice", "send/0", { requests: ["!refused", "accepted", "accepted"] }, "wrong", "error"],
    ["it gave up silently", "send/0", { requests: ["!refused"] }, "unnoticed", "error"],
    ["a held message", "send/61", { requests: ["!accepted"] }, "unnoticed", "note"],
    ["a lost answer, left alone", "send/fault:lose-answer", { requests: ["!accepted"] }, "handled", null],
    ["a lost answer, sent again", "send/fault:lose-answer", { requests: ["!accepted", "accepted"] }, "wrong", "error"],
    ["never processed, left alone", "send/fault:reset:before", { requests: ["!refused"] }, "unnoticed", "error"],
    ["never processed, sent again", "send/fault:reset:before", { requests: ["!refused", "accepted"] }, "handled", null],
    ["a byte order mark", "send/fault:bom", { requests: ["!accepted"] }, "handled", null],
    ["reports that come twice", "send/life:twice", { requests: ["!accepted final answered"] }, "handled", null],
    ["reports that nobody answered", "send/life:twice", { requests: ["!accepted final"] }, "notReached", "note"],
    ["no report before the answer", "send/life:before-answer", { requests: ["!accepted"] }, "notReached", "note"],
    ["reports that did not come yet", "send/life:twice", { requests: ["!accepted"] }, "notReached", "note"],
    ["a message that stays as it is", "send/life:never", { requests: ["!accepted"] }, "unnoticed", "note"],
    [
      "a message that is not delivered",
      "send/life:undelivered",
      { requests: ["!accepted final"] },
      "unnoticed",
      "note",
    ],
  ])("where %s (%s)", (_, id, did, verdict, level) => {
    expect(judged(id, did)).toMatchObject({ verdict, level });
  });

  it.each([
    ["send/72", "a refusal of the account was retried unchanged (requests 1, 2)", 1],
    ["send/90", "a permanent refusal was retried unchanged (requests 1, 2)", 1],
    ["send/97", "a refusal for lack of credit was retried unchanged (requests 1, 2, 3, 4, 5 and 45 more)", 49],
    ["send/0", "the message was sent again and again without a pause (requests 1, 2, 3, 4)", 3],
  ])("says what was sent again after %s: %s", (id, why, count) => {
    expect(judged(id, { requests: resends(count), everyMs: 12 })).toMatchObject({ why, untimed: why });
  });

  it.each([
    ["send/97", 'the answer was "CREDITOS INSUFICIENTES"'],
    ["send/unlisted", "the answer was 777, which no table has"],
    ["send/fault:reset:before", "not processed, and the connection is reset"],
  ])("says what nobody noticed: %s", (id, content) => {
    expect(judged(id, { requests: ["!refused"] }).why).toBe(`${content}; exit 0, as with everything well (request 1)`);
  });

  it("a later life without its end is not reached", () => {
    const [control, run] = [observation(well), observation({ requests: ["!accepted"] })];
    const outcome = outcomeOf("send/life:twice");
    const judged = judgeRun({ outcome, control, run, expectations: [], vocabularies, unsteady: [] });
    const choices = { isTimed: true, hasTexts: true, reproduce: () => "" };
    const result = resultOf({ ...judged, outcome, control, run, file: "" }, choices);
    expect(result).toMatchObject({ verdict: "notReached", reached: false, at: { request: 1 } });
  });

  it("leaves out what the control run does too", () => {
    const control = {
      requests: ["accepted"],
      findings: [finding("TC201", "error")],
      output: "Traceback (most recent call last):",
    };
    const run = { requests: ["!refused"], code: 1, findings: control.findings, output: control.output };
    expect(judged("send/97", run, [], control)).toMatchObject({ verdict: "noticed" });
  });

  it.each<[string, string, Did, Did, string]>([
    [
      "two tests with the same message",
      "send/90",
      { requests: ["accepted", "accepted"] },
      { requests: ["!refused", "accepted"] },
      "unnoticed",
    ],
    [
      "the first of them tried again",
      "send/90",
      { requests: ["accepted", "accepted"] },
      { requests: ["!refused", "refused", "accepted"] },
      "wrong",
    ],
    [
      "two messages for a number",
      "send/90",
      { requests: ["accepted", "accepted other"] },
      { requests: ["!refused", "accepted other"] },
      "unnoticed",
    ],
    [
      "the second of them is sent again",
      "send/fault:lose-answer",
      { requests: ["accepted", "accepted other"] },
      { requests: ["!accepted", "accepted other", "accepted other"] },
      "wrong",
    ],
    [
      "the control run sends it twice too",
      "send/fault:lose-answer",
      { requests: ["accepted", "accepted"] },
      { requests: ["!accepted", "accepted"] },
      "handled",
    ],
    [
      "TC101 without a further request",
      "send/90",
      { requests: ["accepted", "accepted"] },
      { requests: ["!refused", "accepted"], findings: [finding("TC101", "error")] },
      "unnoticed",
    ],
    [
      "TC201 without a further request",
      "send/fault:lose-answer",
      { requests: ["accepted", "accepted"] },
      { requests: ["!accepted", "accepted"], findings: [finding("TC201", "error")] },
      "handled",
    ],
    [
      "a refusal without a message, and another test",
      "send/90",
      { requests: ["accepted", "accepted other"] },
      { requests: ["!empty", "accepted other"] },
      "unnoticed",
    ],
    [
      "a refusal without a message, sent again",
      "send/90",
      { requests: ["accepted"] },
      { requests: ["!empty", "empty"] },
      "wrong",
    ],
    [
      "a query that is asked again",
      "stat/fault:lose-answer",
      { requests: ["accepted", "?stat"] },
      { requests: ["accepted", "?!stat", "?stat"] },
      "handled",
    ],
    [
      "a query that nobody repeats",
      "stat/fault:lose-answer",
      { requests: ["accepted", "?stat"] },
      { requests: ["accepted", "?!stat"] },
      "unnoticed",
    ],
  ])("compares repetitions with the control run: %s", (_, id, control, did, verdict) => {
    expect(judged(id, did, [], control)).toMatchObject({ verdict });
  });

  it.each<[string, readonly string[], readonly string[], string]>([
    ["it polled once more", ["accepted", "?stat"], ["!refused", "?stat", "?stat"], "unnoticed"],
    ["it polled less", ["accepted", "?stat", "?stat"], ["!refused", "?stat"], "unnoticed"],
    ["it did not poll", ["accepted", "?stat"], ["!refused"], "no request to mensagem/stat"],
    ["it asked for credit", ["accepted"], ["!refused", "?crdtf"], "also a request to mensagem/crdtf"],
    ["it sent less", ["accepted", "accepted other"], ["!refused"], "1 request to mensagem/send, not 2"],
  ])("compares queries without their number: %s", (_, control, requests, visible) => {
    const { verdict, why, untimed } = judged("send/97", { requests }, [], { requests: control });
    if (visible === "unnoticed") return expect(verdict).toBe("unnoticed");
    expect([verdict, untimed]).toEqual(["handled", expect.stringContaining(`; unlike the control run: ${visible}`)]);
    return expect(why).toContain(visible);
  });

  it("says which report was another, and leaves out operations that are not steady", () => {
    const reported = (outcome: "sent" | "refused") => ({ reported: [{ to: "1", outcome }] });
    const { why } = judged("send/97", { requests: ["!refused"], ...reported("refused") }, [], {
      ...well,
      ...reported("sent"),
    });
    expect(why).toBe("1 request, 0 messages; unlike the control run: reported refused, not sent");
    const answered = { requests: ["!refused", "?crdtf"] };
    expect(judged("send/97", answered, [], well, ["mensagem/crdtf"])).toMatchObject({ verdict: "unnoticed" });
  });

  it("says where a program waited, with and without its times", () => {
    const { why, untimed } = judged("send/97", { requests: ["!refused"], isTimedOut: true });
    expect([why, untimed]).toEqual([
      "it was waiting: last request 60 s ago, then nothing",
      "it was waiting after request 1",
    ]);
    const went = { requests: ["!refused", "refused", "refused"], isTimedOut: true, durationMs: 3_000, endedAt: 2_020 };
    const { why: hammered, untimed: untimedly } = judged("send/97", {
      ...went,
      findings: [finding("TC102", "warning")],
    });
    expect([hammered, untimedly]).toEqual([
      "it went on with 2 requests after request 1; TC102 sent twice",
      "it went on after request 1; TC102 sent twice",
    ]);
    const retried = judged("send/0", { requests: ["!refused", "accepted"] });
    expect([retried.why, retried.untimed]).toEqual(["2 requests, 1 message, pauses 990 ms", "2 requests, 1 message"]);
  });
});

describe("an expectation", () => {
  const did: Did = {
    requests: ["!refused", "accepted"],
    output: "Sem crédito",
    reported: [{ to: "1", outcome: "blocked" }],
    findings: [finding("TC104", "warning")],
  };
  it.each<[HandlingExpectation, string | null]>([
    [
      { exit: 0, requests: 2, messages: 1, retries: 1, output: "/sem cr[eé]dito/i", reported: "blocked", within: "1s" },
      null,
    ],
    [{ exit: "any", requests: "1..2", messages: "..1", retries: "1.." }, null],
    [{ exit: "nonzero" }, "exit must be nonzero, and is 0"],
    [{ exit: 3 }, "exit must be 3, and is 0"],
    [{ requests: 1 }, "requests must be 1, and are 2"],
    [{ messages: "2..6" }, "messages must be 2..6, and is 1"],
    [{ retries: 0 }, "retries must be 0, and is 1"],
    [{ output: "/enviado/" }, "output does not match /enviado/"],
    [{ reported: "sent" }, "reported must be sent, and is blocked"],
    [{ within: "100ms" }, "the command must end within 100ms, and took 500 ms"],
    [{ noFinding: ["TC1*"] }, "noFinding: TC104 sent twice"],
  ])("%j", (expectation, broken) => {
    const { verdict, why } = judged("send/0", did, [expectation]);
    expect([verdict, why]).toEqual(
      broken === null ? ["handled", "as expected"] : ["unexpected", `expected otherwise: ${broken}`],
    );
  });

  it("is met where one of several is", () => {
    expect(judged("send/0", did, [{ exit: 1 }, { exit: 0 }])).toMatchObject({ verdict: "handled" });
  });
});

it.each([
  ["PHP Fatal error:  Uncaught Error", true],
  ['Exception in thread "main" java.lang.Error', true],
  ["Traceback (most recent call last):\n  File …\nOSError", true],
  ["Traceback (most recent call last):\n  …\nAssertionError\nRan 1 test in 0.1s", false],
  ["panic: runtime error", true],
  ["Uncaught TypeError: x", true],
  ["Node.js v24.1.0", true],
  ["AssertionError: expected 1 to be 2", false],
  ["node:assert:126\n\nAssertionError [ERR_ASSERTION]: 1 == 2\n\nNode.js v24.1.0", false],
  ["Traceback (most recent call last):\n  File …\nAssertionError: 97", false],
  ["✗ Unhandled answers are retried", false],
  ["not ok 1 - Uncaught Errors are shown", false],
  ["error: Uncaught (in promise) TypeError: x", true],
  ["Unhandled exception. System.Net.Http.HttpRequestException: x", true],
  ["[UnhandledPromiseRejection: This error", true],
])("%j looks uncaught: %s", (output, expected) => {
  expect(isUncaught(output, "")).toBe(expected);
});
