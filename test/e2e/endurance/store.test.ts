// A data file that takes nothing more (a full disk, a file-size limit), under every listener: each provider says its own
// internal error, nothing that failed is there afterwards, everything acknowledged is, and all goes on without a restart.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SandboxView } from "../../../src/api/schema/sandbox.ts";
import { type Catcher, startCatcher } from "../../support/catcher.ts";
import { control, internalError, listenerNames, type Senders, senders } from "../../support/endurance/senders.ts";
import { type Server, serve } from "../../support/endurance/server.ts";
import { roundTrip } from "../../support/raw-http.ts";

// The limit is set from outside by prlimit, which Linux alone has.
describe.skipIf(process.platform !== "linux")("a data file that takes nothing more", () => {
  let catcher: Catcher;
  let server: Server;
  let listeners: Senders;

  beforeEach(async () => {
    catcher = await startCatcher();
    server = await serve({
      accounts: {
        "sophia/main": { credits: 100_000, callbacks: { dlr: `${catcher.url}/dlr` } },
        "mensagem/main": { credits: { long: 100_000 } },
      },
      scenario:
        "scenario: Quick lives\nrules:\n  - rule: quick\n    when: {}\n    then: [ { life: [ { sent: 100ms }, { delivered: 300ms } ] } ]\n",
    });
    listeners = await senders(server.urls);
  });
  afterEach(async () => {
    listeners.close();
    await server.kill("SIGKILL");
    await catcher.stop();
  });

  const texts = async (): Promise<string[]> => {
    const at = "GET /sandboxes/default/messages?limit=1000";
    const { body } = await control<{ readonly text: string }[]>(server.urls, at);
    return body.map(({ text }) => text);
  };

  it("every door answers its internal error, keeps nothing of it, and goes on when there is room again", async () => {
    const acknowledged: string[] = [];
    for (const listener of listenerNames) {
      const sent = await listeners.send(listener, `before ${listener}`);
      expect(sent).toMatchObject({ kind: "acknowledged", listener });
      acknowledged.push(`before ${listener}`);
    }
    server.limitFiles(1_000);
    for (const listener of listenerNames) {
      for (let n = 0; n < 3; n++) {
        const sent = await listeners.send(listener, `full ${listener}`);
        expect(sent.kind).toBe("refused");
        expect("answer" in sent && sent.answer).toMatch(internalError[listener]);
      }
    }
    const problem = await control<{ title: string; remedy: string }>(server.urls, "POST /sandboxes", { name: "full" });
    const idle = await control(server.urls, "POST /sandboxes", { name: "full", idle: "1h", clock: "manual" });
    expect(idle.status).toBe(503);
    const cause = /nothing is kept and nothing has happened: .*torpedo\.db cannot be written: /;
    expect(problem).toMatchObject({ status: 503, body: { detail: expect.stringMatching(cause) } });
    const ready = await control(server.urls, "GET /health/ready");
    expect(ready).toMatchObject({ status: 503, body: { status: "not ready", cause: expect.stringMatching(cause) } });
    expect((await control(server.urls, "GET /health/live")).status).toBe(200);
    // Long enough for what was due meanwhile to have been tried; nothing can be delivered now.
    const late = { what: "messages", where: { status: "delivered" }, count: listenerNames.length, timeout: "600ms" };
    await control(server.urls, "POST /sandboxes/default/wait", late);
    // Reads still work.
    expect((await texts()).toSorted()).toEqual(acknowledged.toSorted());

    server.limitFiles(null);
    expect((await control(server.urls, "GET /health/ready")).status).toBe(200);
    for (const listener of listenerNames) {
      expect(await listeners.send(listener, `after ${listener}`)).toMatchObject({ kind: "acknowledged" });
      acknowledged.push(`after ${listener}`);
    }
    expect((await texts()).toSorted()).toEqual(acknowledged.toSorted());
    const { body: result } = await control<{ name: string }[]>(server.urls, "GET /sandboxes");
    expect(result.map(({ name }) => name)).toEqual(["default"]);
    expect((await control(server.urls, "POST /sandboxes", { name: "full" })).status).toBe(201);
    // Messages from before and after reach their final status, and both are reported.
    const over = { what: "messages", where: { status: "delivered" }, count: 2 * listenerNames.length, timeout: "20s" };
    const waited = await control<{ ok: boolean }>(server.urls, "POST /sandboxes/default/wait", over);
    expect(waited.body.ok).toBe(true);
    await catcher.until(2);
    expect(new Set(catcher.caught.map(({ query }) => query.get("id"))).size).toBe(2);
  });

  it("under load, many at once: an answer that acknowledges is never of a turn that was lost", async () => {
    const acknowledged: string[] = [];
    const refused: string[] = [];
    let n = 0;
    let open = true;
    const loop = async (listener: (typeof listenerNames)[number]): Promise<void> => {
      while (open) {
        const text = `${listener} ${n++}`;
        const sent = await listeners.send(listener, text);
        expect(sent.kind).not.toBe("gone");
        if (sent.kind === "acknowledged") acknowledged.push(text);
        else refused.push(text);
      }
    };
    const load = [...listenerNames, ...listenerNames].map(loop);
    for (let round = 0; round < 4; round++) {
      const before = [acknowledged.length, refused.length] as const;
      while (acknowledged.length < before[0] + 20) await listeners.send("sophia", `between ${n++}`);
      server.limitFiles(1_000);
      while (refused.length < before[1] + 40) await control(server.urls, "GET /sandboxes");
      server.limitFiles(null);
    }
    open = false;
    await Promise.all(load);
    const kept = new Set<string>();
    const all = await texts();
    for (const text of all) kept.add(text);
    expect(all.length).toBeLessThan(1_000);
    expect(acknowledged.filter((text) => !kept.has(text))).toEqual([]);
    expect(refused.filter((text) => kept.has(text))).toEqual([]);
  });

  it("is stopped within its time, with exit code 0", async () => {
    expect(await listeners.send("sophia")).toMatchObject({ kind: "acknowledged" });
    server.limitFiles(1_000);
    expect(await listeners.send("sophia")).toMatchObject({ kind: "refused" });
    expect((await server.kill()).code).toBe(0);
  });
});

const scenarioWith = (title: string, code: string): string =>
  `scenario: ${title}\nrules:\n  - rule: one\n    when: { provider: mensagem, operation: send }\n    then: [ { answer: ${code} } ]\n` +
  "timeline: [ { at: 1h, do: [ { set: { hour: one } } ] } ]\n";

describe.skipIf(process.platform !== "linux")("what a data file that takes nothing more has to do with", () => {
  let server: Server;
  const at = (path: string): string => `/sandboxes/world${path}`;
  const request = (what: string, body?: unknown) => control<Record<string, unknown>>(server.urls, what, body);
  const send = async (): Promise<string> => {
    const { details } = (await request(`GET ${at("/accounts/mensagem/main")}`)).body as {
      details: { integrationUser: string };
    };
    return (await fetch(`${server.urls.mensagem}/sms/send?u=${details.integrationUser}&n=11999990001&m=Oi`)).text();
  };
  afterEach(() => server.kill("SIGKILL"));

  it("clock, chance, scenario and sandbox are as they were when their change is refused, and can be changed again", async () => {
    server = await serve();
    await request("POST /sandboxes", { name: "world", clock: "manual", seed: "first" });
    const first = await send();
    expect((await request(`POST ${at("/reset")}`, {})).status).toBe(200);
    await request(`PUT ${at("/scenario")}`, { text: scenarioWith("Kept", "no-credit") });
    await request(`POST ${at("/clock/advance")}`, { by: "10m" });
    // It waits for a receiver, at an instant that the clock has before it again: each change of the clock plans it anew.
    const inbound = { from: "11999990001", text: "Oi", provider: "mensagem" };
    expect((await request(`POST ${at("/inbound")}`, inbound)).status).toBeLessThan(300);
    expect(
      (await request(`PUT ${at("/clock")}`, { clock: { mode: "manual", start: "2026-01-01T12:00:00-03:00" } })).status,
    ).toBe(200);
    const seen = async (): Promise<unknown[]> => {
      const info = await control<SandboxView>(server.urls, `GET ${at("")}`);
      const scenario = await request(`GET ${at("/scenario")}`);
      const accounts = info.body.accounts.toSorted((a, b) => a.provider.localeCompare(b.provider, "en"));
      return [{ ...info.body, accounts }, scenario.body];
    };
    const before = await seen();

    server.limitFiles(1_000);
    const changes: [string, unknown][] = [
      [`PATCH ${at("")}`, { seed: "second", testNumbers: true, limits: { messages: 7 } }],
      [`PUT ${at("/clock")}`, { clock: { mode: "speeded", speed: 60 } }],
      [`PUT ${at("/clock")}`, { clock: "real" }],
      [`POST ${at("/clock/advance")}`, { by: "5m" }],
      [`POST ${at("/clock/advance")}`, { by: "2h" }],
      [
        `PUT ${at("/scenario")}`,
        { text: `seed: other\nclock: { speed: 7 }\n${scenarioWith("Lost", "invalid-number")}`, reset: true },
      ],
      [`DELETE ${at("/scenario")}`, undefined],
      [`PATCH ${at("/accounts/mensagem/main")}`, { credits: { long: 5 } }],
      [`POST ${at("/reset")}`, {}],
      [`DELETE ${at("")}`, undefined],
    ];
    for (const [what, body] of changes) {
      expect([what, (await request(what, body)).status]).toEqual([what, 503]);
      expect([what, await seen()]).toEqual([what, before]);
    }

    server.limitFiles(null);
    expect(await send()).toMatch(/^97;/);
    await request(`DELETE ${at("/scenario")}`);
    expect((await request(`POST ${at("/reset")}`, {})).status).toBe(200);
    // Ids are drawn from the seed: it is still the first.
    expect(await send()).toBe(first);
    for (const [what, body] of [...changes.slice(0, 2), ...changes.slice(5, 6)])
      expect((await request(what, body)).status).toBeLessThan(300);
    expect((await seen())[0]).toMatchObject({ seed: "other", clock: { mode: "speeded", speed: 7 }, scenario: "Lost" });
  });

  it("an edit of a watched file is taken once there is room, and told once until then", async () => {
    server = await serve({ scenario: scenarioWith("Before", "no-credit") });
    const file = join(server.folder, "scenario.yaml");
    const title = async (): Promise<unknown> => (await request("GET /sandboxes/default/scenario")).body["title"];
    const clientEvent = await fetch(`${server.urls.http}/torpedo/v1/events?sandbox=default`);
    const reader = clientEvent.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = "";
    const until = async (what: string): Promise<void> => {
      while (!heard.includes(what)) heard += (await reader?.read())?.value ?? expect.unreachable("the stream ended");
    };
    server.limitFiles(1_000);
    writeFileSync(file, scenarioWith("After", "invalid-number"));
    await until('"refused"');
    expect(await title()).toBe("Before");
    // It is tried again all the while, and stays refused.
    await request("POST /sandboxes/default/wait", { what: "messages", timeout: "1500ms" });
    expect(await title()).toBe("Before");
    heard = heard.slice(heard.indexOf('"refused"') + 1);
    server.limitFiles(null);
    while ((await title()) !== "After")
      await request("POST /sandboxes/default/wait", { what: "messages", timeout: "50ms" });
    expect(heard).not.toContain('"refused"');
    await reader?.cancel();
  });

  it("a body over the bound, an idle sandbox and a log on the same disk end nothing", async () => {
    // The log's disk is full at once and for good: /dev/full.
    server = await serve({ flags: ["--log-level", "debug"], log: "/dev/full" });
    await request("POST /sandboxes", { name: "world" });
    await request("POST /sandboxes", { name: "idle", idle: "2s" });
    server.limitFiles(1_000);
    const port = Number(new URL(server.urls.http).port);
    const body = "x".repeat(6 * 1024 * 1024);
    for (const path of ["/Service.asmx", "/wbsapi.asmx", "/api/envio.php", "/sms/send"]) {
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: ${body.length}\r\n\r\n`;
      expect((await roundTrip(port, head + body)).status).toBeGreaterThanOrEqual(200);
    }
    // Longer than it may be idle: it cannot go now, and is looked at again.
    await request(`POST ${at("/wait")}`, { what: "messages", timeout: "2500ms" });
    const names = async (): Promise<string[]> =>
      (await control<{ name: string }[]>(server.urls, "GET /sandboxes")).body.map(({ name }) => name);
    expect(await names()).toEqual(["default", "idle", "world"]);
    server.limitFiles(null);
    while ((await names()).includes("idle"))
      await request(`POST ${at("/wait")}`, { what: "messages", timeout: "50ms" });
    expect(await send()).toMatch(/^1;/);
    expect((await server.kill()).code).toBe(0);
  });
});
