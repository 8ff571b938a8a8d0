import { counted } from "../../core/counted.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { Api } from "../api.ts";
import { missingSentence } from "../causes.ts";
import { countItems, findItems } from "../find.ts";
import { expectation, type ListExpectation, type Verified, verified } from "../schema/wait.ts";
import { type ListSearch, searchFor } from "../search.ts";
import { value } from "./entries.ts";

export const verifyOperation = {
  verify: value("POST /sandboxes/{sandbox}/verify", {
    summary: "Counts matching items, looks for an order or for rules that should match nothing, and says what differs",
    input: expectation,
    output: verified,
    run(api, { sandbox, ...expected }) {
      api.sandbox(sandbox);
      if (expected.what === "scenario") return unexpected(api, sandbox);
      return expected.order === undefined ? asMany(api, sandbox, expected) : inOrder(api, sandbox, expected);
    },
  }),
};

/** Items named in a failure. */
const examples = 10;

async function asMany(api: Api, sandbox: string, expected: ListExpectation): Promise<Verified> {
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

function expectedCountOf({ exactly, atLeast, atMost, never, order }: ListExpectation): {
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

async function inOrder(api: Api, sandbox: string, expected: ListExpectation): Promise<Verified> {
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

/** Finds the rules with `expect: never` that matched since the scenario was put, or the last reset. */
function unexpected(api: Api, sandbox: string): Verified {
  const running = api.runner.get(sandbox);
  if (running === null) return { ok: false, count: 0, failure: "no scenario is active" };
  const matched = running.scenario.rules.flatMap(({ number, title, expect }) => {
    const count = running.uses(number);
    return expect === "never" && count > 0 ? [{ number, title: api.mask(title), count }] : [];
  });
  if (matched.length === 0) return { ok: true, count: 0, failure: null };
  const failures = matched.map(({ number, title, count }) => {
    const requests = running.unexpected.requestsOf(number);
    const places = [
      namedIn(requests.length === 1 ? "request" : "requests", requests),
      namedIn("PDUs and events:", running.unexpected.othersOf(number)),
    ].join("");
    return `rule ${number} "${title}" should match no request, and matched ${counted(count, "time")}${places}`;
  });
  const count = matched.reduce((sum, rule) => sum + rule.count, 0);
  return { ok: false, count, failure: failures.join("; ") };
}

function namedIn(words: string, matches: readonly string[]): string {
  if (matches.length === 0) return "";
  return `; ${words} ${matches.slice(0, examples).join(", ")}${matches.length > examples ? "…" : ""}`;
}
