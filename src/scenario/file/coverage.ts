// Use of a scenario, joined with the lines of its file.

import type { Millis } from "../../core/clock.ts";
import { failureWords } from "../../core/near-miss.ts";
import { type Bilingual, bilingual, sentencesOf } from "../../core/sentences.ts";
import type { Rule } from "../engine/scenario.ts";
import type { NearestRequest, RuleUsage, ScenarioUsage } from "../engine/usage.ts";
import { durationWords } from "../engine/words.ts";
import { type LocatedValue, readDocument } from "./document.ts";
import { scenarioSchema } from "./schema.ts";
import { eachTurn, type PlacedTurn } from "./soundness/turns.ts";

const say = sentencesOf({
  "too-early": { en: "the clock went to {time}", pt: "o relógio foi até {time}" },
  "no-change": { en: "nothing was changed by it", pt: "ela não mudou nada" },
});

export interface ScenarioCoverage {
  readonly file: string;
  /** SHA-256 of the text. */
  readonly hash: string;
  readonly title: string;
  readonly sandboxes: number;
  readonly requests: number;
  readonly rules: RuleCoverage[];
  readonly timeline: EntryCoverage[];
  readonly accounts: { readonly account: string; readonly line: number; readonly requests: number }[];
}

export interface RuleCoverage {
  readonly name: string;
  readonly line: number;
  readonly matched: number;
  readonly tried: number;
  /** True of a rule that no request should match. */
  readonly never: boolean;
  /** The request that came nearest, of a rule that never matched. */
  readonly nearest: { readonly request: number; readonly failedOn: string; readonly portuguese: string } | null;
  readonly steps: { readonly line: number; readonly kind: string; readonly ran: number }[];
  readonly turns: { readonly line: number; readonly used: number }[];
  readonly keys: { readonly key: string; readonly line: number; readonly decided: number; readonly held: number }[];
}

export interface EntryCoverage {
  readonly at: string;
  readonly line: number;
  readonly happened: number;
  readonly effect: number;
  readonly why: string | null;
  /** The reason in Portuguese. */
  readonly portuguese: string | null;
}

export function coverageOf(usage: ScenarioUsage): ScenarioCoverage {
  const { scenario, sandboxes, requests, reached } = usage;
  const document = readDocument(scenario.source.text);
  const file = scenarioSchema.parse(document.value);
  const lineOf = (path: readonly PropertyKey[]): number => document.placeOf(path).line;
  return {
    file: scenario.source.file,
    hash: scenario.fingerprint,
    title: scenario.title,
    sandboxes,
    requests,
    rules: usage.rules.map((rule) => {
      const turns = eachTurn({ file }, rule.rule);
      return ruleCoverage(usage, rule, turns, document);
    }),
    timeline: scenario.timeline.map(({ number, at }, index) => {
      const { happened = 0, effect = 0, why = null } = usage.entries[index] ?? {};
      const written = document.written(["timeline", index, "at"]) ?? ("after" in at ? durationWords(at.after) : "");
      const reason = effect > 0 ? null : reasonOf(happened, why, reached);
      const line = lineOf(["timeline", number - 1]);
      return { at: written, line, happened, effect, why: reason?.en ?? null, portuguese: reason?.pt ?? null };
    }),
    accounts: [...usage.accounts].map(([account, count]) => {
      return { account, line: document.placeOfKey(["accounts"], account).line, requests: count };
    }),
  };
}

/** Reason why an entry had no effect. */
function reasonOf(happened: number, why: string | null, reached: Millis): Bilingual {
  if (happened === 0) return bilingual(say("too-early", { time: durationWords(reached) }));
  return why === null ? bilingual(say("no-change")) : { en: why, pt: why };
}

function nearestView({ request, nearMiss }: NearestRequest) {
  const { en, pt } = failureWords(nearMiss);
  return { request, failedOn: en, portuguese: pt };
}

function ruleCoverage(
  usage: ScenarioUsage,
  rule: RuleUsage,
  turns: readonly PlacedTurn[],
  document: LocatedValue,
): RuleCoverage {
  const { matched, nearest } = rule;
  const path = ["rules", rule.rule.number - 1];
  const lineOf = (at: readonly PropertyKey[]): number => document.placeOf(at).line;
  const keys = keysOf(usage, rule, document);
  const rejected = rule.rejections.reduce((sum, count) => sum + count, 0);
  return {
    name: rule.rule.title,
    line: lineOf(path),
    matched,
    tried: matched + rejected,
    never: rule.rule.expect === "never",
    nearest: matched > 0 || nearest === null ? null : nearestView(nearest),
    steps: stepsOf(rule, turns, document),
    turns: turnsOf(rule.rule, rule.turns, lineOf),
    keys,
  };
}

function turnsOf({ number, turns }: Rule, used: readonly number[], lineOf: (path: readonly PropertyKey[]) => number) {
  if (turns.length < 2) return [];
  return turns.map((_, index) => ({ line: lineOf(["rules", number - 1, "inTurn", index]), used: used[index] ?? 0 }));
}

/** Steps with the uses of their turn or branch; steps beside `oneOf` run with each branch. */
function stepsOf(rule: RuleUsage, turns: readonly PlacedTurn[], document: LocatedValue): RuleCoverage["steps"] {
  const uses = rule.turns.flatMap((used, turn) => {
    const branches = rule.branches[turn] ?? [];
    return branches.length === 0 ? [used] : branches;
  });
  const counts = new Map<string, RuleCoverage["steps"][number]>();
  for (const [index, { steps }] of turns.entries()) {
    for (const { step, path } of steps) {
      const kind = Object.keys(step).join(", ");
      const key = path.join(".");
      const ran = (counts.get(key)?.ran ?? 0) + (uses[index] ?? 0);
      counts.set(key, { line: document.placeOf(path).line, kind, ran });
    }
  }
  return [...counts.values()];
}

function keysOf(usage: ScenarioUsage, { rule, keys, rejections, matched }: RuleUsage, document: LocatedValue) {
  const path = ["rules", rule.number - 1];
  const line = (key: string): number =>
    key === "limit" || key === "inTurn"
      ? document.placeOfKey(path, key).line
      : document.placeOfKey([...path, "when"], key === "sequence" ? "fields" : key).line;
  const rows: RuleCoverage["keys"] = [];
  for (const key of ["provider", "operation"] as const) {
    if (rule.when[key] === undefined) continue;
    const held = matched + rejections.reduce((sum, count) => sum + count, 0);
    rows.push({ key, line: line(key), decided: usage.excluded(rule, key), held });
  }
  let left = matched + rejections.reduce((sum, count) => sum + count, 0);
  for (const [index, key] of keys.entries()) {
    const decided = rejections[index] ?? 0;
    left -= decided;
    if (isWritten(rule, key)) rows.push({ key, line: line(key), decided, held: left });
  }
  return rows;
}

function isWritten(rule: Rule, key: string): boolean {
  if (key === "limit") return rule.limit !== undefined;
  if (key === "inTurn") return rule.turns.length > 1 && rule.afterTurns === "pass";
  return Object.hasOwn(rule.when, key);
}
