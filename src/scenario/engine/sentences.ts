// Rules and whole scenarios in words: for the journal, `torpedo explain` and the inbox.

import { type Bilingual, joined, ordinal, sentencesOf } from "../../core/sentences.ts";
import type { Rule, Scenario } from "./scenario.ts";
import { effectsWords } from "./step-sentences.ts";
import type { Effects } from "./steps.ts";
import { timelineWords } from "./timeline-sentences.ts";
import { whenWords } from "./when-sentences.ts";

const say = sentencesOf({
  used: { en: '{name} "{title}" (use {use}): {effects}', pt: '{name} "{title}" (uso {use}): {effects}' },
  "used-turn": {
    en: '{name} "{title}" (use {use}, turn {turn} of {turns}): {effects}',
    pt: '{name} "{title}" (uso {use}, vez {turn} de {turns}): {effects}',
  },
  "used-name": { en: "Rule {number}", pt: "Regra {number}" },
  "used-in-front": { en: "Rule in front", pt: "Regra à frente" },
  "used-nothing": { en: "nothing", pt: "nada" },
  "used-before": { en: "{effects} before processing", pt: "{effects} antes de processar" },

  rule: { en: "Rule {number}, {title}: {rest}.", pt: "Regra {number}, {title}: {rest}." },
  "in-front": { en: "In front: {rest}.", pt: "À frente: {rest}." },
  turn: { en: "the {nth} time {effects}", pt: "na {nth} vez {effects}" },
  "limit-one": { en: "at most 1 time", pt: "no máximo 1 vez" },
  limit: { en: "at most {count} times", pt: "no máximo {count} vezes" },
  last: { en: "and from then on as the last time", pt: "e daí em diante como na última vez" },
  loop: { en: "and then from the first again", pt: "e então de novo desde a primeira" },
  pass: { en: "and after that the rule is passed over", pt: "e depois disso a regra é pulada" },
  before: { en: "and nothing is processed", pt: "e nada é processado" },
  never: { en: "and no request should match", pt: "e nenhuma requisição deveria casar" },
  "goes-on": { en: "and the search goes on", pt: "e a busca continua nas regras de baixo" },
  "use-count": { en: "{rule} (used {count} times so far)", pt: "{rule} (usada {count} vezes até agora)" },
  "use-count-one": { en: "{rule} (used 1 time so far)", pt: "{rule} (usada 1 vez até agora)" },

  seed: {
    en: "All chance and all ids come from seed {seed}.",
    pt: "As escolhas aleatórias e os ids vêm da semente {seed}.",
  },
  "other-requests": {
    en: "A request that no rule takes has the provider's default answer.",
    pt: "Uma requisição que nenhuma regra pega recebe a resposta padrão do provedor.",
  },
  "no-rules": {
    en: "There are no rules: every request has the provider's default answer.",
    pt: "Não há regras: toda requisição recebe a resposta padrão do provedor.",
  },
  "clock-manual": {
    en: "The clock stands still{from} until it is moved by hand.",
    pt: "O relógio fica parado{from} até ser avançado à mão.",
  },
  "clock-real": { en: "The clock runs as the real one{from}.", pt: "O relógio anda como o real{from}." },
  "clock-fast": {
    en: "The clock runs {speed} times as fast as the real one{from}.",
    pt: "O relógio anda {speed} vezes mais rápido que o real{from}.",
  },
  "clock-from": { en: " from {instant}", pt: " a partir de {instant}" },
});

/** The description of a turn is the same at every use. */
const descriptions = new WeakMap<Effects, Bilingual>();

/** For the journal: which rule and turn it was, its count, and what it did. */
export function usedSentence(rule: Rule, turn: number, use: number, effects = rule.turns[turn]): Bilingual {
  const { number, title, turns } = rule;
  const name = rule.isInFront ? say("used-in-front") : say("used-name", { number });
  const done =
    effects === undefined ? say("used-nothing") : (descriptions.get(effects) ?? effectsWords(effects, rule.when.event));
  if (effects !== undefined) descriptions.set(effects, done);
  const words = rule.before ? say("used-before", { effects: done }) : done;
  return turns.length > 1
    ? say("used-turn", { name, title, use, turn: turn + 1, turns: turns.length, effects: words })
    : say("used", { name, title, use, effects: words });
}

/** A rule in one sentence, with its count when one is given. */
export function ruleSentence(rule: Rule, uses?: number): Bilingual {
  const { number, title } = rule;
  const words = ruleWords(rule);
  const rest = uses === undefined ? words : withCount(words, uses);
  return rule.isInFront ? say("in-front", { rest }) : say("rule", { number, title, rest });
}

/** A rule without its number and title: when it holds, and its steps. */
export function ruleWords(rule: Rule): Bilingual {
  const { limit, turns } = rule;
  const then = turns.map((effects, index) =>
    turns.length === 1
      ? effectsWords(effects, rule.when.event)
      : say("turn", { nth: ordinal(index + 1), effects: effectsWords(effects, rule.when.event) }),
  );
  const words = [whenWords(rule.when)];
  if (limit !== undefined) words.push(limit === 1 ? say("limit-one") : say("limit", { count: limit }));
  words.push(joined(then, "; "));
  if (turns.length > 1) words.push(say(rule.afterTurns));
  if (rule.before) words.push(say("before"));
  if (rule.goesOn) words.push(say("goes-on"));
  if (rule.expect === "never") words.push(say("never"));
  return joined(words, ", ");
}

function withCount(rule: Bilingual, count: number): Bilingual {
  return count === 1 ? say("use-count-one", { rule }) : say("use-count", { rule, count });
}

/** A whole scenario, a line a sentence. `uses` gives the count of a rule by its number. */
export function scenarioWords(scenario: Scenario, uses?: (rule: number) => number): Bilingual {
  const lines: (string | Bilingual)[] = [scenario.title];
  if (scenario.about !== undefined) lines.push(scenario.about.trim());
  lines.push(...beginningWords(scenario));
  for (const rule of scenario.rules) lines.push(ruleSentence(rule, uses?.(rule.number)));
  lines.push(scenario.rules.length > 0 ? say("other-requests") : say("no-rules"));
  lines.push(...timelineOf(scenario));
  return joined([...lines, ""], "\n");
}

/** Seed, clock, accounts and timeline, a sentence each. */
export function setupWords(scenario: Scenario): readonly Bilingual[] {
  return [...beginningWords(scenario), ...timelineOf(scenario)];
}

function beginningWords({ seed, clock, accounts }: Scenario): readonly Bilingual[] {
  return [
    ...(seed === undefined ? [] : [say("seed", { seed })]),
    ...(clock === undefined ? [] : [clockSentence(clock)]),
    ...accounts.map(({ account, change }) => timelineWords.start({ kind: "account", account, change })),
  ];
}

function timelineOf({ timeline }: Scenario): readonly Bilingual[] {
  return timeline.map((item) => timelineWords.item(item));
}

function clockSentence({ kind, start, speed }: NonNullable<Scenario["clock"]>): Bilingual {
  const from = start === undefined ? "" : say("clock-from", { instant: new Date(start).toISOString() });
  if (kind === "manual") return say("clock-manual", { from });
  return speed === 1 ? say("clock-real", { from }) : say("clock-fast", { speed, from });
}
