// Counts what matches, or looks for an order, and says what is otherwise.

import { UsageError } from "../core/usage-error.ts";
import type { Page } from "./filter-type.ts";
import type { Finder } from "./find.ts";
import { nearestSentence, type Sought } from "./nearest.ts";
import type { Checked, Expectation } from "./wait-type.ts";

/** The most of an order that one call may ask for. */
const longestOrder = 1_000;

export async function verify(find: Finder, expected: Expectation): Promise<Checked> {
  if (expected.order !== undefined) return inOrder(find, expected);
  const seqs = await seqsOf(find, expected);
  const count = seqs.length;
  const bounds = boundsOf(expected);
  if (count >= bounds.least && count <= bounds.most) return { ok: true, count, failure: null };
  const shown = seqs.slice(0, 10).join(", ");
  const why =
    count < bounds.least ? nearestSentence(find, expected) : `they are number ${shown}${count > 10 ? "…" : ""}`;
  return { ok: false, count, failure: `expected ${bounds.words} of ${expected.what}, found ${count}; ${why}` };
}

function boundsOf({ exactly, atLeast, atMost, never }: Expectation): { least: number; most: number; words: string } {
  if (never === true) return { least: 0, most: 0, words: "none" };
  if (exactly !== undefined) return { least: whole(exactly), most: exactly, words: `exactly ${exactly}` };
  if (atLeast === undefined && atMost === undefined) return { least: 1, most: Infinity, words: "at least 1" };
  const words = [
    ...(atLeast === undefined ? [] : [`at least ${whole(atLeast)}`]),
    ...(atMost === undefined ? [] : [`at most ${whole(atMost)}`]),
  ];
  return { least: atLeast ?? 0, most: atMost ?? Infinity, words: words.join(" and ") };
}

function whole(count: number): number {
  if (Number.isInteger(count) && count >= 0) return count;
  throw new UsageError({
    where: "count",
    problem: "must be a whole number",
    value: count,
    remedy: "use never for none",
  });
}

async function inOrder(find: Finder, expected: Expectation): Promise<Checked> {
  const steps = stepsOf(expected);
  if (steps.length > longestOrder) {
    throw new UsageError({
      where: "order",
      problem: `has more than ${longestOrder} steps`,
      remedy: "verify it in parts",
    });
  }
  let after = 0;
  for (const [index, step] of steps.entries()) {
    const seq = (await seqsOf(find, step, { after, limit: 1 }))[0];
    if (seq === undefined) {
      const before = index === 0 ? "" : ` after number ${after}`;
      const failure = `the order breaks at step ${index + 1} of ${steps.length}: none of ${step.what}${before} matches; ${nearestSentence(find, step)}`;
      return { ok: false, count: index, failure };
    }
    after = seq;
  }
  return { ok: true, count: steps.length, failure: null };
}

function stepsOf(expected: Expectation): readonly Sought[] {
  switch (expected.what) {
    case "messages":
      return (expected.order ?? []).map((where) => ({ what: "messages", where }));
    case "calls":
      return (expected.order ?? []).map((where) => ({ what: "calls", where }));
    case "callbacks":
      return (expected.order ?? []).map((where) => ({ what: "callbacks", where }));
    case "inbounds":
      return (expected.order ?? []).map((where) => ({ what: "inbounds", where }));
  }
}

async function seqsOf({ calmly }: Finder, sought: Sought, page: Page = {}): Promise<number[]> {
  switch (sought.what) {
    case "messages":
      return (await calmly.messages({ ...sought.where, ...page })).map(({ seq }) => seq);
    case "calls":
      return (await calmly.calls({ ...sought.where, ...page })).map(({ seq }) => seq);
    case "callbacks":
      return (await calmly.callbacks({ ...sought.where, ...page })).map(({ seq }) => seq);
    case "inbounds":
      return (await calmly.inbounds({ ...sought.where, ...page })).map(({ seq }) => seq);
  }
}
