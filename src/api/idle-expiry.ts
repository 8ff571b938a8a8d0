// Removes sandboxes with an idle time once nothing has happened in them for so long, in real time.

import type { Cancel } from "../core/clock.ts";
import { sandboxOf } from "./event-log.ts";
import type { ApiPorts } from "./ports.ts";

export interface IdleExpiry {
  /** Counts as use from outside. */
  touch(sandbox: string): void;
  /** Begins a use that lasts: a wait, an event stream. @returns how to end it */
  use(sandbox: string): () => void;
  stop(): void;
}

export function createIdleExpiry(deps: ApiPorts, remove: (sandbox: string) => void): IdleExpiry {
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
      // A sandbox that cannot be removed now (disk full) is tried again after as long.
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
