// Judges a journal by all rules.

import type { Conduct, ConductResult } from "../../api/schema/conduct.ts";
import { conductLevels } from "../../api/schema/conduct.ts";
import type { Json } from "../../core/json.ts";
import { type Sentence, sentencesOf } from "../../core/sentences.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import { matches } from "../glob.ts";
import { buildModel } from "./build-model.ts";
import type { ConductJournal } from "./journal.ts";
import { MaskedWords } from "./masked-words.ts";
import type { ConductModel } from "./model.ts";
import { conductOf } from "./result.ts";
import type { ConductRule, Level, Violation } from "./rule.ts";
import { rules } from "./rules.ts";
import { provokes, sentences } from "./sentences.ts";
import { type RuleSettings, readSettings } from "./settings.ts";
import { ruleRows, rulesToCome } from "./thresholds.ts";

export interface AssessOptions {
  /** Globs of rules to judge by; absent: all. */
  readonly only?: readonly string[];
  /** Globs of rules to leave out. */
  readonly except?: readonly string[];
  /** As `conduct.yaml` has them. */
  readonly rules?: Json;
  /** False: no text of an SMS, no times. */
  readonly texts?: boolean;
  readonly times?: boolean;
}

/** @throws UsageError for a rule that does not exist, or for wrong settings */
export async function assess(
  journal: ConductJournal,
  vocabularies: readonly Vocabulary[],
  { only, except, rules: given, texts = true, times = true }: AssessOptions = {},
): Promise<Conduct> {
  const settings = readSettings(given);
  const chosen = choose(only, except);
  const examples = new MaskedWords({ texts, times });
  const model = await buildModel(journal, vocabularies, { sameWithin: settings.sameWithin, words: examples });
  const results: ConductResult[] = [];
  for (const rule of chosen) {
    const own = settings.rules.get(rule.id);
    if (own === undefined) throw new Error(`rule ${rule.id} has no row in the table of thresholds`);
    results.push(resultOf(rule, model, own, times));
    await journal.turn?.();
  }
  return conductOf(journal.sandbox, results, limitsOf(model));
}

/** Rules that the globs name. @throws UsageError for a glob that names none */
export function choose(
  only: readonly string[] = ["*"],
  except: readonly string[] = [],
  where = { only: "only", except: "except" },
): readonly ConductRule[] {
  const ids = rules.map(({ id }) => id);
  refuseUnknown(only, ids, where.only);
  refuseUnknown(except, [...ids, ...rulesToCome], where.except);
  const fits = (globs: readonly string[], id: string): boolean => globs.some((glob) => matches(glob, id));
  return rules.filter(({ id }) => fits(only, id) && !fits(except, id));
}

function refuseUnknown(globs: readonly string[], ids: readonly string[], where: string): void {
  const glob = globs.find((candidate) => !ids.some((id) => matches(candidate, id)));
  if (glob === undefined) return;
  const remedy = "write an id such as TC201, or TC2* for all of a group";
  throw new UsageError({ where, problem: "names no rule", value: glob, remedy });
}

function resultOf(rule: ConductRule, model: ConductModel, own: RuleSettings, isTimed: boolean): ConductResult {
  const { id } = rule;
  const [row, words] = [ruleRows[id], sentences[id]];
  if (row === undefined || words === undefined) throw new Error(`rule ${id} has no row or no sentences`);
  const base = {
    id,
    name: words.name.en,
    accepted: null,
    threshold: Object.fromEntries(own.thresholds),
    evidence: row.evidence,
    remedy: stopless(words.remedy.en),
    provoke: provokes(words).en,
    portuguese: { name: words.name.pt, remedy: stopless(words.remedy.pt), provoke: provokes(words).pt },
    keptSince: null,
  };
  const none = { assessed: 0, occurrences: 0, accounts: [], cost: null, examples: [] };
  if (own.isOff) return { ...base, ...none, level: row.level, verdict: "off" };
  if (rule.needsTimes === true && !model.hasTimes)
    return { ...base, ...none, level: row.level, verdict: "notAssessed" };
  const { assessed, violations } = rule.find(model, (name) => {
    const value = own.thresholds.get(name);
    if (value === undefined) throw new Error(`rule ${id} has no threshold ${name}`);
    return value;
  });
  const verdict = violations.length > 0 ? "violated" : assessed > 0 ? "kept" : "notAssessed";
  const credits = violations.reduce((sum, violation) => sum + (violation.credits ?? 0), 0);
  return {
    ...base,
    verdict,
    level: own.level ?? worst(violations, row.level),
    assessed,
    occurrences: violations.reduce((sum, { times = 1 }) => sum + times, 0),
    accounts: [...new Set(violations.map(({ account }) => account))].sort(),
    cost: credits === 0 ? null : { credits },
    examples: examplesOf(violations, isTimed),
    keptSince: verdict === "kept" ? model.since : null,
  };
}

/** Reports add the full stop. */
function stopless(sentence: string): string {
  return sentence.replace(/\.$/, "");
}

/** The worst level among violations; each has that of the rule, unless it says its own. */
function worst(violations: readonly Violation[], level: Level): Level {
  const levels = new Set(violations.map((violation) => violation.level ?? level));
  return conductLevels.find((level) => levels.has(level)) ?? level;
}

/** Examples of a result at most. */
const maxExamples = 5;
/** Requests, messages, callbacks and gaps of an example at most. */
const maxParts = 50;

/** The first ones, with the worst one among them. */
function examplesOf(violations: readonly Violation[], isTimed: boolean): ConductResult["examples"] {
  const [worstViolation] = violations.toSorted((a, b) => (b.times ?? 1) - (a.times ?? 1));
  const first = violations.slice(0, maxExamples);
  const examples =
    worstViolation === undefined || first.includes(worstViolation) ? first : [...first.slice(0, -1), worstViolation];
  return examples.map(({ text, at, requests = [], messages = [], callbacks = [], gapsMs }) => ({
    text: text.en,
    portuguese: text.pt,
    ...(isTimed ? { at } : {}),
    requests: requests.slice(0, maxParts),
    messages: messages.slice(0, maxParts),
    callbacks: callbacks.slice(0, maxParts),
    ...(gapsMs === undefined || !isTimed ? {} : { gapsMs: gapsMs.slice(0, maxParts) }),
  }));
}

/** Reasons to doubt the results. */
function limitsOf({ requests, since, lostMessages, leftOut, hasTimes }: ConductModel): readonly Sentence[] {
  const limits: Sentence[] = [];
  const gone = say(leftOut ? "since" : "lost");
  if (since !== null) limits.push(say("requests", { request: since, gone }));
  if (lostMessages) limits.push(say("messages", { gone }));
  for (const [account, all] of Map.groupBy(requests, ({ account }) => account)) {
    const addresses = new Set(all.map(({ address }) => address).filter((address) => address !== ""));
    if (account.includes("/") && addresses.size > 1) limits.push(say("addresses", { count: addresses.size, account }));
  }
  if (!hasTimes) limits.push(say("times"));
  return limits;
}

const say = sentencesOf({
  since: { en: "left out by since", pt: "excluídas por since" },
  lost: { en: "lost", pt: "perdidas" },
  requests: {
    en: "the journal begins with request {request}: older ones are {gone}",
    pt: "o diário começa na requisição {request}: as anteriores foram {gone}",
  },
  messages: {
    en: "the oldest messages are {gone}: ids are not judged",
    pt: "as mensagens mais antigas foram {gone}: ids não são julgados",
  },
  addresses: {
    en: "{count} remote addresses used account {account}",
    pt: "{count} endereços remotos usaram a conta {account}",
  },
  times: {
    en: "requests without real times: rules about pauses are not assessed; an export has the times with --times",
    pt: "requisições sem tempos reais: regras sobre pausas não são avaliadas; uma exportação tem os tempos com --times",
  },
});
