// Sandboxes that asked for it go when nothing has happened in them for long enough, in real time.

import type { Cancel } from "../core/clock.ts";
import type { ControlDeps } from "./ports.ts";
import { sandboxOf } from "./wait.ts";

export interface Idle {
  /** Somebody used it from outside. */
  touch(sandbox: string): void;
  /** Somebody uses it from now on, until what this gives is called: a wait, an event stream. */
  use(sandbox: string): () => void;
  stop(): void;
}

export function createIdle(deps: ControlDeps, remove: (sandbox: string) => void): Idle {
  const { sandboxes, hostClock } = deps;
  const used = new Map<string, number>();
  const open = new Map<string, number>();
  const timers = new Map<string, Cancel>();
  const idleOf = (name: string): number => (sandboxes.get(name) === null ? 0 : (sandboxes.settings(name).idleMs ?? 0));

  function plan(name: string): void {
    timers.get(name)?.();
    timers.delete(name);
    const idle = idleOf(name);
    if (idle === 0) {
      used.delete(name);
      return;
    }
    const last = used.get(name) ?? hostClock.elapsed();
    used.set(name, last);
    timers.set(
      name,
      hostClock.after(last + idle - hostClock.elapsed(), () => look(name)),
    );
  }

  function look(name: string): void {
    const idle = idleOf(name);
    if (open.has(name)) touch(name);
    if (idle > 0 && (used.get(name) ?? 0) + idle <= hostClock.elapsed()) {
      // One that cannot be removed now (disk full) is looked at again after as long.
      used.set(name, hostClock.elapsed());
      remove(name);
    }
    plan(name);
  }

  const touch = (name: string): void => {
    if (used.has(name)) used.set(name, hostClock.elapsed());
  };
  const silence = deps.events.listen((event) => {
    const name = sandboxOf(event);
    touch(name);
    if (event.kind === "sandbox") plan(name);
  });
  for (const { name } of sandboxes.list()) plan(name);

  return {
    touch,
    use(name) {
      open.set(name, (open.get(name) ?? 0) + 1);
      return () => {
        const left = (open.get(name) ?? 0) - 1;
        if (left > 0) open.set(name, left);
        else open.delete(name);
        touch(name);
      };
    },
    stop() {
      silence();
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}
