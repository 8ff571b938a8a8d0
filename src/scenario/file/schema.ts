// The schema of a scenario file. It checks the shape; what the words mean for a provider is checked in `check.ts`.
// Editors get the same schema as JSON Schema.

import { z } from "zod";
import { channels } from "../../core/message.ts";
import { bindKinds, scenarioEvents } from "../../core/request-facts.ts";
import { countKeys } from "../engine/steps.ts";
import { durationPattern } from "./durations.ts";
import { actionKeys } from "./schema-actions.ts";
import type { answer, fault, pdu, response } from "./schema-answers.ts";
import {
  accountKeys,
  addressKeys,
  either,
  flag,
  form,
  listOf,
  looseMatcher,
  mapOf,
  rate,
  strict,
  text,
  variables,
  whole,
  wordOf,
} from "./schema-parts.ts";
import { steps } from "./schema-steps.ts";

const names = either([text, z.array(text).min(1)], "Write a name, or a list of names");
const clockTime = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Whole numbers, both ends included. */
const counts = form(
  /^(?:\d+|\d+\.\.\d*|\.\.\d+)$/,
  [z.int().min(0)],
  "Write a number or a range such as 1..3, 3.. or ..3",
);
const durations = z
  .string()
  .regex(/^(?:\S+\s*\.\.\s*\S*|\.\.\s*\S+)$/, { error: "Write durations, such as 60s.. or 60s..5m" });

const when = strict(
  {
    event: wordOf(scenarioEvents).meta({ description: "The rule is for an event, not for requests." }),
    status: names.meta({ description: "Statuses of event: status." }),
    direction: wordOf(["in", "out"]).meta({ description: "out: PDUs that leave for the client; in: its requests." }),
    provider: names.meta({ description: "Id of a provider." }),
    operation: names.meta({ description: "The provider's own name; for SMPP the command name." }),
    channel: either(
      [wordOf(channels), z.array(wordOf(channels)).min(1)],
      `It can be ${channels.join(", ")}, or a list of these`,
    ),
    account: looseMatcher.meta({ description: "provider/name." }),
    to: looseMatcher.meta({ description: "The recipient, compared in normal form (digits, country first)." }),
    from: looseMatcher,
    text: looseMatcher,
    id: looseMatcher.meta({ description: "The client's own id." }),
    headers: mapOf(looseMatcher, "headers and their values").meta({ description: "Headers of the request." }),
    method: looseMatcher.meta({ description: "Method of the request, such as POST." }),
    path: looseMatcher.meta({ description: "Path of the request, without its query." }),
    remote: looseMatcher.meta({ description: "Address of the client." }),
    fields: mapOf(looseMatcher, "raw fields by the provider's names").meta({
      description: "Raw fields by the provider's names.",
    }),
    session: strict(
      {
        bind: either([wordOf(bindKinds), z.array(wordOf(bindKinds)).min(1)], `It can be ${bindKinds.join(", ")}`),
        bound: counts,
        submissions: counts,
        outstanding: counts,
        age: durations,
        idle: durations,
      },
      "{ bind: transceiver, bound: 2.., submissions: 100.., outstanding: 10.., age: 60s.., idle: 60s.. }",
    )
      .partial()
      .meta({ description: "The SMPP session of the request." }),
    segment: strict({ number: counts, total: counts }, "{ number: 2, total: 3 }")
      .partial()
      .meta({ description: "The segment of a longer message, over SMPP." }),
    state: variables.meta({ description: "Variables that a step set gave." }),
    operator: looseMatcher.meta({ description: "The recipient's operator: a name (vivo) or its code." }),
    weekday: names.meta({ description: "mon to sun, or a range such as mon..fri, in timezone." }),
    date: names.meta({ description: "A date or a range such as 2026-03-02..2026-03-06, in timezone." }),
    between: form(
      /^\d\d:\d\d\s*\.\.\s*\d\d:\d\d$/,
      [z.tuple([z.string().regex(clockTime), z.string().regex(clockTime)])],
      "Write times of day, such as 22:00..09:00",
    ).meta({ description: "Time of day on the sandbox's clock, in timezone." }),
    timezone: text.meta({ description: "Zone of between, weekday and date; the file's zone by default." }),
    window: z
      .string()
      .regex(/^\S+?\s*\.\.\s*\S+$/, { error: "Write two durations, such as 10m..20m" })
      .meta({ description: "From the scenario's start, on the sandbox's clock." }),
    chance: z
      .number({ error: "Write a number from 0 to 1" })
      .min(0, { error: "Write a number from 0 to 1" })
      .max(1, { error: "Write a number from 0 to 1" }),
    nth: form(/^(?:\d+|\d+\s*\.\.\s*\d+|every \d+|after \d+)$/, [z.int()], "Write 2, 1..3, every 3 or after 10").meta({
      description: "Which requests, counted from 1; those that an earlier rule took are not counted.",
    }),
    per: wordOf(countKeys).meta({ description: "What nth and inTurn count by." }),
    faster: rate.meta({ description: "An account sends faster than this rate, such as 10/s." }),
    burst: whole(1, 1_000_000).meta({ description: "Requests at once that faster allows." }),
  },
  "keys such as { operation: send, to: 55119* }",
  { call: "Write nth" },
).partial();

const limitRemedy = "Write a number of uses; a rate stands in when: { faster: 10/s, burst: 20 }";
const rule = strict(
  {
    rule: text.meta({ description: "What the rule is for, in a few words." }).optional(),
    when: when.optional(),
    then: steps.optional(),
    inTurn: listOf(steps, "lists of steps, one a request")
      .min(1, { error: "Write at least one list of steps" })
      .optional(),
    afterTurns: wordOf(["last", "loop", "pass"]).optional(),
    limit: z
      .int({ error: limitRemedy })
      .min(1, { error: limitRemedy })
      .max(1_000_000_000, { error: limitRemedy })
      .meta({ description: "Number of uses after which the rule is retired." })
      .optional(),
    continue: flag.meta({ description: "The rule adds its steps, and the search goes on." }).optional(),
    before: flag.meta({ description: "The request is not processed." }).optional(),
    expect: wordOf(["never"])
      .meta({ description: "A match is a mistake of the client, which coverage reports." })
      .optional(),
  },
  "a rule with when and then",
);

const action = strict(
  {
    account: text.optional(),
    ...accountKeys,
    callbacks: strict(addressKeys, "callback addresses").optional(),
    ...actionKeys,
    set: variables.optional(),
  },
  "something to do, such as { account: PROVIDER/NAME, credits: 100 }",
);

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;
const at = form(
  new RegExp(`${durationPattern.source}|${instant.source}`),
  [z.literal(0)],
  "Write a duration after the start (10m) or an instant with its offset (2026-03-02T09:00:00-03:00)",
);

const clock = either(
  [
    wordOf(["real", "manual"]),
    strict(
      {
        start: z
          .string()
          .regex(instant, { error: "Write an instant with its offset, such as 2026-03-02T09:00:00-03:00" })
          .optional(),
        speed: z
          .number({ error: "Write a number such as 60" })
          .positive({ error: "Write a number over 0" })
          .max(1_000_000)
          .optional(),
        manual: flag.optional(),
      },
      "{ start: 2026-03-02T09:00:00-03:00, speed: 60 }",
    ),
  ],
  "Write real, manual or { start: 2026-03-02T09:00:00-03:00, speed: 60 }",
).meta({ description: "The sandbox's clock." });

/** The whole file. */
export const scenarioSchema = strict(
  {
    $schema: text.optional(),
    scenario: text.meta({ description: "The title." }),
    about: text.meta({ description: "What the story is, and what a good client does." }).optional(),
    seed: either([z.int(), z.string()], "Write a number or a text")
      .meta({ description: "All chance and all ids come from it." })
      .optional(),
    clock: clock.optional(),
    timezone: text
      .meta({ description: "Zone of every between, weekday and date without its own; America/Sao_Paulo by default." })
      .optional(),
    accounts: mapOf(
      strict(
        { ...accountKeys, callbacks: strict(addressKeys, "callback addresses").optional() },
        "changes to an account",
      ),
      "accounts and their changes",
    )
      .meta({ description: "Changes to the accounts of the sandbox, by provider/name." })
      .optional(),
    rules: listOf(rule, "rules").max(10_000, { error: "Keep to 10,000 rules" }).optional(),
    timeline: listOf(
      strict(
        { at, do: either([listOf(action, "things to do"), action], "Write a list of things to do") },
        "{ at: 10m, do: [ … ] }",
      ),
      "{ at: 10m, do: [ … ] }",
    )
      .max(10_000, { error: "Keep to 10,000 entries" })
      .meta({ description: "Events on the sandbox's clock, independent of requests." })
      .optional(),
  },
  "a scenario with its title",
);

export type ScenarioFile = z.infer<typeof scenarioSchema>;
/** A scenario as code writes it. */
export type ScenarioInput = z.input<typeof scenarioSchema>;
export type RuleFile = z.infer<typeof rule>;
export type WhenFile = z.infer<typeof when>;
export type StepsFile = z.infer<typeof steps>;
export type StepFile = Exclude<StepsFile, readonly unknown[] | string>;
export type ActionFile = z.infer<typeof action>;
export type AnswerFile = z.infer<typeof answer>;
export type FaultFile = z.infer<typeof fault>;
export type PduFile = z.infer<typeof pdu>;
export type ResponseFile = z.infer<typeof response>;

/** The schema as JSON Schema (draft 2020-12), for editors. */
export function scenarioJsonSchema(): Record<string, unknown> {
  return {
    $id: "scenario.schema.json",
    title: "Torpedo scenario",
    ...z.toJSONSchema(scenarioSchema, { io: "input", reused: "ref" }),
  };
}

/** The same as the text of `schemas/scenario.schema.json`. */
export function scenarioSchemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
}
