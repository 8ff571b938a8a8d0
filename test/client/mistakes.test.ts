// Mistakes in whatever is given, by every way in: an unknown name, a wrong type, a misspelt provider, operation, status or
// kind of credit. None passes silently, also where the answer would be "there is none".

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { matchers } from "../../src/client/testing/matchers.ts";
import { assertNotSent, assertSent } from "../../src/client/testing/node-test.ts";
import { outcomes } from "../../src/client/testing/outcomes.ts";
import { openEmulator } from "../../src/client/testing/test-sandbox.ts";
import { connectEmulator, type Emulator, startEmulator, UsageError } from "../../src/index.ts";
import { run } from "../support/cli.ts";
import { callApi } from "../support/control.ts";

let near: Emulator;
let far: Emulator;
beforeAll(async () => {
  near = await startEmulator({ clock: "manual", logLevel: "error" });
  far = await connectEmulator({ url: near.urls.http });
});
afterAll(async () => {
  await far.stop();
  await near.stop();
});

/** A value of JavaScript, which has no types. */
const untyped = (value: unknown): never => value as never;
const denied = { isNot: true };

/** Filters that no list of messages takes, with their sentence. */
const wrongFilters: readonly (readonly [unknown, string])[] = [
  [{ phone: "x" }, "phone: is not known; choose from provider, account"],
  [{ oepration: "unitario" }, "oepration: is not known; write operation."],
  ["Pedido 8", 'must be an object, not "Pedido 8"'],
  [null, "must be an object, not null"],
  [[], "must be an object"],
  [/nothing/, "must be an object"],
  [new Map([["to", "x"]]), "must be an object"],
  [new Date(0), "must be an object"],
  [{ to: 11999990001 }, "to: must be a string, not 11999990001"],
  [{ provider: "sofia" }, 'provider: must be sophia, mobilepronto or mensagem, not "sofia"; write sophia.'],
  [{ operation: "unitaro" }, "write unitario."],
  [{ status: "deliverd" }, 'not "deliverd"; write delivered.'],
  [{ account: "sofia/main" }, 'not "sofia/main"; write sophia/main.'],
  [{ text: { contain: "Oi" } }, "text.contain: is not known; write contains."],
];

async function refuses(work: () => Promise<unknown>, sentence: string): Promise<void> {
  const error: unknown = await work().then(
    () => "accepted",
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UsageError);
  expect(String(error)).toContain(sentence);
}

describe.each(wrongFilters)("the filter %j", (where, sentence) => {
  const given = untyped(where);
  const ways: Readonly<Record<string, (emulator: Emulator) => Promise<unknown>>> = {
    "a list": (emulator) => emulator.messages(given),
    waitForMessage: (emulator) => emulator.waitForMessage(given, 10),
    wait: (emulator) => emulator.wait({ what: "messages", where: given, timeout: 10 }),
    verify: (emulator) => emulator.verify({ what: "messages", where: given }),
    "verify with never": (emulator) => emulator.verify({ what: "messages", where: given, never: true }),
    "verify with an order": (emulator) => emulator.verify({ what: "messages", order: [given] }),
    toHaveSent: (emulator) => matchers.toHaveSent.call({}, emulator, given),
    "not.toHaveSent": (emulator) => matchers.toHaveSent.call(denied, emulator, given),
    toHaveSentInOrder: (emulator) => matchers.toHaveSentInOrder.call({}, emulator, [given]),
    "not.toHaveSentInOrder": (emulator) => matchers.toHaveSentInOrder.call(denied, emulator, [given]),
    assertSent: (emulator) => assertSent(emulator, given),
    assertNotSent: (emulator) => assertNotSent(emulator, given),
  };
  it.each(Object.entries(ways))("is refused by %s, in process and remotely", async (_name, call) => {
    await refuses(() => call(near), sentence);
    await refuses(() => call(far), sentence);
  });
});

const matchersOfLists = ["toHaveSent", "toHaveRequested", "toHaveReceivedCallback", "toHaveReceivedInbound"] as const;
describe.each(matchersOfLists)("%s", (name) => {
  it.each([[null], ["Oi"], [5], [[]], [/nothing/], [new Map()], [new Date(0)]])(
    "refuses %o for a filter",
    async (given) => {
      await refuses(async () => matchers[name].call({}, near, untyped(given)), "where: must be an object");
      await refuses(async () => matchers[name].call(denied, far, untyped(given)), "where: must be an object");
    },
  );
});

describe("over HTTP", () => {
  const box = "/sandboxes/default";
  it.each([
    ["GET", `${box}/messages?phone=x`, undefined, "phone: is not known"],
    ["GET", `${box}/messages?operation=unitaro`, undefined, "write unitario"],
    ["GET", `${box}/messages?status=deliverd`, undefined, "write delivered"],
    ["GET", `${box}/requests?provider=sofia`, undefined, "write sophia"],
    ["POST", `${box}/verify`, { what: "messages", never: true, where: { operation: "unitaro" } }, "write unitario"],
    ["POST", `${box}/verify`, { what: "messages", exacty: 3 }, "exacty: is not known; write exactly"],
    [
      "POST",
      `${box}/verify`,
      { what: "mesages" },
      'what: must be messages, requests, callbacks, inbound or scenario, not "mesages"',
    ],
    ["PATCH", `${box}/accounts/sophia/main`, { credits: { lang: 0 } }, "no credits of kind lang"],
    ["PATCH", `${box}/accounts/sophia/main`, { credit: 0 }, "credit: is not known; write credits"],
    ["POST", "/sandboxes", { name: "x", clok: "manual" }, "clok: is not known; write clock"],
  ])("%s %s %j", async (method, path, body, sentence) => {
    const answer = await callApi<{ detail: string }>(near, `${method} ${path}`, body);
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain(sentence);
  });
});

describe("on the command line", () => {
  it.each([
    ["messages --phone x", "unknown option"],
    ["messages --operation unitaro", "write unitario"],
    ["messages --status deliverd", "write delivered"],
    ["verify messages --never --operation unitaro", "write unitario"],
    ["verify messages --never --provider sofia", "write sophia"],
    ["verify messages --never --status deliverd", "write delivered"],
    ["verify messages --never --account sofia/main", "write sophia/main"],
    ["verify mesages --never", "messages"],
    ["wait messages --operation unitaro --timeout 10ms", "write unitario"],
    ["accounts set sophia/main --credits lang=0", "no credits of kind lang"],
    ["sandbox create x --clock manul", "manual"],
    ["report 1 deliverd", "write delivered"],
    ["clock advnce 1m", "write advance"],
  ])("%s", async (words, sentence) => {
    const { code, stderr } = await run(`${words} --url ${near.urls.http}`);
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });
});

describe("options and arguments", () => {
  const uri = { uri: "http://127.0.0.1:1" };
  const ways: readonly (readonly [string, () => Promise<unknown>, string])[] = [
    ["startEmulator with an unknown name", () => startEmulator(untyped({ clok: "real" })), "clok; write clock."],
    ["startEmulator with a wrong type", () => startEmulator(untyped({ httpPort: "x" })), "httpPort: must be a port"],
    ["startEmulator with null", () => startEmulator(untyped(null)), "options: must be an object, not null"],
    ["startEmulator with a text", () => startEmulator(untyped("x")), 'options: must be an object, not "x"'],
    [
      "startEmulator with a misspelt provider",
      () => startEmulator(untyped({ providers: { sofia: {} } })),
      "write sophia",
    ],
    [
      "startEmulator with a misspelt dialect option",
      () => startEmulator(untyped({ providers: { mensagem: { legacyQuery: true } } })),
      "legacyQuery: is not known; write legacyQueries.",
    ],
    ["connectEmulator with uri", () => connectEmulator(untyped(uri)), "uri: is not known; write url."],
    ["connectEmulator with tokn", () => connectEmulator(untyped({ url: near.urls.http, tokn: "" })), "write token."],
    ["connectEmulator with a text", () => connectEmulator(untyped(near.urls.http)), "must be an object"],
    ["connectEmulator with null", () => connectEmulator(untyped(null)), "must be an object, not null"],
    ["connectEmulator with another type", () => connectEmulator(untyped({ url: 5 })), "url: must be a string, not 5"],
    ["helpers with uri", () => openEmulator(untyped(uri)), "uri: is not known; write url."],
    ["helpers with sandbx", () => openEmulator(untyped({ sandbx: {} })), "sandbx: is not known; write sandbox."],
    ["helpers with onFailure", () => openEmulator(untyped({ onFailure: "prnt" })), "onFailure: must be print"],
    ["how of a matcher", () => matchers.toHaveSent.call({}, near, {}, untyped({ tims: 1 })), "how.tims: is not known"],
    ["how of a matcher, as a Map", () => matchers.toHaveSent.call({}, near, {}, untyped(new Map())), "how: must be an"],
    ["a text for outcomes", async () => outcomes(untyped("send")), 'outcomes: must be an object, not "send"'],
    ["no outcomes", async () => outcomes(untyped(undefined)), "outcomes: is missing"],
    [
      "a name of outcomes",
      async () => outcomes(untyped({ operation: "send", code: ["97"] })),
      "outcomes.code: is not known; write codes.",
    ],
    ["a number for codes", async () => outcomes(untyped({ operation: "send", codes: 97 })), "outcomes.codes: must be"],
    ["outcomes of no operation", async () => outcomes(untyped({})), "outcomes.operation: is missing"],
    ["outcomes of no codes", async () => outcomes({ operation: "send", codes: [] }), "codes: is empty"],
    ["the order of a matcher", () => matchers.toHaveSentInOrder.call({}, near, untyped({})), "order: must be an array"],
  ];
  it.each(ways)("%s", async (_name, call, sentence) => refuses(call, sentence));

  const requests: readonly (readonly [string, (emulator: Emulator) => Promise<unknown>, string])[] = [
    ["a kind of credit", (item) => item.accounts.change("sophia/main", { credits: { lang: 0 } }), "of kind lang"],
    [
      "a kind of credit of a new sandbox",
      (item) => item.sandbox("q", { accounts: { "sophia/main": { credits: { lang: 0 } } } }),
      "of kind lang",
    ],
    ["a name of a change", (item) => item.accounts.change("sophia/main", untyped({ credit: 0 })), "write credits."],
    [
      "options of a sandbox",
      (item) => item.sandbox("q", untyped({ clok: "manual" })),
      "clok: is not known; write clock.",
    ],
    ["a text for options of a sandbox", (item) => item.sandbox("q", untyped("x")), 'must be an object, not "x"'],
    ["a number for a sandbox", (item) => item.existing(untyped(5)).messages(), "sandbox: must be a string, not 5"],
    ["bounds of verify", (item) => item.verify(untyped({ what: "messages", exacty: 3 })), "exacty: is not known"],
    ["a shipped scenario", (item) => item.scenario.put("answer-lots"), "write answer-lost."],
    ["a RegExp for a scenario", (item) => item.scenario.put(untyped(/x/)), "scenario: must be an object or a text"],
    [
      "null for a scenario",
      (item) => item.scenario.put(untyped(null)),
      "scenario: must be an object or a text, not null",
    ],
    ["no scenario", (item) => item.scenario.check(untyped(undefined)), "scenario: must be an object or a text"],
    [
      "a scenario of a sandbox",
      (item) => item.sandbox("q", { scenario: untyped(null) }),
      "scenario: must be an object",
    ],
    ["a filter of callbacks", (item) => item.waitForCallback(untyped("Oi"), 10), 'where: must be an object, not "Oi"'],
    ["null for a filter", (item) => item.waitForCallback(untyped(null), 10), "where: must be an object, not null"],
    ["null for a filter of codes", (item) => item.waitForCode(untyped(null), 10), "where: must be an object, not null"],
    ["a RegExp for a filter of codes", (item) => item.waitForCode(untyped(/x/), 10), "where: must be an object"],
    ["a time-out", (item) => item.waitForMessage({}, "soon"), "timeout: must be a span of time"],
    ["a state", (item) => item.callbacks(untyped({ state: "deliverd" })), "write delivered."],
    ["a listener", (item) => item.requests({ listener: "htp" }), "write http."],
    ["a clock", (item) => item.clock.set(untyped({ mode: "manul" })), "must be manual, real or speeded"],
    ["a move of the clock", (item) => item.clock.advance(untyped({})), "must have by, to or next"],
    ["a status", (item) => item.report(1, untyped("deliverd")), "write delivered."],
    ["a name of an inbound message", (item) => item.sendInbound(untyped({ from: "1", txt: "a" })), "write text."],
    ["a format", (item) => item.export(untyped("xls")), "format: must be jsonl, har or pcapng"],
    ["times in HAR", (item) => item.export("har", { times: true }), "times: is for JSON Lines, not har; leave it out"],
    ["times in pcapng", (item) => item.export("pcapng", { times: true }), "times: is for JSON Lines, not pcapng"],
    ["a value too many", (item) => Reflect.apply(item.messages, item, [{}, { sginal: 1 }]), "that has no meaning"],
    ["events of a name", (item) => item.control.events(untyped({ sandbx: "a" })), "write sandbox."],
  ];
  it.each(requests)("%s, in process and remotely", async (_name, call, sentence) => {
    await refuses(() => call(near), sentence);
    await refuses(() => call(far), sentence);
  });
});
