// Pieces of long work, one at a time, a few turns of the event loop apart. Between two of them the
// loop accepts connections and serves what arrived meanwhile.

import type { Turns } from "../core/clock.ts";
import { onNextTurn } from "../core/timers.ts";

/** Turns from one piece to the next. The loop accepts a single connection of a listener in each of them. */
const turnsApart = 4;

export function createTurns(): Turns {
  /** Pieces that wait, by lane; the first lane is the next. */
  const lanes = new Map<unknown, (() => void)[]>();
  let isPlanned = false;

  function plan(): void {
    if (isPlanned || lanes.size === 0) return;
    isPlanned = true;
    afterTurns(turnsApart, run);
  }

  function run(): void {
    isPlanned = false;
    for (const [lane, pieces] of lanes) {
      lanes.delete(lane);
      const piece = pieces.shift();
      if (pieces.length > 0) lanes.set(lane, pieces);
      plan();
      piece?.();
      return;
    }
  }

  return {
    next: (lane) =>
      new Promise((resolve) => {
        const pieces = lanes.get(lane);
        if (pieces === undefined) lanes.set(lane, [resolve]);
        else pieces.push(resolve);
        plan();
      }),
  };
}

function afterTurns(count: number, work: () => void): void {
  onNextTurn(() => (count <= 1 ? work() : afterTurns(count - 1, work)));
}
