import { scenario, scenarioCheck } from "./answers.ts";
import { type Operation, operation } from "./operation.ts";
import { ruleEdit, scenarioSource } from "./wish-schemas.ts";

const at = "/sandboxes/{sandbox}/scenario";

export const scenarios: readonly Operation[] = [
  operation(`GET ${at}`, {
    id: "readScenario",
    summary: "What plays: its text, its rules in English with their counters, variables, near misses; or null",
    answer: scenario.nullable(),
    run: ({ control, path }) => control.sandbox(path("sandbox")).scenario.read(),
  }),
  operation(`PUT ${at}`, {
    id: "putScenario",
    summary: "Puts a scenario on: text, object, or one of the library; a bad one is refused with its findings",
    body: scenarioSource,
    answer: scenario,
    run: ({ control, path, body }) => control.sandbox(path("sandbox")).scenario.put(body),
  }),
  operation(`PATCH ${at}`, {
    id: "editScenario",
    summary: "Inserts, replaces or removes one rule",
    body: ruleEdit,
    answer: scenario,
    run: ({ control, path, body }) => control.sandbox(path("sandbox")).scenario.edit(body),
  }),
  operation(`DELETE ${at}`, {
    id: "removeScenario",
    summary: "Nature alone answers again",
    async run({ control, path }) {
      await control.sandbox(path("sandbox")).scenario.remove();
      return undefined;
    },
  }),
  operation(`POST ${at}/check`, {
    id: "checkScenario",
    summary: "Reads a scenario without putting it on: findings with their places, or the story in English",
    body: scenarioSource,
    answer: scenarioCheck,
    run: ({ control, path, body }) => control.sandbox(path("sandbox")).scenario.check(body),
  }),
];
