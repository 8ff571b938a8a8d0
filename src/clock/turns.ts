// Pieces of long work, one at a time, a few turns of the event loop apart. Between two of them the
// loop accepts connections and serves what arrived meanwhile.

import type { Turns } from "../core/clock.ts";
import { afterMicrotasks, onNextTurn } from "../core/timers.ts";
import { hostClock } from "./host-clock.ts";

/** Turns from one long piece to the next. The loop accepts a single connection of a listener in each of them. */
const turnsApart = 4;
/** Milliseconds of a turn after which no further short piece begins in it. */
const sharedMs = 4;

export function createTurns(): Turns {
  const [long, short] = [createQueue(turnsApart, 0), createQueue(1, sharedMs)];
  return { next: (owner, isShort = false) => new Promise((resolve) => (isShort ? short : long)(owner, resolve)) };
}

type Queue = (owner: unknown, start: () => void) => void;

/**
 * @param apart turns before the next piece begins
 * @param within milliseconds of one turn in which further pieces begin; 0: none does
 */
function createQueue(apart: number, within: number): Queue {
  /** Pieces that wait, by owner; the first owner is the next. */
  const waiting = new Map<unknown, (() => void)[]>();
  let isPlanned = false;

  function plan(): void {
    if (isPlanned || waiting.size === 0) return;
    isPlanned = true;
    afterTurns(apart, () => {
      isPlanned = false;
      startNext(hostClock.elapsed());
    });
  }

  function startNext(began: number): void {
    for (const [owner, pieces] of waiting) {
      waiting.delete(owner);
      const start = pieces.shift();
      if (pieces.length > 0) waiting.set(owner, pieces);
      plan();
      start?.();
      // The work runs in microtasks: it is over, or waits for the loop, when they are.
      if (within > 0)
        afterMicrotasks(() => {
          if (hostClock.elapsed() - began < within) startNext(began);
        });
      return;
    }
  }

  return (owner, start) => {
    const pieces = waiting.get(owner);
    if (pieces === undefined) waiting.set(owner, [start]);
    else pieces.push(start);
    plan();
  };
}

function afterTurns(count: number, work: () => void): void {
  onNextTurn(() => (count <= 1 ? work() : afterTurns(count - 1, work)));
}
