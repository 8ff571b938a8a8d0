// Runs the same suite over an emulator in process and over a remote one.

import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import {
  connectEmulator,
  type Emulator,
  type Options,
  type Sandbox,
  type SandboxView,
  startEmulator,
  UsageError,
} from "../../src/index.ts";
import { startCatcher } from "../support/catcher.ts";
import { exported, listen } from "../support/control.ts";
import { later, scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

async function near(options: Options = {}): Promise<Emulator> {
  const emulator = await startEmulator({ clock: "manual", logLevel: "error", ...options });
  later(() => emulator.stop());
  return emulator;
}

async function far(options: Options = {}): Promise<Emulator> {
  const { urls } = await near(options);
  const emulator = await connectEmulator({ url: urls.http });
  later(() => emulator.stop());
  return emulator;
}

async function send(emulator: Emulator, to = "11999990001", msg = "Oi", token = "DEMO-SOPHIA-TOKEN") {
  const query = new URLSearchParams({ token, destino: to, msg });
  return (await fetch(`${emulator.urls.http}/api/unitario.php?${query}`)).text();
}

const tokenOf = (info: SandboxView): string =>
  String(info.accounts.find(({ provider }) => provider === "sophia")?.details["token"]);

/** A sandbox and a way to send in it. */
async function sandbox(emulator: Emulator, api: Sandbox) {
  const token = tokenOf(await api.info());
  return { api, send: (to?: string, msg?: string) => send(emulator, to, msg, token) };
}

describe.each([
  ["in this process", near],
  ["from afar", far],
])("an emulator %s", (_row, open) => {
  it("has the certificate that its doors show over TLS", async () => {
    expect((await open()).certificate).toBeNull();
    const emulator = await open({ tlsSelfSigned: "on", smppsPort: 0 });
    const { https = "", smpps = "" } = emulator.urls;
    const ca = emulator.certificate ?? "";
    for (const port of [new URL(https).port, smpps.split(":").at(-1)]) {
      const socket = connect({ host: "127.0.0.1", port: Number(port), ca });
      await once(socket, "secureConnect");
      expect([socket.authorized, socket.getPeerX509Certificate()?.toString()]).toEqual([true, ca]);
      socket.destroy();
    }
  });

  it("can be told that a phone is reachable again, which nobody waits for here", async () => {
    const api = await open();
    expect(await api.reachable("(11) 99999-0001")).toEqual([]);
    await expect(api.reachable("ninguém")).rejects.toThrow(/must be a phone number/);
  });

  it("tells of messages, calls and accounts of `default`", async () => {
    const emulator = await open();
    await send(emulator, "11999990001", "um");
    await send(emulator, "11999990002", "dois");
    await send(emulator, "1", "x");
    const messages = await emulator.messages();
    expect(messages.map(({ seq, to, text, status }) => [seq, to, text, status])).toEqual([
      [1, "5511999990001", "um", "queued"],
      [2, "5511999990002", "dois", "queued"],
    ]);
    expect(await emulator.messages({ text: "dois" })).toEqual(messages.slice(1));
    expect((await emulator.messages({ newestFirst: true, limit: 1 }))[0]).toEqual(messages[1]);
    expect(await emulator.messages({ after: 1 })).toEqual(messages.slice(1));
    const requests = await emulator.requests({ operation: "unitario" });
    expect(requests).toHaveLength(3);
    expect(requests[0]).toMatchObject({ seq: 1, provider: "sophia", listener: "http", messages: [1] });
    expect((await emulator.accounts.list()).map(({ provider, name }) => `${provider}/${name}`)).toEqual([
      "mobilepronto/main",
      "mensagem/main",
      "sophia/main",
    ]);
  });

  it("lists more than one page of the control API holds", async () => {
    const emulator = await open();
    const batch = Array.from({ length: 100 }, (_, n) => `119${90_000_000 + n}`).join(";");
    await emulator.accounts.change("mensagem/main", { credits: 2_000 });
    for (let round = 0; round < 11; round++)
      await fetch(`${emulator.urls.mensagem}/sms/mult?u=126b114c&n=${batch}&m=Oi`);
    const numbers = (await emulator.messages()).map(({ seq }) => seq);
    expect(numbers).toEqual(Array.from({ length: 1_100 }, (_, index) => index + 1));
    expect((await emulator.messages({ newestFirst: true })).map(({ seq }) => seq)).toEqual(numbers.toReversed());
    expect((await emulator.messages({ limit: 1_050 })).at(-1)?.seq).toBe(1_050);
  });

  it("gives a test a world of its own, with whatever it asks for", async () => {
    const emulator = await open();
    const shop = await sandbox(
      emulator,
      await emulator.sandbox("shop", { accounts: { "sophia/main": { credits: 1 } } }),
    );
    expect(await shop.send()).toContain('"status":200');
    expect(await shop.send()).not.toContain('"status":200');
    expect(await emulator.messages()).toEqual([]);
    expect(await (await emulator.sandbox("shop")).messages()).toHaveLength(1);
    expect((await emulator.control.sandboxes.list()).map(({ name }) => name)).toEqual(["default", "shop"]);
    // The same world by name, and a new one without options.
    expect((await (await emulator.sandbox("shop")).info()).counts.messages).toBe(1);
    expect((await (await emulator.sandbox("bare")).info()).name).toBe("bare");
    await shop.api.reset();
    expect((await shop.api.info()).counts.messages).toBe(0);
    await shop.api.remove();
    await expect(shop.api.info()).rejects.toThrow('sandbox "shop": does not exist');
  });

  it("waits for what happens, and says what came nearest when it does not", async () => {
    const emulator = await open();
    const { api, send } = await sandbox(emulator, await emulator.sandbox("shop"));
    const coming = api.waitForMessage({ text: { contains: "tarde" } });
    await send("11999990001", "cedo");
    await send("11999990002", "mais tarde");
    expect((await coming).to).toBe("5511999990002");
    expect((await api.waitForRequest({ operation: "unitario" })).seq).toBe(1);
    await expect(api.waitForMessage({ text: "nunca" }, 20)).rejects.toThrow(/came nearest: .*nunca/);
    await expect(emulator.waitForMessage({}, 20)).rejects.toThrow("there are no messages at all");
    expect(await api.verify({ what: "messages", exactly: 2 })).toMatchObject({ ok: true, count: 2 });
    expect((await api.verify({ what: "messages", never: true })).failure).toMatch(/messages/);
  });

  it("moves the clock, with reports on their way and back", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    const emulator = await open();
    const callbacks = { dlr: `${catcher.url}/dlr`, mo: `${catcher.url}/mo` };
    const { api, send } = await sandbox(
      emulator,
      await emulator.sandbox("shop", { clock: "manual", accounts: { "sophia/main": { callbacks } } }),
    );
    await send();
    const from = (await api.clock.read()).now;
    expect(await api.clock.advance("next")).toMatchObject({ from, counts: { status: 1 } });
    const advanced = await api.clock.advance("48h");
    expect(advanced.now - from).toBeGreaterThan(48 * 3_600_000);
    expect(advanced.happened).toContainEqual(expect.objectContaining({ kind: "status", status: "delivered" }));
    expect(await api.waitForCallback({ status: "delivered" })).toMatchObject({
      state: "delivered",
      attempts: [{ status: 200 }],
    });
    expect(await api.callbacks({ status: "delivered" })).toHaveLength(1);
    const inbound = await api.sendInbound({ from: "11999990001", text: "SIM" });
    expect(inbound).toMatchObject({ from: "5511999990001", text: "SIM", answers: 1 });
    expect((await api.waitForInbound({ text: "SIM" })).seq).toBe(inbound.seq);
    expect(await api.inboundMessages()).toEqual([inbound]);
    await api.clock.advance({ to: advanced.now + 10_000 });
    const scenario = await api.message(1);
    expect(scenario.steps.map(({ status }) => status)).toContain("delivered");
    expect(scenario.inbound).toEqual([inbound]);
    expect((await api.repeat(scenario.callbacks[0]?.seq ?? 0)).seq).toBe(scenario.callbacks[0]?.seq);
    await expect(api.clock.advance({ to: from })).rejects.toThrow("is in the past");
  });

  it("has the one-time codes and links of texts, and waits for the latest code", async () => {
    const emulator = await open();
    const { api, send } = await sandbox(emulator, await emulator.sandbox("codes", {}));
    await send("11999990001", "Pedido 482913 de R$ 120,00 em 12/03: bit.ly/abc");
    await expect(api.waitForCode({ to: "11999990001" }, 1)).rejects.toThrow("it has no one-time code");
    for (const code of ["482913", "123-456"]) await send("11999990001", `Seu codigo e ${code}`);
    expect(await api.waitForCode({ to: "11999990001" })).toBe("123-456");
    const waiting = api.waitForCode({ to: "11999990001", after: 3 });
    await send("11999990001", "Seu codigo e 771204");
    expect(await waiting).toBe("771204");
    await expect(api.waitForCode({ after: 4 }, 1)).rejects.toThrow("message");
    expect((await api.messages()).map(({ oneTimeCodes, links }) => [oneTimeCodes, links])).toEqual([
      [[], ["bit.ly/abc"]],
      [["482913"], []],
      [["123-456"], []],
      [["771204"], []],
    ]);
    const [plain] = await api.messages({ oneTimeCode: false, text: { contains: "Pedido" } });
    expect([plain?.seq, await api.messages({ oneTimeCode: true, text: { contains: "Pedido" } })]).toEqual([1, []]);
  });

  it("plays a scenario from an object, a text or a file", async () => {
    const emulator = await open();
    const scenario = {
      scenario: "No credit",
      rules: [{ rule: "none", when: { text: "*" }, then: [{ answer: "no-credit" }] }],
    };
    await emulator.scenario.put(scenario);
    expect(await send(emulator)).not.toContain('"status":200');
    const api = emulator;
    expect((await api.scenario.read())?.rules).toMatchObject([{ number: 1, title: "none", uses: 1 }]);
    await emulator.scenario.put(JSON.stringify({ ...scenario, scenario: "As text" }));
    const file = join(scratch(), "story.yaml");
    writeFileSync(file, "scenario: From a file\nrules: []\n");
    await emulator.scenario.put(file);
    expect((await api.info()).scenario).toBe("From a file");
    await expect(emulator.scenario.put("nowhere.yaml")).rejects.toThrow("nowhere.yaml: the scenario does not exist");
    expect(await api.scenario.check({ text: "scenario: Bad\nrule: []\n" })).toMatchObject({
      english: null,
      findings: [{ line: 2 }],
    });
    expect(
      (await api.scenario.edit({ insert: { rule: "late", when: { text: "*" }, then: [{ answer: "no-credit" }] } }))
        .rules,
    ).toHaveLength(1);
    await api.scenario.remove();
    expect(await api.scenario.read()).toBeNull();
    await emulator.reset();
    expect(await emulator.messages()).toEqual([]);
  });

  it("has accounts that can be changed, forced statuses, and exports", async () => {
    const emulator = await open();
    const api = emulator;
    expect(await api.accounts.change("sophia/main", { credits: 7 })).toMatchObject({ credits: { sms: 7 } });
    expect((await api.accounts.get("sophia/main")).credits).toEqual({ sms: 7 });
    await api.accounts.put("sophia/second", { credits: 1, details: { token: "SECOND" } });
    await send(emulator, "11999990001", "Oi", "SECOND");
    expect((await emulator.messages())[0]?.account).toBe("sophia/second");
    await api.accounts.remove("sophia/second");
    expect(await api.accounts.list()).toHaveLength(3);
    expect(await api.report(1, "undelivered")).toMatchObject({ seq: 1, status: "undelivered" });
    expect(await api.report(1, "sent")).toMatchObject({ seq: 1, status: "sent" });
    await expect(api.release(1, true)).rejects.toThrow(
      "message 1: is sent and cannot be released; take a message that antifraud holds",
    );
    const { mediaType, fileName } = await api.export("jsonl");
    expect([mediaType, fileName]).toEqual(["application/jsonl", "default.jsonl"]);
    expect((await exported(api, "jsonl")).toString()).toContain('{"line":"message"');
    expect(await api.request(1)).toMatchObject({ request: { text: expect.stringContaining("unitario.php") } });
    expect(await api.set({ testNumbers: false })).toMatchObject({ testNumbers: false });
    expect(await emulator.control.about()).toMatchObject({ sandboxes: 1, providers: [{}, {}, {}] });
    expect((await emulator.control.shippedScenarios()).length).toBeGreaterThan(20);
    expect((await emulator.control.testNumbers()).codes.length).toBeGreaterThan(50);
    expect((await emulator.control.coverage()).map(({ provider }) => provider).sort()).toEqual([
      "mensagem",
      "mobilepronto",
      "sophia",
    ]);
  });

  it("tells what happens while it happens", async () => {
    const emulator = await open();
    const seen: string[] = [];
    const done = Promise.withResolvers<void>();
    const stop = await listen(emulator, { sandbox: "default" }, (event) => {
      seen.push(event.kind === "message" ? `message ${event.message.seq}` : event.kind);
      if (event.kind === "reset") done.resolve();
    });
    // Events after `listen` arrive.
    await emulator.messages();
    await send(emulator);
    await emulator.reset();
    await done.promise;
    stop();
    expect(seen).toEqual(expect.arrayContaining(["message 1", "request", "reset"]));
  });

  it("refuses a mistake with the same sentence", async () => {
    const emulator = await open();
    const api = emulator;
    const mistakes = [
      () => emulator.sandbox("shop", { accounts: { "nobody/": { credits: 1 } } }),
      () => emulator.sandbox("shop", { accounts: { "foo/main": {} } }),
      () => emulator.sandbox("default", {}),
      async () => emulator.existing("nowhere").messages(),
      () => emulator.clock.advance("soon"),
      () => api.message(99),
      () => api.accounts.get("sophia/none"),
      () => api.remove(),
      () => emulator.sendInbound({ from: "11999990001", text: "x", account: "sophia/none" }),
      () => api.scenario.put("no-such-scenario"),
    ];
    const sentences: string[] = [];
    for (const mistake of mistakes) {
      const error = await mistake().then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(UsageError);
      if (error instanceof UsageError) sentences.push(`${error.mistake?.kind ?? "wrong"}: ${error.message}`);
    }
    expect(sentences).toEqual([
      'wrong: account: must be the name of an account, not "nobody/"; write PROVIDER/NAME.',
      'wrong: account foo/main: must be mobilepronto, mensagem or sophia, not "foo"; choose one of them.',
      'conflict: sandbox "default": exists already; choose another name.',
      'missing: sandbox "nowhere": does not exist; create it with `torpedo sandbox create NAME`.',
      'wrong: advance: must be a span of time up to 3660 days, not "soon"; write it as 250ms, 90s, 10m, 48h or 2d.',
      "missing: message 99: is not in sandbox default; take a number from the list; the oldest go when there are too many.",
      "missing: account sophia/none: is not in the sandbox; it has mobilepronto/main, mensagem/main, sophia/main.",
      "conflict: sandbox default: always exists; reset it instead.",
      'wrong: account: must be sophia/main, mobilepronto/main or mensagem/main, not "sophia/none"; write sophia/main.',
      'wrong: scenario: must be a shipped scenario, or a file with a slash or .yaml in its name, not "no-such-scenario"; torpedo scenario list shows the shipped ones.',
    ]);
  });

  it("lists what is wrong in a scenario, each with its place", async () => {
    const emulator = await open();
    const text = "scenario: Bad\nrules:\n  - { rule: a, when: { operation: sned }, then: [] }\n";
    const error = await emulator.scenario.put(text).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    if (error instanceof UsageError) {
      expect(error.message).toContain("sned is no operation");
      expect(error.findings[0]).toMatchObject({ line: 3, remedy: expect.any(String) });
    }
  });
});
