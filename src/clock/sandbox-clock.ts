// A sandbox's clock in its three modes. No clock goes back: when the machine's date is set back, a real clock goes on from
// its last time until the machine's date has caught up.

import type { Cancel, Clock, Instant, Millis } from "../core/clock.ts";
import type { SandboxClock } from "../core/sandbox.ts";
import type { ClockMode } from "../core/sandbox-settings.ts";
import { onMicrotask } from "../core/timers.ts";

export function createSandboxClock(host: Clock, mode: ClockMode): SandboxClock {
  switch (mode.mode) {
    case "real":
      return running(host, "real", forwards(host), 1);
    case "speeded": {
      const began = host.elapsed();
      return running(host, "speeded", () => mode.start + Math.floor((host.elapsed() - began) * mode.speed), mode.speed);
    }
    case "manual":
      return manual(mode.start);
  }
}

/** The machine's date, or the time passed since its last date where the date was set back. */
function forwards(host: Clock): () => Instant {
  let reached = host.now();
  let readAt = host.elapsed();
  let lead = 0;
  return () => {
    const [date, passed] = [host.now(), host.elapsed()];
    if (date >= reached) lead = 0;
    else if (date + lead < reached) lead = reached + (passed - readAt) - date;
    reached = date + lead;
    readAt = passed;
    return reached;
  };
}

function running(host: Clock, mode: "real" | "speeded", now: () => Instant, speed: number): SandboxClock {
  return {
    mode,
    now,
    elapsed: () => host.elapsed() * speed,
    after: (delay, work) => host.after(delay / speed, work),
    nextTimer: () => null,
    moveTo() {
      throw new Error(`a ${mode} clock moves by itself`);
    },
  };
}

interface ManualTimer {
  readonly at: Instant;
  readonly work: () => void;
}

function manual(start: Instant): SandboxClock {
  let current = start;
  let timers: ManualTimer[] = [];

  function nextTimer(): Instant | null {
    let earliest: Instant | null = null;
    for (const timer of timers) if (earliest === null || timer.at < earliest) earliest = timer.at;
    return earliest;
  }

  return {
    mode: "manual",
    now: () => current,
    elapsed: () => current,
    after(delay: Millis, work: () => void): Cancel {
      const timer: ManualTimer = { at: current + Math.max(0, delay), work };
      if (delay <= 0) {
        // Events due "as soon as possible" must not wait for a move of the clock.
        let cancelled = false;
        onMicrotask(() => {
          if (!cancelled) work();
        });
        return () => {
          cancelled = true;
        };
      }
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    nextTimer,
    moveTo(instant) {
      for (let at = nextTimer(); at !== null && at <= instant; at = nextTimer()) {
        current = Math.max(current, at);
        const ripe = timers.filter((timer) => timer.at === at);
        timers = timers.filter((timer) => timer.at !== at);
        for (const timer of ripe) timer.work();
      }
      current = Math.max(current, instant);
    },
  };
}
