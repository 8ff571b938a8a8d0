// Runs what is due on each sandbox's clock: by a timer where the clock moves by itself, step by step where it is moved by
// hand. Taking an item out and what it brings about share a transaction.

import type { Events } from "../core/events.ts";
import type { Cancel, Clock, Due, DueKind, Instant, Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { Sandboxes } from "../core/sandboxes.ts";

/** Items handled in one turn of the event loop. */
const batch = 200;
/** Milliseconds after which a clock that follows the machine's date is looked at again: the date may have been set. */
const glanceMs = 60_000;
/** Real milliseconds until a store that refuses (disk full, say) is tried again. */
const pauseMs = 1_000;

export interface SchedulePump {
  /** Sets the timers at the start. */
  start(sandboxes: readonly Sandbox[]): void;
  /**
   * Manual clock: goes from due instant to due instant up to `until`. Before each step, and at the end, what was sent is
   * answered or has timed out.
   */
  advance(sandbox: Sandbox, until: Instant): Promise<void>;
  /** The earliest instant at which something is due or a timer runs. */
  next(sandbox: Sandbox): Instant | null;
  stop(): void;
}

export interface ScheduleDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Pick<Sandboxes, "get" | "keepClock" | "moveClock">;
  readonly hostClock: Clock;
  readonly handle: Readonly<Record<DueKind, (due: Due) => void>>;
  /** Each in its turn resolves when what it sent for the sandbox is answered. */
  readonly settled: readonly ((sandbox: string) => Promise<void>)[];
  readonly onBug: (error: unknown) => void;
}

export function createSchedulePump(deps: ScheduleDeps): SchedulePump {
  const { store } = deps;
  const timers = new Map<string, { readonly at: Instant; readonly cancel: Cancel }>();
  const running = new Set<string>();
  const advancing = new Map<string, Promise<void>>();
  let stopped = false;

  function runBatch(name: string, until: Instant): boolean {
    const items = store.schedule.take(name, until, batch);
    // In the same transaction, where the clock stands is worth keeping.
    if (items.length > 0) deps.sandboxes.keepClock(name);
    for (const item of items) {
      try {
        deps.handle[item.kind](item);
      } catch (error) {
        deps.onBug(error);
      }
    }
    return items.length > 0;
  }

  /** Handles all that is due by now, leaving the loop to others between batches. */
  async function run(name: string): Promise<void> {
    for (;;) {
      const sandbox = deps.sandboxes.get(name);
      if (stopped || sandbox === null || !runBatch(name, sandbox.clock.now())) return;
      await store.committed();
    }
  }

  function start(name: string): void {
    timers.delete(name);
    if (running.has(name)) return;
    running.add(name);
    setImmediate(() => {
      run(name).then(
        () => ended(name),
        (error: unknown) => {
          deps.onBug(error);
          // Taken out of a store that then refused, it is due again: a little later rather than in a tight loop.
          deps.hostClock.after(pauseMs, () => ended(name));
        },
      );
    });
  }

  function ended(name: string): void {
    running.delete(name);
    look(name);
  }

  function look(name: string): void {
    if (!stopped && deps.sandboxes.get(name) !== null) wake(name);
  }

  /** Something is due at this instant: a timer is set when it is the earliest. */
  function touched(name: string, at: Instant): void {
    const timer = timers.get(name);
    if (stopped || running.has(name) || (timer !== undefined && timer.at <= at)) return;
    const sandbox = deps.sandboxes.get(name);
    if (sandbox === null) return;
    const { clock } = sandbox;
    const wait = at - clock.now();
    if (wait <= 0) {
      timer?.cancel();
      start(name);
    } else if (clock.mode !== "manual") {
      timer?.cancel();
      const isLong = clock.mode === "real" && wait > glanceMs;
      const cancel = isLong ? clock.after(glanceMs, () => look(name)) : clock.after(wait, () => start(name));
      timers.set(name, { at, cancel });
    }
  }

  function wake(name: string): void {
    timers.get(name)?.cancel();
    timers.delete(name);
    const at = store.schedule.next(name);
    if (at !== null) touched(name, at);
  }

  function next(sandbox: Sandbox): Instant | null {
    const due = store.schedule.next(sandbox.name);
    const timer = sandbox.clock.nextTimer();
    if (due === null || timer === null) return due ?? timer;
    return Math.min(due, timer);
  }

  async function settle(name: string): Promise<void> {
    for (const settled of deps.settled) await settled(name);
    deps.events.emit({ kind: "advancing", sandbox: name });
  }

  async function walk(sandbox: Sandbox, until: Instant): Promise<void> {
    const { clock } = sandbox;
    // A reset, another clock or the end of the sandbox ends the walk where it stands.
    const goesOn = (): boolean => !stopped && deps.sandboxes.get(sandbox.name) === sandbox && sandbox.clock === clock;
    await settle(sandbox.name);
    while (goesOn()) {
      const at = next(sandbox);
      if (at === null || at > until) break;
      deps.sandboxes.moveClock(sandbox.name, Math.max(at, clock.now()));
      while (goesOn() && runBatch(sandbox.name, clock.now())) await store.committed();
      await store.committed();
      await settle(sandbox.name);
    }
    if (goesOn()) deps.sandboxes.moveClock(sandbox.name, Math.max(until, clock.now()));
  }

  deps.events.on("planned", ({ sandbox, at }) => touched(sandbox, at));
  deps.events.on("clock-replaced", ({ sandbox }) => wake(sandbox));

  return {
    start(sandboxes) {
      for (const { name } of sandboxes) wake(name);
    },
    next,
    async advance(sandbox, until) {
      const before = advancing.get(sandbox.name) ?? Promise.resolve();
      const mine = before
        .then(() => walk(sandbox, until))
        .finally(() => deps.events.emit({ kind: "advanced", sandbox: sandbox.name }));
      const quiet = mine.catch(() => {});
      advancing.set(sandbox.name, quiet);
      await mine;
      if (advancing.get(sandbox.name) === quiet) advancing.delete(sandbox.name);
    },
    stop() {
      stopped = true;
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
  };
}
