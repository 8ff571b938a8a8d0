// Pieces of long work, one at a time, a few turns of the event loop apart. Between two of them the
// loop accepts connections and serves what arrived meanwhile.

import type { Turns } from "../core/clock.ts";
import { onNextTurn } from "../core/timers.ts";

/** Turns from one piece to the next. The loop accepts a single connection of a listener in each of them. */
const turnsApart = 4;

export function createTurns(): Turns {
  /** Pieces that wait, by owner; the first owner is the next. */
  const waiting = new Map<unknown, (() => void)[]>();
  let isPlanned = false;

  function plan(): void {
    if (isPlanned || waiting.size === 0) return;
    isPlanned = true;
    afterTurns(turnsApart, run);
  }

  function run(): void {
    isPlanned = false;
    for (const [owner, pieces] of waiting) {
      waiting.delete(owner);
      const piece = pieces.shift();
      if (pieces.length > 0) waiting.set(owner, pieces);
      plan();
      piece?.();
      return;
    }
  }

  return {
    next: (owner) =>
      new Promise((resolve) => {
        const pieces = waiting.get(owner);
        if (pieces === undefined) waiting.set(owner, [resolve]);
        else pieces.push(resolve);
        plan();
      }),
  };
}

function afterTurns(count: number, work: () => void): void {
  onNextTurn(() => (count <= 1 ? work() : afterTurns(count - 1, work)));
}
