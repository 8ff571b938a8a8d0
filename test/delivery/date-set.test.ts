// Entries due in days, on a machine whose date is set meanwhile or that slept.

import { afterEach, expect, it } from "vitest";
import { createSandboxClock } from "../../src/clock/sandbox-clock.ts";
import { createSeededRandom } from "../../src/clock/seeded-random.ts";
import type { Clock } from "../../src/core/clock.ts";
import { createEvents } from "../../src/core/events.ts";
import type { Sandbox } from "../../src/core/sandbox.ts";
import { Scheduler } from "../../src/delivery/scheduler.ts";
import { handClock } from "../support/host-clock.ts";
import { later, undoAll } from "../support/sandboxed.ts";
import { storeOn } from "../support/store.ts";

afterEach(undoAll);
const [minute, hour] = [60_000, 3_600_000];

/** A schedule on a real clock whose machine goes by hand. */
function pumpOn() {
  const hand = handClock();
  let timers = 0;
  const host: Clock = {
    ...hand,
    after(delay, work) {
      timers += 1;
      return hand.after(delay, work);
    },
  };
  const events = createEvents();
  const store = storeOn(":memory:", { events });
  const sandbox: Sandbox = {
    name: "default",
    clock: createSandboxClock(host, { mode: "real" }),
    random: createSeededRandom("1", "default"),
    scenario: null,
    testNumbers: false,
  };
  const done: number[] = [];
  events.on("due-life", ({ due }) => void done.push(due.ref));
  const scheduler = new Scheduler({
    store,
    events,
    sandboxes: { get: (name) => (name === "default" ? sandbox : null), keepClock: () => {}, moveClock: () => {} },
    hostClock: host,
    settled: [],
    onBug: (error) => expect.unreachable(String(error)),
  });
  later(() => {
    scheduler.stop();
    store.close();
  });
  const plan = (ref: number, inMs: number): void => {
    const at = sandbox.clock.now() + inMs;
    store.schedule.add({ sandbox: "default", at, kind: "life", ref, part: 0 });
  };
  /** Work that is done once everything due has begun. */
  const doneNow = async (): Promise<readonly number[]> => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    return done;
  };
  return { hand, plan, doneNow, timers: () => timers };
}

it("forwards: what the date has passed is done within a minute, and does not keep what comes after it waiting", async () => {
  const { hand, plan, doneNow } = pumpOn();
  plan(1, 10 * hour);
  plan(2, 30 * 24 * hour);
  hand.setDate(12 * hour);
  plan(3, 5_000);
  hand.advance(minute);
  expect(await doneNow()).toEqual([1, 3]);
  hand.setDate(60 * 24 * hour);
  hand.advance(minute);
  expect(await doneNow()).toEqual([1, 3, 2]);
});

it("back: everything comes after as long as it was to take, and is not looked for without end", async () => {
  const { hand, plan, doneNow, timers } = pumpOn();
  plan(1, 500);
  plan(2, hour);
  hand.setDate(-hour);
  plan(3, 1_000);
  hand.advance(500);
  expect(await doneNow()).toEqual([1]);
  hand.advance(500);
  expect(await doneNow()).toEqual([1, 3]);
  hand.setDate(-48 * hour);
  hand.advance(hour - 1_001);
  expect(await doneNow()).toEqual([1, 3]);
  hand.advance(1);
  expect(await doneNow()).toEqual([1, 3, 2]);
  // A look a minute.
  expect(timers()).toBeLessThan(70);
});
