// Every resource of the control API, asked over HTTP while clients use the doors.

import { afterEach, describe, expect, it } from "vitest";
import type {
  Advanced,
  Callback,
  Message,
  MessageHistory,
  Request,
  SandboxView,
  ScenarioView,
  Waited,
} from "../../src/index.ts";
import { startCatcher } from "../support/catcher.ts";
import { callApi } from "../support/control.ts";
import { emulate, later, sendMensagem, sendSophia, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const box = "/sandboxes/default";

async function caught() {
  const catcher = await startCatcher();
  later(() => catcher.stop());
  return catcher;
}

describe("sandboxes", () => {
  it("are made with credentials of their own, isolated, reset and removed", async () => {
    const emulator = await emulate();
    const made = await callApi<SandboxView>(emulator, "POST /sandboxes", {
      name: "shop",
      seed: "s",
      accounts: { "sophia/main": { credits: 2 } },
    });
    expect(made).toMatchObject({
      status: 201,
      body: { name: "shop", seed: "s", scenario: null, clock: { mode: "manual" } },
    });
    expect((await callApi(emulator, "POST /sandboxes", { name: "shop" })).status).toBe(409);
    const sophia = made.body.accounts.find((account) => account.provider === "sophia");
    const token = String(sophia?.details["token"]);
    await sendSophia(emulator, { token });
    expect((await callApi(emulator, "GET /sandboxes/shop/messages")).body).toMatchObject([
      { seq: 1, request: 1, sandbox: "shop" },
    ]);
    expect((await callApi(emulator, `GET ${box}/messages`)).body).toEqual([]);
    expect((await callApi(emulator, "GET /sandboxes/shop")).body).toMatchObject({
      counts: { messages: 1, requests: 1, due: 1 },
      accounts: expect.arrayContaining([expect.objectContaining({ provider: "sophia", credits: { sms: 1 } })]),
    });
    expect((await callApi(emulator, "POST /sandboxes/shop/reset")).body).toMatchObject({
      counts: { messages: 0, requests: 0, callbacks: 0, due: 0 },
      accounts: expect.arrayContaining([expect.objectContaining({ provider: "sophia", credits: { sms: 2 } })]),
    });
    expect(
      (await callApi(emulator, "PATCH /sandboxes/shop", { testNumbers: false, limits: { requests: 10 } })).body,
    ).toMatchObject({
      testNumbers: false,
      limits: { requests: 10 },
    });
    expect((await callApi(emulator, "GET /sandboxes?limit=1&after=default")).body).toMatchObject([{ name: "shop" }]);
    expect((await callApi(emulator, "DELETE /sandboxes/shop")).status).toBe(204);
    expect((await callApi(emulator, "GET /sandboxes/shop/messages")).body).toMatchObject({
      status: 404,
      remedy: "create it with `torpedo sandbox create NAME`",
    });
    expect((await callApi(emulator, "DELETE /sandboxes/default")).status).toBe(409);
  });

  it("leave nothing behind when they are refused", async () => {
    const emulator = await emulate();
    const stolen = { name: "thief", accounts: { "sophia/main": { details: { token: "DEMO-SOPHIA-TOKEN" } } } };
    expect((await callApi(emulator, "POST /sandboxes", stolen)).body).toMatchObject({
      status: 400,
      title: expect.stringContaining("credential"),
    });
    const bad = { name: "thief", scenario: { text: "scenario: x\nrules: [{ rul: y }]" } };
    // The second is made and removed within one turn of the event loop: its reader is there already.
    await callApi(emulator, "POST /sandboxes", bad);
    const refused = await callApi(emulator, "POST /sandboxes", bad);
    expect(refused.body).toMatchObject({
      status: 400,
      findings: expect.arrayContaining([expect.objectContaining({ line: 2 })]),
    });
    expect((await callApi(emulator, "GET /sandboxes")).body).toHaveLength(1);
  });
});

describe("what happened", () => {
  it("a message has its whole story, a call its bytes, a callback its attempts, and it is sent again on request", async () => {
    const catcher = await caught();
    const emulator = await emulate({
      "sophia/main": { callbacks: { dlr: `${catcher.url}/dlr`, mo: `${catcher.url}/mo` } },
    });
    await sendSophia(emulator);
    const advanced = (await callApi<Advanced>(emulator, `POST ${box}/clock/advance`, { by: "10s" })).body;
    expect(advanced).toMatchObject({ cut: false, counts: { status: 2, inbound: 0 }, unanswered: [] });
    expect(advanced.happened.map((item) => item.kind)).toContain("attempt");
    const phone = { from: "11999990001", text: "SIM" };
    expect(await callApi(emulator, `POST ${box}/inbound`, phone)).toMatchObject({
      status: 201,
      body: { seq: 1, answers: 1 },
    });
    await callApi(emulator, `POST ${box}/clock/advance`, { by: 0 });
    const scenario = (await callApi<MessageHistory>(emulator, `GET ${box}/messages/1`)).body;
    expect(scenario).toMatchObject({
      message: { seq: 1, status: "delivered" },
      request: { seq: 1, operation: "unitario", request: { text: expect.stringContaining("token=***") } },
      steps: [{ status: "sent" }, { status: "delivered" }],
      inbound: [{ text: "SIM" }],
    });
    expect(scenario.callbacks.map((callback) => [callback.about, callback.state]).at(-1)).toEqual([
      "inbound",
      "delivered",
    ]);
    const before = catcher.caught.length;
    expect((await callApi(emulator, `POST ${box}/callbacks/1/repeat`)).status).toBe(200);
    await catcher.until(before + 1);
    await callApi(emulator, `POST ${box}/clock/advance`, { by: 0 });
    expect((await callApi<Callback>(emulator, `GET ${box}/callbacks/1`)).body.attempts).toHaveLength(2);
    expect((await callApi(emulator, `GET ${box}/requests?operation=unitario&newestFirst=true`)).body).toMatchObject([
      { seq: 1 },
    ]);
    expect((await callApi(emulator, `GET ${box}/messages/99`)).status).toBe(404);
    expect((await callApi(emulator, `GET ${box}/messages/x`)).status).toBe(400);
    expect((await callApi(emulator, `GET ${box}/messages?statuss=sent`)).body).toMatchObject({
      status: 400,
      where: "statuss",
      title: "is not known",
    });
  });

  it("messages are found by code, part of a number and search; calls by who asked; and so they are waited for", async () => {
    const emulator = await emulate();
    await sendMensagem(emulator, { m: "Promoção" });
    await expect(sendMensagem(emulator, { n: "11900018200" })).rejects.toThrow("ANTIFRAUDE");
    await sendSophia(emulator);
    const seqs = async (query: string) =>
      (await callApi<Message[]>(emulator, `GET ${box}/messages?${query}`)).body.map(({ seq }) => seq);
    expect(await seqs("code=61")).toEqual([2]);
    expect(await seqs("code=1")).toEqual([1]);
    expect(await seqs("search=PROMOCAO")).toEqual([1]);
    expect(await seqs("number=99999-00")).toEqual([1, 3]);
    expect(await seqs("number=99999-00&code=200")).toEqual([3]);
    expect((await callApi<Request[]>(emulator, `GET ${box}/requests?remote=127.0.0.1&code=61`)).body).toHaveLength(1);
    expect((await callApi(emulator, `GET ${box}/requests?remote=127.0.0.1%231`)).body).toEqual([]);
    const waited = emulator.wait({ what: "messages", where: { code: "200", search: "ultima" } });
    await sendSophia(emulator, { msg: "Última" });
    expect(await waited).toMatchObject({ ok: true, found: [{ seq: 4 }] });
    const never = { what: "messages", where: { code: "97", search: "ultima" }, timeout: 1 };
    expect((await callApi<Waited>(emulator, `POST ${box}/wait`, never)).body.failure).toContain(
      'number 4 came nearest: code is "200", not "97"',
    );
  });

  it("requests about messages that are yet to come are waited for, also past a reset", async () => {
    const emulator = await emulate();
    await sendSophia(emulator, { msg: "Último" });
    const request = (search: string) => emulator.wait({ what: "requests", where: { search } });
    const wanted = ["5531999997777", "(31) 99999-7777", "EXPRESSAO"].map(request);
    await sendSophia(emulator, { destino: "31999997777", msg: "Expressão" });
    expect(await Promise.all(wanted)).toMatchObject(wanted.map(() => ({ ok: true, found: [{ seq: 2 }] })));
    const afterReset = request("5541999997777");
    await emulator.reset();
    await sendSophia(emulator);
    await sendSophia(emulator, { destino: "41999997777" });
    expect(await afterReset).toMatchObject({ ok: true, found: [{ seq: 2 }] });
  });

  it("messages are found by the request that brought them, however many", async () => {
    const emulator = await emulate();
    await sendSophia(emulator);
    const mensagens = Array.from({ length: 120 }, (_, index) => ({ destino: `1199999${1_001 + index}`, msg: "Oi" }));
    const body = JSON.stringify([{ token: "DEMO-SOPHIA-TOKEN", mensagens }]);
    await fetch(`${emulator.urls.http}/api/envio.php`, { method: "POST", body });
    const result = (await callApi<Message[]>(emulator, `GET ${box}/messages?request=2&limit=1000`)).body;
    expect(result.map(({ seq }) => seq)).toEqual(mensagens.map((_, index) => index + 2));
    expect(await emulator.verify({ what: "messages", where: { request: 2 }, atLeast: 0 })).toMatchObject({
      count: 120,
    });
    expect((await callApi(emulator, `GET ${box}/messages?request=3`)).body).toEqual([]);
  });

  it("phones are listed by their latest message, in pages, with the count of all", async () => {
    const emulator = await emulate();
    for (const end of ["1", "2", "3", "1"]) {
      await sendSophia(emulator, { destino: `1199999000${end}`, msg: `to ${end}` });
      await emulator.clock.advance("1s");
    }
    const numbers = async (query = {}) => {
      const { count, phones } = await emulator.phones(query);
      return [count, ...phones.map(({ number }) => number.slice(-1))];
    };
    expect(await numbers()).toEqual([3, "1", "3", "2"]);
    expect(await numbers({ limit: 2 })).toEqual([3, "1", "3"]);
    const after = (await emulator.phones()).phones[1]?.cursor ?? "";
    expect(await numbers({ limit: 2, after })).toEqual([3, "2"]);
    expect(await numbers({ number: "99999-0002" })).toEqual([1, "2"]);
    expect(await numbers({ number: "777" })).toEqual([0]);
    await emulator.sendInbound({ from: "11999990002", text: "SIM" });
    await emulator.clock.advance("1s");
    await emulator.sendInbound({ from: "11999990009", text: "first", provider: "sophia" });
    expect(await numbers()).toEqual([4, "9", "2", "1", "3"]);
    const [first, second] = (await emulator.phones()).phones;
    expect(first).toMatchObject({ number: "5511999990009", text: "first", isInbound: true });
    expect(second).toMatchObject({ text: "SIM", isInbound: true });
    expect((await callApi(emulator, `GET ${box}/phones?limit=0`)).status).toBe(400);
  });

  it("pages of phones begin behind a cursor whose phone moved, is left out by the filter, or is gone", async () => {
    const emulator = await emulate();
    for (const end of ["1", "2", "3", "4"]) await sendSophia(emulator, { destino: `1199999000${end}` });
    await emulator.sendInbound({ from: "11999990005", text: "SIM", provider: "sophia" });
    const { phones } = await emulator.phones();
    const numbers = async (query = {}) => (await emulator.phones(query)).phones.map(({ number }) => number.slice(-1));
    expect(phones.map(({ number }) => number.slice(-1))).toEqual(["5", "4", "3", "2", "1"]);
    const [inbound, , third] = phones.map(({ cursor }) => cursor);
    if (inbound === undefined || third === undefined) throw new Error("too few phones");
    await sendSophia(emulator, { destino: "11999990003" });
    expect(await numbers({ after: third })).toEqual(["2", "1"]);
    expect(await numbers({ after: third, number: "0001" })).toEqual(["1"]);
    expect(await numbers({ after: inbound, limit: 2 })).toEqual(["3", "4"]);
    expect((await callApi(emulator, `GET ${box}/phones?after=5511999990003`)).status).toBe(400);
    await emulator.reset();
    for (const end of ["7", "8"]) await sendSophia(emulator, { destino: `1199999000${end}` });
    expect(await numbers({ after: third })).toEqual(["8", "7"]);
  });

  it("pages of sandboxes begin behind a sandbox that was removed meanwhile", async () => {
    const emulator = await emulate();
    for (const name of ["c", "zoo", "a", "b"]) await emulator.sandbox(name, {});
    const names = async (query: string) =>
      (await callApi<{ name: string }[]>(emulator, `GET /sandboxes?${query}`)).body.map(({ name }) => name);
    expect(await names("limit=3")).toEqual(["default", "a", "b"]);
    expect((await callApi(emulator, "DELETE /sandboxes/b")).status).toBe(204);
    expect(await names("limit=3&after=b")).toEqual(["c", "zoo"]);
    expect(await names("limit=1&after=default")).toEqual(["a"]);
    expect(await names("after=zoo")).toEqual([]);
  });

  it("the samples of a sandbox have its own credentials, and each HTTP one sends", async () => {
    const emulator = await emulate();
    await emulator.sandbox("shop", {});
    const shop = emulator.existing("shop");
    const samples = await shop.samples();
    expect(samples.map(({ example }) => example.by)).toContain("smpp");
    for (const { example, credentials, provider } of samples) {
      expect(credentials.flat().join()).not.toContain("DEMO");
      if (example.by !== "http") continue;
      const { url, method, headers, body } = example;
      await fetch(url, { method, headers, ...(method === "POST" && { body }) });
      expect((await shop.messages()).at(-1)).toMatchObject({ provider, text: "Oi" });
    }
  });

  it("a status is reported after any other, and a message that antifraud holds is released", async () => {
    const emulator = await emulate();
    await sendMensagem(emulator);
    const report = { status: "undelivered" };
    expect((await callApi(emulator, `POST ${box}/messages/1/report`, report)).body).toMatchObject({
      status: "undelivered",
    });
    for (const status of ["delivered", "sent", "undelivered", "undelivered"]) {
      const { body } = await callApi<Message>(emulator, `POST ${box}/messages/1/report`, { status });
      expect(body.status).toBe(status);
    }
    expect((await callApi(emulator, `POST ${box}/messages/1/release`, { accepted: true })).status).toBe(409);
    await expect(sendMensagem(emulator, { n: "11900018200" })).rejects.toThrow("ANTIFRAUDE");
    expect((await callApi<MessageHistory>(emulator, `GET ${box}/messages/2`)).body.message.status).toBe("held");
    expect((await callApi<Message>(emulator, `POST ${box}/messages/2/release`, { accepted: true })).body.status).toBe(
      "queued",
    );
  });
});

describe("accounts and scenarios", () => {
  it("accounts are changed, made and removed; a callback address is looked at where it is entered", async () => {
    const emulator = await emulate();
    const item = `${box}/accounts/sophia/main`;
    expect((await callApi(emulator, `PATCH ${item}`, { credits: "+5", enabled: false })).body).toMatchObject({
      credits: { sms: 1005 },
      enabled: false,
    });
    expect((await callApi(emulator, `PATCH ${item}`, { callbacks: { dlr: "localhost:1" } })).status).toBe(400);
    expect((await callApi(emulator, `PATCH ${item}`, { credits: -1 })).status).toBe(400);
    const second = `${box}/accounts/sophia/second`;
    expect((await callApi(emulator, `PUT ${second}`, { credits: 3, details: { token: "SECOND" } })).body).toMatchObject(
      {
        credits: { sms: 3 },
      },
    );
    await sendSophia(emulator, { token: "SECOND" });
    expect((await callApi(emulator, `DELETE ${second}`)).status).toBe(204);
    await expect(sendSophia(emulator, { token: "SECOND" })).rejects.toThrow();
    expect((await callApi(emulator, `GET ${box}/accounts`)).body).toHaveLength(3);
  });

  it("a scenario is checked, put on, edited rule by rule with its comments, and taken off", async () => {
    const emulator = await emulate();
    const at = `${box}/scenario`;
    expect((await callApi(emulator, `GET ${at}`)).body).toBeNull();
    const text =
      "scenario: Two rules # a note\nrules:\n  - rule: first\n    when: { to: '55119*' }\n    then: [{ answer: no-credit }]\n";
    expect((await callApi(emulator, `POST ${at}/check`, { text })).body).toMatchObject({
      findings: [],
      english: expect.stringContaining("Rule 1"),
    });
    expect(
      (await callApi<{ findings: object[] }>(emulator, `PUT ${at}`, { text: "scenario: x\nrules: [{}]" })).body
        .findings[0],
    ).toMatchObject({
      line: 2,
    });
    expect((await callApi(emulator, `PUT ${at}`, { text })).body).toMatchObject({
      title: "Two rules",
      rules: [{ number: 1, uses: 0 }],
    });
    await expect(sendMensagem(emulator)).rejects.toThrow();
    expect((await callApi<ScenarioView>(emulator, `GET ${at}`)).body.rules[0]?.uses).toBe(1);
    const second = { rule: "second", when: { to: "55219*" }, then: [{ answer: "no-credit" }] };
    const edited = (await callApi<ScenarioView>(emulator, `PATCH ${at}`, { insert: second, before: "first" })).body;
    expect(edited.rules.map((rule) => rule.title)).toEqual(["second", "first"]);
    expect(edited.text).toContain("# a note");
    expect((await callApi(emulator, `PATCH ${at}`, { remove: "third" })).status).toBe(404);
    expect((await callApi<ScenarioView>(emulator, `PATCH ${at}`, { remove: 1 })).body.rules).toHaveLength(1);
    const names = (await callApi<{ name: string }[]>(emulator, "GET /shipped-scenarios")).body.map(
      (scenario) => scenario.name,
    );
    expect(names).toContain("opt-out");
    expect((await callApi(emulator, `PUT ${at}`, { shipped: "opt-out" })).status).toBe(200);
    expect((await callApi(emulator, `DELETE ${at}`)).status).toBe(204);
    expect((await callApi(emulator, `GET ${at}`)).body).toBeNull();
  });
});

describe("wait and verify", () => {
  it("wait answers when it comes, or with what came nearest", async () => {
    const emulator = await emulate();
    const waiting = callApi(emulator, `POST ${box}/wait`, {
      what: "messages",
      where: { to: "(11) 99999-0001" },
      count: 2,
      timeout: "20s",
    });
    await sendMensagem(emulator);
    await sendMensagem(emulator);
    expect((await waiting).body).toMatchObject({ ok: true, found: [{ seq: 1 }, { seq: 2 }], failure: null });
    const vain = await callApi<Waited>(emulator, `POST ${box}/wait`, {
      what: "messages",
      where: { text: "Tchau" },
      timeout: 10,
    });
    expect(vain.body).toMatchObject({ ok: false, found: [] });
    expect(vain.body.failure).toContain('text is "Oi", not "Tchau"');
    await expect(emulator.waitForMessage({ text: "Tchau" }, 5)).rejects.toThrow("came nearest");
    expect(await emulator.waitForMessage({ text: "Oi" })).toMatchObject({ seq: 1 });
  });

  it("verify counts and looks for an order", async () => {
    const emulator = await emulate();
    await sendMensagem(emulator, { m: "one" });
    await sendMensagem(emulator, { m: "two" });
    const verify = async (expected: object) =>
      (await callApi(emulator, `POST ${box}/verify`, { what: "messages", ...expected })).body;
    expect(await verify({ exactly: 2 })).toEqual({ ok: true, count: 2, failure: null });
    expect(await verify({ atMost: 1 })).toMatchObject({ ok: false, failure: expect.stringContaining("number 1, 2") });
    expect(await verify({ where: { text: "three" } })).toMatchObject({ ok: false, count: 0 });
    expect(await verify({ where: { text: "three" }, never: true })).toMatchObject({ ok: true });
    expect(await verify({ order: [{ text: "one" }, { text: "two" }] })).toMatchObject({ ok: true });
    expect(await verify({ order: [{ text: "two" }, { text: "one" }] })).toMatchObject({
      ok: false,
      failure: expect.stringContaining("the order breaks at step 2 of 2"),
    });
  });
});

describe("the emulator itself", () => {
  it("says what it is, what it rests on, and counts", async () => {
    const emulator = await emulate();
    await sendSophia(emulator);
    expect((await callApi(emulator, "GET /about")).body).toMatchObject({
      sandboxes: 1,
      listeners: { http: emulator.urls.http },
    });
    expect(
      (await callApi<{ provider: string }[]>(emulator, "GET /coverage")).body.map((item) => item.provider),
    ).toContain("sophia");
    expect(
      (await callApi<{ lifecycles: object[] }>(emulator, "GET /test-numbers")).body.lifecycles.length,
    ).toBeGreaterThan(20);
    const metrics = await (await fetch(`${emulator.urls.http}/torpedo/v1/metrics`)).text();
    expect(metrics).toContain('torpedo_messages_total{provider="sophia"} 1');
  });

  it("tells what happens, goes on after a cut, and says when it cannot", async () => {
    const emulator = await emulate();
    const first = await listen(emulator.urls.http);
    await sendSophia(emulator);
    const reported = await first.until((all) => all.length >= 3);
    expect(reported.map((item) => item.event)).toEqual(["message", "account", "request"]);
    first.close();
    await sendSophia(emulator);
    const second = await listen(emulator.urls.http, reported[0]?.id);
    expect((await second.until((all) => all.length >= 5)).map((item) => item.event)).toEqual([
      "account",
      "request",
      "message",
      "account",
      "request",
    ]);
    second.close();
    const third = await listen(emulator.urls.http, "another-7");
    expect((await third.until((all) => all.length >= 1))[0]?.event).toBe("gap");
    third.close();
  });
});

async function listen(http: string, after?: string) {
  const cut = new AbortController();
  const headers: Record<string, string> = after === undefined ? {} : { "Last-Event-ID": after };
  const response = await fetch(`${http}/torpedo/v1/events?sandbox=default`, { signal: cut.signal, headers });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  const events = () =>
    [...text.matchAll(/id: (.*)\nevent: (.*)\ndata: (.*)\n\n/g)].map(([, id = "", event = "", data = ""]) => ({
      id,
      event,
      data,
    }));
  // The first line: from now on it listens.
  text += decoder.decode((await reader?.read())?.value);
  return {
    async until(enough: (all: ReturnType<typeof events>) => boolean) {
      while (!enough(events())) text += decoder.decode((await reader?.read())?.value);
      return events();
    },
    close: () => cut.abort(),
  };
}
