// Turns of the event loop between pieces of long work. The loop accepts a single connection of a listener in each turn.

import { expect, it } from "vitest";
import { createTurns } from "../../src/clock/turns.ts";

/** Counts the turns from one piece to the next. @param pieceMs what a piece takes @param turnMs what each turn takes */
async function turnsBetween(pieceMs: number, turnMs: number): Promise<number> {
  let [now, turn, isOver] = [0, 0, false];
  const turns = createTurns(() => now);
  const count = (): void => {
    turn += 1;
    now += turnMs;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const starts: number[] = [];
  const piece = async (): Promise<void> => {
    await turns.next("sandbox");
    starts.push(turn);
    now += pieceMs;
  };
  await Promise.all([piece(), piece()]);
  isOver = true;
  const [first = 0, second = 0] = starts;
  return second - first;
}

it.each([
  ["a short piece", 0, 0, 4],
  ["turns that take longer than the piece", 8, 10, 4],
  ["short turns, until they took three times as long as the piece", 8, 1, 24],
  ["a long piece and empty turns, at most", 1_000, 0, 96],
])("%s", async (_name, pieceMs, turnMs, apart) => {
  const between = await turnsBetween(pieceMs, turnMs);
  // The counter may come before or after the piece in its turn.
  expect(Math.abs(between - apart)).toBeLessThanOrEqual(1);
});
