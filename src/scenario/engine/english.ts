// Rules and whole scenarios said in plain English: for the journal, `torpedo explain` and the inbox.

import { effectsWords } from "./english-steps.ts";
import { timelineWords } from "./english-timeline.ts";
import type { Rule, Scenario, When } from "./shape.ts";
import type { Effects } from "./steps.ts";
import { listWords, nthWords, ordinal, spanWords, timeWords } from "./words.ts";

/** The description of a turn is the same at every use. */
const sentences = new WeakMap<Effects, string>();

/** For the journal: which rule and turn it was, its count, and what it did. */
export function usedSentence(rule: Rule, turn: number, use: number, effects = rule.turns[turn]): string {
  const known = effects === undefined ? "nothing" : (sentences.get(effects) ?? effectsWords(effects));
  if (effects !== undefined) sentences.set(effects, known);
  const of = rule.turns.length > 1 ? `, turn ${turn + 1} of ${rule.turns.length}` : "";
  const before = rule.before ? " before processing" : "";
  const name = rule.isInFront ? "Rule in front" : `Rule ${rule.number}`;
  return `${name} "${rule.title}" (use ${use}${of}): ${known}${before}`;
}

/** A rule in one sentence, with its count when one is given. */
export function ruleSentence(rule: Rule, uses?: number): string {
  const then = rule.turns.map((effects, index) =>
    rule.turns.length === 1 ? effectsWords(effects) : `the ${ordinal(index + 1)} time ${effectsWords(effects)}`,
  );
  const limit = rule.limit === undefined ? "" : `, at most ${rule.limit} ${rule.limit === 1 ? "time" : "times"}`;
  const turns = rule.turns.length > 1 ? `, ${turnsWords[rule.afterTurns]}` : "";
  const goesOn = rule.goesOn ? ", and the search goes on" : "";
  const before = rule.before ? ", and nothing is processed" : "";
  const count = uses === undefined ? "" : ` (used ${uses} ${uses === 1 ? "time" : "times"} so far)`;
  const name = rule.isInFront ? "In front" : `Rule ${rule.number}, ${rule.title}`;
  return `${name}: ${whenWords(rule.when)}${limit}, ${then.join("; ")}${turns}${before}${goesOn}${count}.`;
}

/** A whole scenario, a line a sentence. `uses` gives the count of a rule by its number. */
export function scenarioInEnglish(scenario: Scenario, uses?: (rule: number) => number): string {
  const lines = [scenario.title];
  if (scenario.about !== undefined) lines.push(scenario.about.trim());
  if (scenario.seed !== undefined) lines.push(`All chance and all ids come from seed ${scenario.seed}.`);
  if (scenario.clock !== undefined) lines.push(clockSentence(scenario.clock));
  for (const { account, change } of scenario.accounts) {
    lines.push(timelineWords.start({ kind: "account", account, change }));
  }
  for (const rule of scenario.rules) lines.push(ruleSentence(rule, uses?.(rule.number)));
  lines.push(
    scenario.rules.length > 0
      ? "A request that no rule takes has the provider's default answer."
      : "There are no rules: every request has the provider's default answer.",
  );
  for (const item of scenario.timeline) lines.push(timelineWords.item(item));
  return `${lines.join("\n")}\n`;
}

const turnsWords = {
  last: "and from then on as the last time",
  loop: "and then from the first again",
  pass: "and after that the rule is passed over",
} as const;

function clockSentence(clock: NonNullable<Scenario["clock"]>): string {
  const start = clock.start === undefined ? "" : ` from ${new Date(clock.start).toISOString()}`;
  if (clock.kind === "manual") return `The clock stands still${start} until it is moved by hand.`;
  return clock.speed === 1
    ? `The clock runs as the real one${start}.`
    : `The clock runs ${clock.speed} times as fast as the real one${start}.`;
}

function whenWords(when: When): string {
  if (when.event !== undefined) return eventWords(when);
  return requestWords(when);
}

function eventWords({ event, status, ...when }: When): string {
  const what = event === "inbound" ? "a phone writes" : `a message is ${status?.join(" or ") ?? "reported"}`;
  return requestWords(when).replace(/^when .*? is asked anything/, `when ${what}`);
}

function requestWords(when: When): string {
  const operations = when.operation?.join(" or ") ?? "anything";
  const words = [`when ${when.provider?.join(" or ") ?? "any provider"} is asked ${operations}`];
  if (when.channel !== undefined) words.push(`over ${when.channel.join(" or ")}`);
  if (when.account !== undefined) words.push(`by ${when.account.source}`);
  if (when.to !== undefined) words.push(`for ${when.to.source}`);
  if (when.from !== undefined) words.push(`from ${when.from.source}`);
  if (when.text !== undefined) words.push(`with the text ${when.text.source}`);
  if (when.id !== undefined) words.push(`with the id ${when.id.source}`);
  if (when.method !== undefined) words.push(`by ${when.method.source}`);
  if (when.path !== undefined) words.push(`at ${when.path.source}`);
  if (when.remote !== undefined) words.push(`from the address ${when.remote.source}`);
  if (when.headers !== undefined) {
    words.push(`with the header ${listWords(when.headers.map(({ name, matcher }) => `${name} ${matcher.source}`))}`);
  }
  if (when.fields !== undefined) {
    words.push(`with ${listWords(when.fields.map(({ name, matcher }) => `${name} ${matcher.source}`))}`);
  }
  if (when.state !== undefined) {
    const states = Object.entries(when.state).map(([name, matcher]) => `${name} is ${matcher.source}`);
    words.push(`while ${listWords(states)}`);
  }
  if (when.statePer !== undefined) words.push(`of each ${when.statePer === "to" ? "recipient" : when.statePer}`);
  if (when.operator !== undefined) words.push(`of the operator ${when.operator.source}`);
  if (when.weekday !== undefined) words.push(`on ${when.weekday.source}`);
  if (when.date !== undefined) words.push(`on ${when.date.source}`);
  if (when.between !== undefined) words.push(`from ${timeWords(when.between)}`);
  if (when.window !== undefined) {
    words.push(`between ${spanWords(when.window.from)} and ${spanWords(when.window.until)} after the start`);
  }
  if (when.chance !== undefined) words.push(`with a chance of ${when.chance}`);
  if (when.nth !== undefined) {
    const per = when.per === undefined ? "" : ` of each ${when.per === "to" ? "recipient" : when.per}`;
    words.push(`if it is ${nthWords(when.nth)}${per}`);
  }
  if (when.faster !== undefined)
    words.push(`while its account is faster than ${when.faster.perSecond} a second (burst ${when.faster.burst})`);
  return words.join(" ");
}
