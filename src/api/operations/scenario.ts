import * as z from "zod";
import type { Instant } from "../../core/clock.ts";
import { nearMissWords } from "../../core/near-miss.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { Rule } from "../../scenario/engine/scenario.ts";
import { ruleSentence, ruleWords, scenarioWords, setupWords } from "../../scenario/engine/sentences.ts";
import { dueAt, type TimelineItem } from "../../scenario/engine/timeline.ts";
import { timelineWords } from "../../scenario/engine/timeline-sentences.ts";
import type { Api } from "../api.ts";
import type { DeepReadonly } from "../operation.ts";
import { scenarioCoverage } from "../schema/coverage.ts";
import {
  activatedScenario,
  frontRule,
  type NextRuleInput,
  nextRule,
  ruleEdit,
  type ScenarioRemoval,
  type ScenarioSource,
  type ScenarioView,
  scenario,
  scenarioCheck,
  scenarioRemoval,
  scenarioSource,
  scenarioVariable,
} from "../schema/scenario.ts";
import { wordsView } from "../views.ts";
import { value } from "./entries.ts";

const at = "/sandboxes/{sandbox}/scenario";

export const scenarioOperations = {
  read: value(`GET ${at}`, {
    summary: "Shows the active scenario: text, rules in words with their counters, variables, near misses; or null",
    output: scenario.nullable(),
    run: (api, input) => activeScenario(api, api.sandbox(input.sandbox).name),
  }),
  put: value(`PUT ${at}`, {
    summary: "Activates a scenario: text, an object or a shipped scenario; a wrong one is refused with its findings",
    input: activatedScenario,
    output: scenario,
    args: (source: ScenarioSource, options: ScenarioRemoval = {}) => ({ ...source, ...options }),
    run: (api, { sandbox, reset, ...source }) => putScenario(api, sandbox, source, reset),
  }),
  edit: value(`PATCH ${at}`, {
    summary: "Inserts, replaces or removes one rule of the active scenario",
    input: ruleEdit,
    output: scenario,
    async run(api, { sandbox, ...edit }) {
      const source = api.scenarios.text(api.sandbox(sandbox).name);
      if (source !== null)
        return load(api, sandbox, await api.scenarios.edited(source.text, edit), source.file, "edit");
      const remedy = "activate one first";
      throw new UsageError({ where: "scenario", problem: "none is active", remedy, kind: "conflict" });
    },
  }),
  remove: value(`DELETE ${at}`, {
    summary: "Deactivates the scenario: the providers' own behaviour answers",
    input: scenarioRemoval,
    async run(api, { sandbox, reset }) {
      const { name } = api.sandbox(sandbox);
      if (reset !== true) api.runner.refuseChange(name, null);
      api.scenarios.remove(name);
      if (reset === true) api.runner.clear(name);
      await api.store.committed();
    },
  }),
  set: value(`PUT ${at}/state`, {
    summary: "Sets a variable of the active scenario, for one key where it has a value for each",
    input: scenarioVariable,
    args: (name: string, value: string, key?: string) => ({ name, value, ...(key === undefined ? {} : { for: key }) }),
    async run(api, { sandbox, name, value: text, for: key }) {
      const running = api.runner.get(api.sandbox(sandbox).name);
      if (running === null) {
        const remedy = "activate one first";
        throw new UsageError({ where: "scenario", problem: "none is active", remedy, kind: "conflict" });
      }
      running.set(name, text, key);
      await api.store.committed();
    },
  }),
  coverage: value(`GET ${at}/coverage`, {
    summary: "Counts the use of the active scenario: rules, keys, turns, steps, timeline; or null",
    output: scenarioCoverage.nullable(),
    run: (api, { sandbox }) => api.scenarios.coverage(api.sandbox(sandbox).name),
  }),
  check: value(`POST ${at}/check`, {
    summary: "Checks a scenario without activating it: findings with their places, or the scenario in words",
    input: scenarioSource,
    output: scenarioCheck,
    args: (source: ScenarioSource) => source,
    async run(api, { sandbox, ...source }) {
      const { name } = api.sandbox(sandbox);
      const { text, file } = await textOf(api, source);
      return api.scenarios.check(name, text, file);
    },
  }),
};

export const nextOperation = {
  next: value(`POST ${at}/next`, {
    summary: "Puts a rule in front of the scenario for the next requests; lists the rules in front",
    example: "send --answer 0 --times 3",
    input: nextRule,
    output: z.array(frontRule),
    args: (rule: NextRuleInput) => rule,
    async run(api, { sandbox, ...rule }) {
      const { name } = api.sandbox(sandbox);
      await api.scenarios.next(name, rule);
      await api.store.committed();
      return api.runner.front(name);
    },
  }),
  frontRules: value(`GET ${at}/next`, {
    summary: "Lists the rules in front of the scenario, with their uses",
    output: z.array(frontRule),
    run: (api, { sandbox }) => api.runner.front(api.sandbox(sandbox).name),
  }),
  removeFrontRule: value(`DELETE ${at}/next/{rule}`, {
    summary: "Removes a rule in front of the scenario",
    example: "1",
    args: (number: number) => ({ rule: number }),
    async run(api, { sandbox, rule }) {
      api.runner.removeFront(api.sandbox(sandbox).name, rule);
      await api.store.committed();
    },
  }),
};

export async function putScenario(
  api: Api,
  sandbox: string,
  source: ScenarioSource,
  reset = false,
): Promise<DeepReadonly<ScenarioView>> {
  api.sandbox(sandbox);
  const { text, file } = await textOf(api, source);
  return load(api, sandbox, text, file, reset ? "reset" : "put");
}

async function load(
  api: Api,
  sandbox: string,
  text: string,
  file: string,
  how: "put" | "edit" | "reset",
): Promise<DeepReadonly<ScenarioView>> {
  await api.scenarios.load(sandbox, text, file, how);
  await api.store.committed();
  const active = activeScenario(api, sandbox);
  if (active === null) throw new Error("a scenario that was activated is not active");
  return active;
}

function activeScenario({ runner, scenarios }: Api, sandbox: string): DeepReadonly<ScenarioView> | null {
  const running = runner.get(sandbox);
  const source = scenarios.text(sandbox);
  if (running === null || source === null) return null;
  const { title, about = "", rules, timeline } = running.scenario;
  const counters = running.counters();
  const uses = new Map(counters.map((counter) => [counter.number, counter.uses]));
  const branches = new Map(counters.map((counter) => [counter.number, counter.branches]));
  const words = scenarioWords(running.scenario, (rule) => uses.get(rule) ?? 0);
  return {
    title,
    about,
    ...source,
    startedAt: running.startedAt,
    english: words.en,
    portuguese: words.pt,
    setup: setupWords(running.scenario).map(({ en, pt }) => ({ english: en, portuguese: pt })),
    rules: rules.map((rule) => {
      const { en, pt } = ruleSentence(rule);
      const { number, title } = rule;
      const words = wordsView(ruleWords(rule));
      const counted = { uses: uses.get(number) ?? 0, branches: [...(branches.get(number) ?? [])] };
      return { number, title, english: en, portuguese: pt, words, ...counted, ...windowOf(rule, running.startedAt) };
    }),
    timeline: timeline.map((item) => entryOf(item, running.startedAt)),
    front: runner.front(sandbox),
    variables: running.variables(),
    nearMisses: running.nearMisses().map(({ nearMiss, ...missed }) => {
      const { en, pt } = nearMissWords(nearMiss);
      return { ...missed, sentence: en, portuguese: pt };
    }),
  };
}

function windowOf({ when: { window } }: Rule, startedAt: Instant) {
  return window === undefined ? {} : { window: { from: startedAt + window.from, until: startedAt + window.until } };
}

function entryOf(item: TimelineItem, startedAt: Instant) {
  const at = dueAt(item, startedAt);
  const { en, pt } = timelineWords.item(item);
  const outages = item.actions.flatMap((action) => (action.kind === "outage" ? [action.forMs] : []));
  const until = outages.length === 0 ? {} : { until: at + Math.max(...outages) };
  return { number: item.number, at, english: en, portuguese: pt, ...until };
}

async function textOf(
  { scenarios }: Api,
  source: ScenarioSource,
): Promise<{ readonly text: string; readonly file: string }> {
  if ("text" in source) return { text: source.text, file: "scenario" };
  if ("scenario" in source) return { text: JSON.stringify(source.scenario, null, 2), file: "scenario" };
  return { text: await scenarios.shipped(source.shipped), file: `${source.shipped}.yaml` };
}
