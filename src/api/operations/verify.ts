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
  const bounds = boundsOf(expected);
  const search = await searchFor(api, sandbox, expected);
  const count = await countItems(api, sandbox, search);
  if (count >= bounds.least && count <= bounds.most) return { ok: true, count, failure: null };
  const failure = `expected ${bounds.words} of ${expected.what}, found ${count}`;
  if (count < bounds.least)
    return { ok: false, count, failure: `${failure}; ${await missingSentence(api, sandbox, expected)}` };
  const found = await findItems(api, sandbox, search, { limit: examples });
  const numbers = found.map(({ seq }) => seq).join(", ");
  return { ok: false, count, failure: `${failure}; they are number ${numbers}${count > examples ? "…" : ""}` };
}

function boundsOf({ exactly, atLeast, atMost, never, order }: Expectation): {
  least: number;
  most: number;
  words: string;
} {
  const ways = [exactly, never, order, atLeast ?? atMost].filter((one) => one !== undefined);
  if (ways.length > 1) {
    const remedy = "give one of exactly, never and order, or atLeast and atMost";
    throw new UsageError({ where: "bounds", problem: "do not go together", remedy });
  }
  if (never === true) return { least: 0, most: 0, words: "none" };
  if (exactly !== undefined) return { least: exactly, most: exactly, words: `exactly ${exactly}` };
  if (atLeast === undefined && atMost === undefined) return { least: 1, most: Infinity, words: "at least 1" };
  const words = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
  ];
  return { least: atLeast ?? 0, most: atMost ?? Infinity, words: words.join(" and ") };
}

async function inOrder(api: Api, sandbox: string, expected: Expectation): Promise<Verified> {
  boundsOf(expected);
  const steps = (expected.order ?? []).map((where) => ({ what: expected.what, where }) as ListSearch);
  let after = 0;
  for (const [index, step] of steps.entries()) {
    const [found] = await findItems(api, sandbox, await searchFor(api, sandbox, step), { after, limit: 1 });
    if (found === undefined) {
      const before = index === 0 ? "" : ` after number ${after}`;
      const nearest = await missingSentence(api, sandbox, step);
      const failure = `the order breaks at step ${index + 1} of ${steps.length}: none of ${step.what}${before} matches; ${nearest}`;
      return { ok: false, count: index, failure };
    }
    after = found.seq;
  }
  return { ok: true, count: steps.length, failure: null };
}
