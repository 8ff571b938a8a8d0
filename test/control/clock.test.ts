// Time moved by hand: what happened is told, a reset ends it, and two days of a crowd take seconds.

import { afterEach, describe, expect, it } from "vitest";
import { startCatcher } from "../support/catcher.ts";
import { emulate, later, sendSophia, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);
const hour = 3_600_000;

async function catcherAt() {
  const catcher = await startCatcher();
  later(() => catcher.stop());
  return catcher;
}

describe("advance", () => {
  it("takes a span, an instant or the next due thing, and tells what happened", async () => {
    const emulator = await emulate();
    await sendSophia(emulator);
    const from = emulator.clock.now();
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

  it("is refused where the clock goes by itself", async () => {
    const emulator = await emulate({}, { clock: "real" });
    await expect(emulator.clock.advance("1h")).rejects.toThrow("moves by itself");
    const desk = await emulator.sandbox("fast", {
      clock: { mode: "speeded", speed: 60, start: "2026-03-02T12:00:00Z" },
    });
    expect(await desk.clock.read()).toMatchObject({ mode: "speeded", speed: 60 });
    expect(await desk.clock.set("manual")).toMatchObject({ mode: "manual", speed: 0 });
    expect(await desk.clock.advance("1h")).toMatchObject({ cut: false });
  });

  it("names what stayed unanswered", async () => {
    const emulator = await emulate({ "sophia/main": { callbacks: { dlr: "http://127.0.0.1:9/dlr", timeoutMs: 200 } } });
    await sendSophia(emulator);
    const { unanswered, counts } = await emulator.clock.advance("5s");
    expect(unanswered.length).toBe(counts.attempt);
    expect(unanswered[0]).toMatchObject({ kind: "attempt", callback: 1, status: null });
  });

  it("48 hours of 10,000 messages with retries: in seconds, in order, nothing left", { timeout: 60_000 }, async () => {
    const catcher = await catcherAt();
    const emulator = await emulate(
      { "sophia/main": { credits: 20_000, callbacks: { dlr: `${catcher.url}/dlr` } } },
      { limits: { messages: 20_000, calls: 20_000, callbacks: 60_000 } },
    );
    // Every third attempt is refused: it comes again later.
    let n = 0;
    catcher.reply((response) => {
      n += 1;
      response.writeHead(n % 3 === 0 ? 503 : 200).end();
    });
    const many = 10_000;
    for (let sent = 0; sent < many; sent += 50) {
      await Promise.all(Array.from({ length: 50 }, () => sendSophia(emulator)));
    }
    const began = performance.now();
    const { counts, happened } = await emulator.clock.advance("48h");
    const seconds = (performance.now() - began) / 1_000;
    expect(counts.status).toBe(2 * many);
    expect(happened.map(({ at }) => at)).toEqual(happened.map(({ at }) => at).sort((a, b) => a - b));
    expect(emulator.messages({ status: "delivered" })).toHaveLength(many);
    expect(emulator.callbacks({ state: "waiting" })).toEqual([]);
    expect((await emulator.control.sandbox("default").info()).counts.due).toBe(0);
    // Each message's reports arrive in the order of its life, whatever was tried again.
    const last = new Map<string, number>();
    for (const { seq, ref, attempts } of emulator.callbacks()) {
      const done = attempts.at(-1)?.at ?? 0;
      expect(done, `callback ${seq}`).toBeGreaterThanOrEqual(last.get(String(ref)) ?? 0);
      last.set(String(ref), done);
    }
    expect(seconds).toBeLessThan(30);
    console.info(`advance 48h over ${many} messages: ${seconds.toFixed(1)} s, ${counts.attempt} attempts`);
  });
});

describe("reset", () => {
  it("during an advance leaves nothing in flight, and the clock where it began", async () => {
    const catcher = await catcherAt();
    const emulator = await emulate({ "sophia/main": { callbacks: { dlr: `${catcher.url}/dlr` } } });
    const began = emulator.clock.now();
    for (let n = 0; n < 20; n++) await sendSophia(emulator);
    catcher.reply("hang");
    const advancing = emulator.clock.advance("48h");
    await catcher.until(20);
    await emulator.reset();
    expect(await advancing).toMatchObject({ cut: true });
    expect(emulator.clock.now()).toBe(began);
    const { counts } = await emulator.control.sandbox("default").info();
    expect(counts).toEqual({ messages: 0, inbounds: 0, calls: 0, callbacks: 0, due: 0 });
    const before = catcher.caught.length;
    catcher.reply(200);
    expect(await emulator.clock.advance("48h")).toMatchObject({ happened: [] });
    expect(catcher.caught.length).toBe(before);
    await sendSophia(emulator);
    await emulator.clock.advance("10s");
    expect(emulator.callbacks({ state: "delivered" })).toHaveLength(1);
  });

  it("the scenario begins again with its accounts, counters and time line", async () => {
    const emulator = await emulate();
    await emulator.scenario({
      scenario: "twice",
      accounts: { "sophia/main": { credits: 3 } },
      rules: [{ rule: "first fails", when: { provider: "sophia" }, limit: 1, then: [{ answer: "no-credit" }] }],
      timeline: [{ at: "1m", do: [{ account: "sophia/main", credits: 50 }] }],
    });
    for (let round = 0; round < 2; round++) {
      await expect(sendSophia(emulator)).rejects.toThrow();
      await sendSophia(emulator);
      expect((await emulator.clock.advance("1m")).happened).toContainEqual(
        expect.objectContaining({ kind: "timeline", number: 1 }),
      );
      expect(emulator.accounts.find((one) => one.provider === "sophia")?.credits).toEqual({ sms: 50 });
      await emulator.reset();
      expect(emulator.accounts.find((one) => one.provider === "sophia")?.credits).toEqual({ sms: 3 });
    }
  });
});
