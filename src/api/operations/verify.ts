import { UsageError } from "../../core/usage-error.ts";
import type { Api } from "../api.ts";
import { missingSentence } from "../causes.ts";
import { countItems, findItems } from "../find.ts";
import { type Expectation, expectation, type Verified, verified } from "../schema/wait.ts";
import { type ListSearch, searchFor } from "../search.ts";
import { value } from "./entries.ts";

export const verifyOperation = {
  verify: value("POST /sandboxes/{sandbox}/verify", {
    summary: "Counts matching items, or looks for an order, and says what differs",
    input: expectation,
    output: verified,
    run(api, { sandbox, ...expected }) {
      api.sandbox(sandbox);
      return expected.order === undefined ? counted(api, sandbox, expected) : inOrder(api, sandbox, expected);
    },
  }),
};

/** Items named in a failure. */
const examples = 10;

async function counted(api: Api, sandbox: string, expected: Expectation): Promise<Verified> {
  const expectedCount = expectedCountOf(expected);
  const search = await searchFor(api, sandbox, expected);
  const count = await countItems(api, sandbox, search);
  if (count >= expectedCount.min && count <= expectedCount.max) return { ok: true, count, failure: null };
  const failure = `expected ${expectedCount.words} of ${expected.what}, found ${count}`;
  if (count < expectedCount.min)
    return { ok: false, count, failure: `${failure}; ${await missingSentence(api, sandbox, expected)}` };
  const items = await findItems(api, sandbox, search, { limit: examples });
  const numbers = items.map(({ seq }) => seq).join(", ");
  return { ok: false, count, failure: `${failure}; they are number ${numbers}${count > examples ? "…" : ""}` };
}

function expectedCountOf({ exactly, atLeast, atMost, never, order }: Expectation): {
  min: number;
  max: number;
  words: string;
} {
  const ways = [exactly, never, order, atLeast ?? atMost].filter((way) => way !== undefined);
  if (ways.length > 1) {
    const remedy = "give one of exactly, never and order, or atLeast and atMost";
    throw new UsageError({ where: "bounds", problem: "do not go together", remedy });
  }
  if (never === true) return { min: 0, max: 0, words: "none" };
  if (exactly !== undefined) return { min: exactly, max: exactly, words: `exactly ${exactly}` };
  if (atLeast === undefined && atMost === undefined) return { min: 1, max: Infinity, words: "at least 1" };
  const words = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
  ];
  return { min: atLeast ?? 0, max: atMost ?? Infinity, words: words.join(" and ") };
}

async function inOrder(api: Api, sandbox: string, expected: Expectation): Promise<Verified> {
  expectedCountOf(expected);
  const steps = (expected.order ?? []).map((where) => ({ what: expected.what, where }) as ListSearch);
  let after = 0;
  for (const [index, step] of steps.entries()) {
    const [item] = await findItems(api, sandbox, await searchFor(api, sandbox, step), { after, limit: 1 });
    if (item === undefined) {
      const before = index === 0 ? "" : ` after number ${after}`;
      const nearest = await missingSentence(api, sandbox, step);
      const failure = `the order breaks at step ${index + 1} of ${steps.length}: none of ${step.what}${before} matches; ${nearest}`;
      return { ok: false, count: index, failure };
    }
    after = item.seq;
  }
  return { ok: true, count: steps.length, failure: null };
}
