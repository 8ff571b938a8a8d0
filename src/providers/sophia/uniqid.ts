// PHP's uniqid(): 13 hexadecimal digits of seconds and microseconds. On a clock that stands, the next free microsecond.

import type { Clock } from "../../core/clock.ts";

/** Beyond what is already known taken, by clock: a reset gives the sandbox a new one, and ids begin again. */
const nexts = new WeakMap<Clock, number>();

/** @param taken whether the sandbox has a message with this id */
export function uniqid(clock: Clock, taken: (id: string) => boolean): string {
  const now = clock.now() * 1_000;
  const earlier = nexts.get(clock);
  let micros = Math.max(now, earlier ?? 0);
  // After a restart on a clock that stands, ids from here on may be taken already: find the end of the run by doubling
  // steps and halving back, rather than one by one.
  if (earlier === undefined && taken(written(micros))) micros = endOfRun(micros, taken);
  while (taken(written(micros))) micros += 1;
  nexts.set(clock, micros + 1);
  return written(micros);
}

function endOfRun(start: number, taken: (id: string) => boolean): number {
  let [low, step] = [start, 1];
  while (taken(written(low + step))) {
    low += step;
    step *= 2;
  }
  let high = low + step;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (taken(written(middle))) low = middle;
    else high = middle;
  }
  return high;
}

function written(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  return seconds.toString(16).padStart(8, "0") + (micros % 1_000_000).toString(16).padStart(5, "0");
}
