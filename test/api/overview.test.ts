// Counts over time: of what clients asked, of attempts, of credits; the same whichever way they are added up.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DurationClasses } from "../../src/api/duration-classes.ts";
import { bucketsOver } from "../../src/api/time-buckets.ts";
import type { Emulator } from "../../src/client/sandbox.ts";
import { durationRatio } from "../../src/core/counts.ts";
import { startCatcher } from "../support/catcher.ts";
import { emulate, later, sendSophia, undoAll } from "../support/sandboxed.ts";

describe("an overview", () => {
  let emulator: Emulator;
  const begin = Date.UTC(2026, 2, 2, 12);
  beforeAll(async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    catcher.inTurn(503);
    emulator = await emulate({ "sophia/main": { callbacks: { dlr: `${catcher.url}/dlr` } } });
    await sendSophia(emulator);
    await sendSophia(emulator);
    await emulator.clock.advance("5m");
    await emulator.next({ operation: "send", provider: "mensagem", answer: "97" });
    await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`);
    await emulator.next({ operation: "unitario", fault: "lose-answer" });
    await expect(sendSophia(emulator)).rejects.toThrow();
    await emulator.clock.advance("10m");
  });
  afterAll(undoAll);

  it("has every request once, by code and result, a fault as bad", async () => {
    const { requests, buckets, codes, from, until, width } = await emulator.overview();
    expect({ from, requests }).toEqual({ from: begin, requests: 4 });
    expect(until).toBe(from + width * buckets.length);
    expect(buckets.map((bucket) => bucket.requests).filter((count) => count > 0)).toEqual([2, 2]);
    const sums = codes.map(({ counts, ...series }) => ({
      ...series,
      count: counts.reduce((sum, count) => sum + count, 0),
    }));
    expect(sums).toEqual([
      { provider: "sophia", code: "200", result: "good", count: 2 },
      { provider: "mensagem", code: "97", result: "bad", count: 1 },
      { provider: "sophia", code: "200", result: "bad", count: 1 },
    ]);
  });

  it("has every ended attempt by its own time, and what the messages cost", async () => {
    const { buckets, accounts } = await emulator.overview();
    const attempts = (await emulator.callbacks()).flatMap((callback) => callback.attempts);
    const sum = (name: "succeeded" | "failed" | "spent") => buckets.reduce((total, bucket) => total + bucket[name], 0);
    expect(attempts.length).toBeGreaterThan(3);
    expect([sum("succeeded"), sum("failed")]).toEqual([
      attempts.filter(({ status }) => status === 200).length,
      attempts.filter(({ status }) => status === 503).length,
    ]);
    expect(sum("failed")).toBe(1);
    expect([sum("spent"), accounts.map(({ account }) => account)]).toEqual([3, ["sophia/main"]]);
    const earlier = buckets.filter(({ p50 }) => p50 !== null);
    expect(earlier.length).toBeGreaterThan(0);
    for (const { p50, p95 } of earlier) expect(p95).toBeGreaterThanOrEqual(p50 ?? 0);
  });

  it("has the requests alone, and attempts and credits alone", async () => {
    const { buckets, accounts, ...whole } = await emulator.overview();
    const withoutCallbacks = buckets.map((bucket) => ({ ...bucket, succeeded: 0, failed: 0, spent: 0 }));
    expect(withoutCallbacks).not.toEqual(buckets);
    expect(accounts).not.toEqual([]);
    const alone = await emulator.overview({ only: "requests" });
    expect(alone).toEqual({ ...whole, buckets: withoutCallbacks, accounts: [] });
    const none = { requests: 0, p50: null, p95: null };
    const rest = buckets.map((bucket) => ({ ...bucket, ...none }));
    expect(await emulator.overview({ only: "rest" })).toEqual({
      ...whole,
      ...none,
      codes: [],
      buckets: rest,
      accounts,
    });
  });

  it("of a span has what the list of requests has with the same times", async () => {
    const duration = { since: begin + 60_000, until: new Date(begin + 3_600_000).toISOString() };
    const { requests, buckets } = await emulator.overview({ ...duration, buckets: 7 });
    expect(requests).toBe((await emulator.requests(duration)).length);
    expect(requests).toBe(2);
    expect(buckets.length).toBeLessThanOrEqual(7);
    expect((await emulator.overview({ until: begin + 3_600_000 })).requests).toBe(4);
    expect((await emulator.overview({ since: begin + 60_000 })).requests).toBe(2);
    expect(await emulator.requests({ until: begin })).toEqual([]);
    await expect(emulator.overview({ until: begin })).rejects.toThrow("until");
    const none = await emulator.sandbox("none", {});
    expect(await none.overview()).toMatchObject({ requests: 0, p50: null, codes: [], accounts: [] });
  });
});

describe("buckets", () => {
  it.each([
    [0, 0, 60, 1_000, 1],
    [10_500, 69_000, 60, 1_000, 60],
    [10_500, 70_000, 60, 2_000, 31],
    [0, 3 * 86_400_000, 60, 2 * 3_600_000, 37],
    [0, 40 * 365 * 86_400_000, 10, 1_624 * 86_400_000, 10],
  ])("from %i to %i, at most %i, are %i ms wide and %i", (first, last, max, width, count) => {
    const buckets = bucketsOver(first, last, max);
    expect(buckets).toMatchObject({ width, count });
    expect(buckets.from).toBeLessThanOrEqual(first);
    expect(buckets.until).toBeGreaterThan(last);
  });

  it("begin with the day in São Paulo", () => {
    const { from } = bucketsOver(Date.UTC(2026, 2, 2, 12), Date.UTC(2026, 3, 20, 12), 60);
    expect(new Date(from).toISOString()).toBe("2026-03-02T03:00:00.000Z");
  });
});

it("percentiles are those of the durations, within 3 %", () => {
  const classes = new DurationClasses();
  const classOf = (ms: number): number => Math.round(Math.log(ms) / Math.log(durationRatio));
  for (let ms = 1; ms <= 1_000; ms++) classes.add(classOf(ms), 1);
  for (const [share, ms] of [
    [0.5, 500],
    [0.95, 950],
    [0.01, 10],
  ] as const)
    expect(Math.abs((classes.percentile(share) ?? 0) - ms)).toBeLessThanOrEqual(0.03 * ms);
  expect(new DurationClasses().percentile(0.5)).toBeNull();
});
