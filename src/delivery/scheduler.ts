// Runs due items on each sandbox's clock: by a timer, or step by step on a manual clock. Taking an item off the schedule
// and its effects share a transaction.

import type { Cancel, Clock, Instant } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import type { Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import { onNextTurn } from "../core/timers.ts";

/** Items per turn of the event loop. */
const batch = 200;
/** Milliseconds between two looks at a real clock: the machine's date may be set meanwhile. */
const maxTimerMs = 60_000;
/** Real milliseconds until the next try after a failure of the store, for example a full disk. */
const pauseMs = 1_000;

export interface SchedulerDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Pick<Sandboxes, "get" | "keepClock" | "moveClock">;
  readonly hostClock: Clock;
  /** Awaited in this order before a manual clock moves: everything sent for the sandbox is answered. */
  readonly settled: readonly ((sandbox: string) => Promise<void>)[];
  readonly onBug: (error: unknown) => void;
}

interface DueTimer {
  readonly at: Instant;
  readonly cancel: Cancel;
}

export class Scheduler {
  readonly #deps: SchedulerDeps;
  readonly #timers = new Map<string, DueTimer>();
  readonly #running = new Set<string>();
  readonly #advancing = new Map<string, Promise<void>>();
  #isStopped = false;

  constructor(deps: SchedulerDeps) {
    this.#deps = deps;
    deps.events.on("planned", ({ sandbox, at }) => this.#planned(sandbox, at));
    deps.events.on("clock-replaced", ({ sandbox }) => this.#setTimer(sandbox));
  }

  /** Sets the timers at the start. */
  start(sandboxes: readonly Sandbox[]): void {
    for (const { name } of sandboxes) this.#setTimer(name);
  }

  /** The earliest instant at which an item is due or a timer runs. */
  next(sandbox: Sandbox): Instant | null {
    const due = this.#deps.store.schedule.next(sandbox.name);
    const timer = sandbox.clock.nextTimer();
    if (due === null || timer === null) return due ?? timer;
    return Math.min(due, timer);
  }

  /**
   * Moves a manual clock from due instant to due instant up to `until`. Before each step, and at the end, everything sent
   * is answered or has timed out.
   */
  async advance(sandbox: Sandbox, until: Instant): Promise<void> {
    const { name } = sandbox;
    const before = this.#advancing.get(name) ?? Promise.resolve();
    const advance = before
      .then(() => this.#walk(sandbox, until))
      .finally(() => this.#deps.events.emit({ kind: "advanced", sandbox: name }));
    const quiet = advance.catch(() => {});
    this.#advancing.set(name, quiet);
    await advance;
    if (this.#advancing.get(name) === quiet) this.#advancing.delete(name);
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  #runBatch(name: string, until: Instant): boolean {
    const { store, sandboxes, events, onBug } = this.#deps;
    const items = store.schedule.take(name, until, batch);
    // Keeps the clock's time in the transaction that the items need anyway.
    if (items.length > 0) sandboxes.keepClock(name);
    for (const item of items) {
      try {
        events.emit({ kind: `due-${item.kind}`, due: item });
      } catch (error) {
        onBug(error);
      }
    }
    return items.length > 0;
  }

  /** Handles everything that is due by now, with a turn of the event loop per batch. */
  async #run(name: string): Promise<void> {
    const { store, sandboxes } = this.#deps;
    for (;;) {
      const sandbox = sandboxes.get(name);
      if (this.#isStopped || sandbox === null || !this.#runBatch(name, sandbox.clock.now())) return;
      await store.committed();
    }
  }

  #startRun(name: string): void {
    this.#timers.delete(name);
    if (this.#running.has(name)) return;
    this.#running.add(name);
    const ended = (): void => {
      this.#running.delete(name);
      this.#setTimer(name);
    };
    onNextTurn(() => {
      this.#run(name).then(ended, (error: unknown) => {
        this.#deps.onBug(error);
        // The rollback made the items due again: a pause prevents a tight loop.
        this.#deps.hostClock.after(pauseMs, ended);
      });
    });
  }

  /** Sets a timer for an item, if it is the earliest. */
  #planned(name: string, at: Instant): void {
    const timer = this.#timers.get(name);
    if (this.#isStopped || this.#running.has(name) || (timer !== undefined && timer.at <= at)) return;
    const sandbox = this.#deps.sandboxes.get(name);
    if (sandbox === null) return;
    const { clock } = sandbox;
    const wait = at - clock.now();
    if (wait <= 0) {
      timer?.cancel();
      this.#startRun(name);
    } else if (clock.mode !== "manual") {
      timer?.cancel();
      const isLong = clock.mode === "real" && wait > maxTimerMs;
      const cancel = isLong
        ? clock.after(maxTimerMs, () => this.#setTimer(name))
        : clock.after(wait, () => this.#startRun(name));
      this.#timers.set(name, { at, cancel });
    }
  }

  /** Sets the timer of a sandbox anew, for its earliest item. */
  #setTimer(name: string): void {
    if (this.#isStopped || this.#deps.sandboxes.get(name) === null) return;
    this.#timers.get(name)?.cancel();
    this.#timers.delete(name);
    const at = this.#deps.store.schedule.next(name);
    if (at !== null) this.#planned(name, at);
  }

  async #settle(name: string): Promise<void> {
    for (const settled of this.#deps.settled) await settled(name);
    this.#deps.events.emit({ kind: "advancing", sandbox: name });
  }

  async #walk(sandbox: Sandbox, until: Instant): Promise<void> {
    const { store, sandboxes } = this.#deps;
    const { name, clock } = sandbox;
    // A reset, another clock or the end of the sandbox ends the walk.
    const goesOn = (): boolean => !this.#isStopped && sandboxes.get(name) === sandbox && sandbox.clock === clock;
    await this.#settle(name);
    while (goesOn()) {
      const at = this.next(sandbox);
      if (at === null || at > until) break;
      sandboxes.moveClock(name, Math.max(at, clock.now()));
      while (goesOn() && this.#runBatch(name, clock.now())) await store.committed();
      await store.committed();
      await this.#settle(name);
    }
    if (goesOn()) sandboxes.moveClock(name, Math.max(until, clock.now()));
  }
}
