import * as z from "zod";
import type { DeepReadonly } from "../operation.ts";
import { bilingual, json, jsonObject, number, operationName, providerId, strict, text, textFinding } from "./common.ts";

const document = z.record(z.string(), json);
const source = z.string().max(4 * 1024 * 1024);

const written = { text: source.meta({ description: "YAML or JSON" }) };
const asObject = { scenario: document };
const byName = { shipped: z.string().min(1).max(100).meta({ description: "Name of a shipped scenario" }) };
export const scenarioSource = z
  .union([strict(written), strict(asObject), strict(byName)])
  .meta({ id: "ScenarioSource" });
export type ScenarioSource = DeepReadonly<z.output<typeof scenarioSource>>;

const reset = z.boolean().exactOptional().meta({
  description: "Empty the sandbox first; needed where clock or seed would change under messages",
});
export const scenarioRemoval = strict({ reset }).meta({ id: "ScenarioRemoval" });
export type ScenarioRemoval = z.output<typeof scenarioRemoval>;
export const activatedScenario = z
  .union([strict({ ...written, reset }), strict({ ...asObject, reset }), strict({ ...byName, reset })])
  .meta({ id: "ActivatedScenario" });

const variableName = z.string().min(1).max(200);
export const scenarioVariable = strict({
  name: variableName,
  value: z.string().max(10_000),
  for: variableName.optional().meta({ description: "Recipient, sender, account or text that the value is for" }),
}).meta({ id: "ScenarioVariable" });

const word = z.string().min(1).max(1_000);
const step = z.union([jsonObject, word]);
export const nextRule = strict({
  operation: operationName.meta({
    description: "Operation that the rule is for, by the provider's own name: OPERATION or PROVIDER/OPERATION",
  }),
  provider: providerId.exactOptional().meta({ description: "Only requests to this provider" }),
  account: word.exactOptional().meta({ description: "Only requests of this account" }),
  to: word.exactOptional().meta({ description: "Only messages to this number" }),
  nth: z.int().min(1).max(1_000_000).exactOptional().meta({ description: "Only the matching request of this number" }),
  times: z.int().min(1).max(1_000_000).default(1).meta({ description: "Number of uses; 1 by default" }),
  answer: step.exactOptional().meta({ description: "Code of the provider, a reason, or an object, as in a file" }),
  response: jsonObject.exactOptional().meta({ description: "Changes to the HTTP response, as in a file" }),
  pdu: jsonObject.exactOptional().meta({ description: "Changes to the SMPP PDU, as in a file" }),
  fault: step.exactOptional().meta({ description: "What the wire does, as in a file" }),
  delay: step.exactOptional().meta({ description: "Real time before the answer, such as 300ms" }),
  life: z
    .union([z.array(jsonObject), word])
    .exactOptional()
    .meta({ description: "Later statuses of the message, such as undelivered" }),
  callbacks: jsonObject.exactOptional().meta({ description: "How reports of the message arrive, as in a file" }),
  accept: z.boolean().exactOptional().meta({ description: "Accept, although the answer may be another" }),
  before: z.boolean().exactOptional().meta({ description: "Do not process the request" }),
}).meta({ id: "NextRule" });
export type NextRule = z.output<typeof nextRule>;
export type NextRuleInput = DeepReadonly<z.input<typeof nextRule>>;

export const frontRule = z
  .object({
    number: number.meta({ description: "Names the rule, for its removal" }),
    title: text,
    english: text,
    portuguese: text,
    uses: number,
    times: number,
  })
  .meta({ id: "FrontRule" });
export type FrontRuleRow = z.output<typeof frontRule>;

const branches = z
  .array(z.object({ weight: z.number(), uses: number }))
  .meta({ description: "Uses of the branches of `oneOf`" });
const rule = z
  .object({
    number,
    title: text,
    english: text,
    portuguese: text,
    words: bilingual.meta({ description: "The rule without its number and title" }),
    uses: number,
    branches,
    window: z
      .object({ from: number, until: number })
      .exactOptional()
      .meta({ description: "Instants between which the rule holds; `until` is excluded" }),
  })
  .meta({ id: "Rule" });
const timelineEntry = z
  .object({
    number,
    at: number,
    until: number.exactOptional().meta({ description: "End of an outage" }),
    english: text,
    portuguese: text,
  })
  .meta({ id: "TimelineEntry" });
export const nearMiss = z
  .object({ at: number, provider: providerId, operation: operationName, sentence: text, portuguese: text })
  .meta({ id: "NearMiss" });
export const scenario = z
  .object({
    title: text,
    about: text,
    file: text,
    text,
    startedAt: number,
    english: text,
    portuguese: text,
    watched: z.boolean().meta({ description: "True if edits of the file take effect" }),
    setup: z.array(bilingual).meta({ description: "Seed, clock, accounts and timeline in words" }),
    rules: z.array(rule),
    timeline: z.array(timelineEntry),
    front: z.array(frontRule).meta({ description: "Rules in front of the scenario, from `next`" }),
    variables: z.record(text, text),
    nearMisses: z.array(nearMiss).meta({ description: "Requests that no rule took: the latest hundred" }),
  })
  .meta({ id: "Scenario" });
export type ScenarioView = z.output<typeof scenario>;

export const scenarioCheck = z
  .object({
    findings: z.array(textFinding),
    english: text.nullable().meta({ description: "Null: there are findings" }),
    portuguese: text.nullable(),
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
