// Clocks of sandboxes on a machine whose date is set.

import { expect, it } from "vitest";
import { createSandboxClock } from "../../src/clock/sandbox-clock.ts";
import { handClock } from "../support/host-clock.ts";

const start = Date.UTC(2026, 2, 2, 12);
const hour = 3_600_000;

it("a real clock goes with the machine's date, but never back: it goes on evenly until that has caught up", () => {
  const host = handClock(start);
  const clock = createSandboxClock(host, { mode: "real" });
  host.advance(1_000);
  expect(clock.now()).toBe(start + 1_000);
  host.setDate(-hour);
  host.advance(500);
  expect(clock.now()).toBe(start + 1_500);
  host.setDate(-hour);
  expect(clock.now()).toBe(start + 1_500);
  host.advance(1_500);
  expect(clock.now()).toBe(start + 3_000);
  host.setDate(2 * hour);
  expect(clock.now()).toBe(start + 3_000);
  host.setDate(48 * hour);
  expect(clock.now()).toBe(host.now());
  host.advance(10);
  expect(clock.now()).toBe(host.now());
  expect(clock.elapsed()).toBe(3_010);
});

it("a speeded clock counts what passes and does not look at the date", () => {
  const host = handClock(start);
  const clock = createSandboxClock(host, { mode: "speeded", start: 0, speed: 60 });
  host.advance(1_000);
  host.setDate(48 * hour);
  expect(clock.now()).toBe(60_000);
  host.setDate(-96 * hour);
  host.advance(1_000);
  expect(clock.now()).toBe(120_000);
});
