// Pieces of long work, one in each turn of the event loop. Between two of them the loop serves what arrived meanwhile.

import type { Turns } from "../core/clock.ts";
import { onNextTurn } from "../core/timers.ts";

export function createTurns(): Turns {
  /** Pieces that wait, by lane; the first lane is the next. */
  const lanes = new Map<unknown, (() => void)[]>();
  let isPlanned = false;

  function plan(): void {
    if (isPlanned || lanes.size === 0) return;
    isPlanned = true;
    onNextTurn(run);
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
