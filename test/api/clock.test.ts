// Time moved by hand: what happened is told, a reset ends it, and two days of a crowd take seconds.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../src/client/sandbox.ts";
import { type Catcher, startCatcher } from "../support/catcher.ts";
import { listen } from "../support/control.ts";
import { amount } from "../support/endurance/amount.ts";
import { emulate, later, sendSophia, undoAll } from "../support/sandboxed.ts";
import { call as sophia, token } from "../support/sophia/client.ts";

afterEach(undoAll);
const hour = 3_600_000;

async function catcherAt() {
  const catcher = await startCatcher();
  later(() => catcher.stop());
  return catcher;
}

const many = amount(2_000, 10_000);

/** An emulator with so many messages accepted, whose reports go to the catcher. */
async function crowd(catcher: Catcher): Promise<Emulator> {
  const emulator = await emulate(
    { "sophia/main": { credits: 2 * many, callbacks: { dlr: `${catcher.url}/dlr` } } },
    { limits: { messages: 2 * many, requests: 1_000, callbacks: 6 * many } },
  );
  for (let sent = 0; sent < many; sent += 1_000) {
    const mensagens = Array.from({ length: 1_000 }, (_, n) => ({
      destino: `119${90_000_000 + sent + n}`,
      msg: `Oi ${sent + n}`,
    }));
    const { json } = await sophia(emulator, "envio", {}, { token, mensagens });
    expect(json.detalhes?.filter(({ status }) => status === 200)).toHaveLength(1_000);
  }
  return emulator;
}

describe("advance", () => {
  it("takes a span, an instant or the next due thing, and tells what happened", async () => {
    const emulator = await emulate();
    await sendSophia(emulator);
    const from = (await emulator.clock.read()).now;
    expect(await emulator.clock.advance("next")).toMatchObject({ from, now: from + 1_000, counts: { status: 1 } });
    expect(await emulator.clock.advance({ to: from + 3_000 })).toMatchObject({
      happened: [{ kind: "status", at: from + 3_000, message: 1, status: "delivered" }],
    });
    expect((await emulator.clock.advance("1h 30m")).now).toBe(from + 3_000 + 1.5 * hour);
    expect((await emulator.clock.advance("next")).happened).toEqual([]);
    await expect(emulator.clock.advance("soon")).rejects.toThrow("must be a span of time");
    await expect(emulator.clock.advance({ to: from })).rejects.toThrow("is in the past");
    await expect(emulator.clock.advance("9000d")).rejects.toThrow("up to 3660 days");
  });

  it("has an agenda of what is due, with the rule, test number or entry that planned it", async () => {
    const catcher = await catcherAt();
    catcher.inTurn(503);
    const emulator = await emulate({ "sophia/main": { callbacks: { dlr: `${catcher.url}/dlr` } } });
    await emulator.scenario.put({
      scenario: "Afternoon",
      rules: [
        { rule: "stuck", when: { operation: "unitario", text: "Presa" }, then: [{ life: "sent-only" }] },
        { rule: "lunch", when: { operation: "unitario", window: "10m..20m" }, then: [{ answer: "no-credit" }] },
      ],
      timeline: [
        { at: "1h", do: [{ account: "sophia/main", credits: 7 }] },
        { at: "2h", do: [{ outage: { provider: "sophia", for: "5m", fault: "reset" } }] },
      ],
    });
    const { now } = await emulator.clock.read();
    await sendSophia(emulator);
    await sendSophia(emulator, { msg: "Presa", destino: "11999990002" });
    await sendSophia(emulator, { destino: "11900010201" });
    const agenda = await emulator.clock.agenda();
    expect(agenda.map(({ at, kind, message, status }) => [at - now, kind, message, status])).toEqual([
      [1_000, "status", 1, "sent"],
      [1_000, "status", 2, "sent"],
      [1_000, "status", 3, "sent"],
      [3_000, "status", 1, "delivered"],
      [3_000, "status", 3, "delivered"],
      [5_000, "reply", 3, undefined],
      [hour, "timeline", undefined, undefined],
      [2 * hour, "timeline", undefined, undefined],
    ]);
    expect(agenda.map(({ why }) => why?.english.slice(0, 20))).toEqual([
      undefined,
      'Rule 1 "stuck" (use ',
      "test number: deliver",
      undefined,
      "test number: deliver",
      "test number: deliver",
      "1h after the start s",
      "2h after the start s",
    ]);
    expect(agenda[5]).toMatchObject({ phone: "5511900010201", text: "SIM" });
    expect((await emulator.clock.agenda({ limit: 2 })).map(({ message }) => message)).toEqual([1, 2]);
    await emulator.clock.advance({ to: now + 3_000 });
    const retry = (await emulator.clock.agenda()).find(({ kind }) => kind === "callback");
    expect(retry).toMatchObject({ callback: 1, message: 1, status: "delivered", attempt: 2 });
    const scenario = await emulator.scenario.read();
    expect(scenario?.rules.map(({ window }) => window)).toEqual([
      undefined,
      { from: now + 600_000, until: now + 1_200_000 },
    ]);
    expect(scenario?.timeline).toMatchObject([
      { number: 1, at: now + hour },
      { number: 2, at: now + 2 * hour, until: now + 2 * hour + 300_000 },
    ]);
  });

  it("has an agenda with a reason of its own for each message of a request", async () => {
    const emulator = await emulate();
    await emulator.scenario.put({
      scenario: "many",
      rules: [
        { rule: "replies", when: { operation: "envio", text: "*SIM*" }, then: [{ reply: "SIM" }] },
        { rule: "sticks", when: { operation: "envio", text: "Presa" }, then: [{ life: "sent-only" }] },
      ],
    });
    const sends = [
      ["11999990001", "Diga SIM", undefined],
      ["11900010201", "Diga SIM", "test number: deliver"],
      ["11900010201", "Oi", "test number: deliver"],
      ["11900010201", "Presa", 'Rule 2 "sticks" (use '],
      ["11999990001", "Presa", 'Rule 2 "sticks" (use '],
      ["11999990001", "Oi", undefined],
    ] as const;
    const mensagens = sends.map(([destino, msg]) => ({ destino, msg }));
    const body = JSON.stringify([{ token: "DEMO-SOPHIA-TOKEN", mensagens }]);
    await fetch(`${emulator.urls.http}/api/envio.php`, { method: "POST", body });
    const items = await emulator.clock.agenda();
    const reasonOf = (kind: string, seq: number) =>
      items.find((item) => item.kind === kind && item.message === seq)?.why?.english;
    for (const [index, [, , reason]] of sends.entries()) {
      const why = reasonOf("status", index + 1);
      expect([index, why?.slice(0, reason?.length)]).toEqual([index, reason]);
      expect(why ?? "").not.toContain("replies");
    }
    for (const seq of [1, 2]) expect(reasonOf("reply", seq)).toMatch(/^Rule 1 "replies" \(use \d\)[^;]*$/);
  });

  it("is refused where the clock goes by itself", async () => {
    const emulator = await emulate({}, { clock: "real" });
    await expect(emulator.clock.advance("1h")).rejects.toThrow("moves by itself");
    const api = await emulator.sandbox("fast", {
      clock: { mode: "speeded", speed: 60, start: "2026-03-02T12:00:00Z" },
    });
    expect(await api.clock.read()).toMatchObject({ mode: "speeded", speed: 60 });
    expect(await api.clock.set("manual")).toMatchObject({ mode: "manual", speed: 0 });
    expect(await api.clock.advance("1h")).toMatchObject({ cut: false });
  });

  it("a speeded clock brings about by itself what is due, schedules and retries too", async () => {
    const catcher = await catcherAt();
    const emulator = await emulate({}, { clock: "real" });
    const callbacks = { dlr: `${catcher.url}/dlr` };
    const api = await emulator.sandbox("fast", {
      clock: { mode: "speeded", speed: 36_000, start: "2026-03-02T12:00:00Z" },
      accounts: { "sophia/main": { callbacks, details: { token: "FAST" } } },
    });
    catcher.inTurn(503);
    await sendSophia(emulator, { token: "FAST" });
    expect(await api.waitForMessage({ status: "delivered" })).toMatchObject({ to: "5511999990001" });
    const tried = await api.waitForCallback({ state: "delivered" });
    expect(tried.attempts.map(({ status }) => status)).toEqual([503, 200]);
    const [first, second] = tried.attempts;
    // Minutes on its clock, milliseconds here.
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect((await api.clock.read()).now).toBeGreaterThan(Date.parse("2026-03-02T12:00:03Z"));
    await api.remove();
  });

  it("names what stayed unanswered", async () => {
    const emulator = await emulate({ "sophia/main": { callbacks: { dlr: "http://127.0.0.1:9/dlr", timeoutMs: 200 } } });
    await sendSophia(emulator);
    const { unanswered, counts } = await emulator.clock.advance("5s");
    expect(unanswered.length).toBe(counts.attempt);
    expect(unanswered[0]).toMatchObject({ kind: "attempt", callback: 1, status: null });
  });

  it("48 hours of very many messages with retries: in seconds, in order, nothing left", {
    timeout: 120_000,
  }, async () => {
    const catcher = await catcherAt();
    const emulator = await crowd(catcher);
    // Every third attempt is refused: it comes again later.
    let n = 0;
    catcher.reply((response) => {
      n += 1;
      response.writeHead(n % 3 === 0 ? 503 : 200).end();
    });
    const instants: number[] = [];
    const stop = await listen(emulator, { sandbox: "default" }, (event) => {
      if (event.kind === "status") instants.push(event.message.statusAt);
      if (event.kind === "attempt") instants.push(event.attempt.at);
    });
    const before = process.cpuUsage();
    const began = performance.now();
    const { counts, happened, unanswered } = await emulator.clock.advance("48h");
    const seconds = (performance.now() - began) / 1_000;
    const { user, system } = process.cpuUsage(before);
    stop();
    expect(unanswered).toEqual([]);
    expect(counts.status).toBe(2 * many);
    expect(counts.attempt).toBe(n);
    expect(happened).toHaveLength(1_000);
    // Everything in its order, not only what is told.
    expect(instants.length).toBeGreaterThanOrEqual(counts.status + counts.attempt);
    expect(instants.findIndex((at, index) => at < (instants[index - 1] ?? 0))).toBe(-1);
    expect(await emulator.messages({ status: "delivered" })).toHaveLength(many);
    expect(await emulator.callbacks({ state: "waiting" })).toEqual([]);
    expect((await emulator.info()).counts.due).toBe(0);
    expect((await emulator.clock.advance("48h")).happened).toEqual([]);
    // Each message's reports arrive in the order of its life, whatever was tried again.
    const last = new Map<number, number>();
    for (const { seq, ref, attempts } of await emulator.callbacks()) {
      const done = attempts.at(-1)?.at ?? 0;
      expect(done, `callback ${seq}`).toBeGreaterThanOrEqual(last.get(ref) ?? 0);
      last.set(ref, done);
    }
    // CPU, receiver included: a busy machine takes longer, not more.
    const cpu = (user + system) / 1_000_000;
    console.info(
      `advance 48h over ${many} messages: ${seconds.toFixed(1)} s, CPU ${cpu.toFixed(1)} s, ${counts.attempt} attempts`,
    );
    expect(cpu).toBeLessThan(20);
  });
});

describe("reset", () => {
  it("in the midst of very many messages leaves nothing in flight, due or behind", async () => {
    const catcher = await catcherAt();
    const emulator = await crowd(catcher);
    const advancing = emulator.clock.advance("48h");
    await catcher.until(many / 2);
    const { counts } = await emulator.reset();
    expect(counts).toEqual({ messages: 0, inbound: 0, requests: 0, callbacks: 0, due: 0 });
    expect(await advancing).toMatchObject({ cut: true });
    // Requests under way to the catcher have arrived or been cut when the next report, of the world after, is there.
    await sendSophia(emulator, { destino: "11999990001", msg: "after" });
    await emulator.clock.advance("48h");
    const reports = catcher.caught.findIndex(({ query }) => query.get("destino") === "11999990001");
    expect(reports).toBeGreaterThanOrEqual(many / 2);
    expect(reports).toBeLessThan(2 * many);
    expect(catcher.caught.slice(reports).every(({ query }) => query.get("destino") === "11999990001")).toBe(true);
    expect((await emulator.info()).counts).toMatchObject({ messages: 1, due: 0 });
    expect(await emulator.callbacks({ state: "waiting" })).toEqual([]);
  });

  it("during an advance leaves nothing in flight, and the clock where it began", async () => {
    const catcher = await catcherAt();
    const emulator = await emulate({ "sophia/main": { callbacks: { dlr: `${catcher.url}/dlr` } } });
    const began = (await emulator.clock.read()).now;
    for (let n = 0; n < 20; n++) await sendSophia(emulator);
    catcher.reply("hang");
    const advancing = emulator.clock.advance("48h");
    await catcher.until(20);
    await emulator.reset();
    expect(await advancing).toMatchObject({ cut: true });
    expect((await emulator.clock.read()).now).toBe(began);
    const { counts } = await emulator.info();
    expect(counts).toEqual({ messages: 0, inbound: 0, requests: 0, callbacks: 0, due: 0 });
    const before = catcher.caught.length;
    catcher.reply(200);
    expect(await emulator.clock.advance("48h")).toMatchObject({ happened: [] });
    expect(catcher.caught.length).toBe(before);
    await sendSophia(emulator);
    await emulator.clock.advance("10s");
    expect(await emulator.callbacks({ state: "delivered" })).toHaveLength(1);
  });

  it("the scenario begins again with its accounts, counters and time line", async () => {
    const emulator = await emulate();
    await emulator.scenario.put({
      scenario: "twice",
      accounts: { "sophia/main": { credits: 3 } },
      rules: [
        {
          rule: "first fails",
          when: { provider: "sophia", operation: "unitario" },
          limit: 1,
          then: [{ answer: "no-credit" }],
        },
      ],
      timeline: [{ at: "1m", do: [{ account: "sophia/main", credits: 50 }] }],
    });
    for (let round = 0; round < 2; round++) {
      await expect(sendSophia(emulator)).rejects.toThrow();
      await sendSophia(emulator);
      expect((await emulator.clock.advance("1m")).happened).toContainEqual(
        expect.objectContaining({ kind: "timeline", number: 1 }),
      );
      expect((await emulator.accounts.list()).find((account) => account.provider === "sophia")?.credits).toEqual({
        sms: 50,
      });
      await emulator.reset();
      expect((await emulator.accounts.list()).find((account) => account.provider === "sophia")?.credits).toEqual({
        sms: 3,
      });
    }
  });
});
