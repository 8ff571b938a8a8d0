import * as z from "zod";
import type { Shown } from "../operation.ts";
import { json, number, operationName, providerId, strict, text, textFinding } from "./common.ts";

const document = z.record(z.string(), json);
const source = z.string().max(4 * 1024 * 1024);

export const scenarioSource = z
  .union([
    strict({ text: source.meta({ description: "YAML or JSON" }) }),
    strict({ scenario: document }),
    strict({ shipped: z.string().min(1).max(100).meta({ description: "Name of a shipped scenario" }) }),
  ])
  .meta({ id: "ScenarioSource" });
export type ScenarioSource = Shown<z.output<typeof scenarioSource>>;

const variableName = z.string().min(1).max(200);
export const scenarioVariable = strict({
  name: variableName,
  value: z.string().max(10_000),
  for: variableName.optional().meta({ description: "Recipient, sender, account or text that the value is for" }),
}).meta({ id: "ScenarioVariable" });

const rule = z.object({ number, title: text, english: text, uses: number }).meta({ id: "Rule" });
export const nearMiss = z
  .object({ at: number, provider: providerId, operation: operationName, sentence: text })
  .meta({ id: "NearMiss" });
export const scenario = z
  .object({
    title: text,
    about: text,
    file: text,
    text,
    startedAt: number,
    english: text,
    rules: z.array(rule),
    variables: z.record(text, text),
    nearMisses: z.array(nearMiss).meta({ description: "Requests that no rule took: the latest hundred" }),
  })
  .meta({ id: "Scenario" });
export type ScenarioView = z.output<typeof scenario>;

export const scenarioCheck = z
  .object({
    findings: z.array(textFinding),
    english: text.nullable().meta({ description: "Null: there are findings" }),
  })
  .meta({ id: "ScenarioCheck" });
export type CheckedScenario = z.output<typeof scenarioCheck>;

const ruleName = z.union([z.int().min(1), z.string().min(1).max(1_000)]);
export const ruleEdit = z
  .union([
    strict({ insert: document, before: ruleName.exactOptional() }),
    strict({ replace: ruleName, by: document }),
    strict({ remove: ruleName }),
  ])
  .meta({ id: "RuleEdit", description: "A rule is named by its number or its title" });
