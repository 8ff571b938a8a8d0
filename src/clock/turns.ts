// Pieces of long work, one at a time, some turns of the event loop apart. Between two of them the
// loop accepts connections and serves what arrived meanwhile.

import type { Turns } from "../core/clock.ts";
import { afterMicrotasks, onNextTurn } from "../core/timers.ts";
import { hostClock } from "./host-clock.ts";

/**
 * Turns from one long piece to the next. In each of them the loop accepts a single connection of a listener. There are at least
 * `min` and at most `max`; between the two they end when they took `share` times as long as the piece.
 */
const turnsApart = { min: 4, max: 96, share: 3 };
const nextTurn = { min: 1, max: 1, share: 0 };
/** Milliseconds of a turn after which no further short piece begins in it. */
const sharedMs = 4;

/** @param elapsed milliseconds of the host clock */
export function createTurns(elapsed: () => number = hostClock.elapsed): Turns {
  const [long, short] = [createQueue(turnsApart, 0, elapsed), createQueue(nextTurn, sharedMs, elapsed)];
  return { next: (owner, isShort = false) => new Promise((resolve) => (isShort ? short : long)(owner, resolve)) };
}

type Queue = (owner: unknown, start: () => void) => void;

/**
 * @param apart turns before the next piece begins
 * @param within milliseconds of one turn in which further pieces begin; 0: none does
 */
function createQueue(apart: typeof turnsApart, within: number, elapsed: () => number): Queue {
  /** Pieces that wait, by owner; the first owner is the next. */
  const waiting = new Map<unknown, (() => void)[]>();
  let isPlanned = false;
  /** Time at which the turns since the latest piece took long enough. */
  let restedAt = 0;

  function plan(): void {
    if (isPlanned || waiting.size === 0) return;
    isPlanned = true;
    rest(1);
  }

  /** @param turn counts from 1 */
  function rest(turn: number): void {
    onNextTurn(() => {
      const now = elapsed();
      if (turn < apart.min || (turn < apart.max && now < restedAt)) rest(turn + 1);
      else {
        isPlanned = false;
        startNext(now);
      }
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
      afterMicrotasks(() => {
        const now = elapsed();
        restedAt = now + apart.share * (now - began);
        if (now - began < within) startNext(began);
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
