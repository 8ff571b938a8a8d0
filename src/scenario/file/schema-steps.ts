// The schema of the steps that a rule takes: answers, faults, lives, replies, callbacks, changes.

import { z } from "zod";
import { namedLifecycles } from "../../core/named-lifecycles.ts";
import { maxSystemId, misspeltReceiver, reportReceivers } from "../../core/report-receivers.ts";
import { suggest } from "./finding.ts";
import { actionKeys } from "./schema-actions.ts";
import { answer, fault, pdu, response } from "./schema-answers.ts";
import {
  accountKeys,
  addressKeys,
  duration,
  either,
  flag,
  listOf,
  looseText,
  strict,
  text,
  variables,
  whole,
  wordOf,
} from "./schema-parts.ts";

const delay = either(
  [
    duration,
    strict(
      {
        between: z.tuple([duration, duration], { error: "Write two durations, such as [100ms, 2s]" }).optional(),
        median: duration.optional(),
        sigma: z.number({ error: "Write a number such as 0.5" }).min(0).max(10).optional(),
      },
      "{ between: [100ms, 2s] } or { median: 300ms, sigma: 0.5 }",
    ),
  ],
  "Write a duration, { between: [100ms, 2s] } or { median: 300ms, sigma: 0.5 }",
).meta({ description: "Real time before the answer." });

const lifeNames = Object.keys(namedLifecycles);
const lifeEntry = z
  .object({ err: looseText.optional() })
  .catchall(duration)
  .meta({ description: "A status and its time; err shows in err: and network_error_code over SMPP." });
const life = z
  .union([z.enum(Object.keys(namedLifecycles)), z.array(lifeEntry), lifeEntry], {
    error: (issue) =>
      typeof issue.input === "string"
        ? suggest(issue.input, lifeNames)
        : `Write ${lifeNames.join(", ")}, or a list such as [ { sent: 1s }, { delivered: 48h } ]`,
  })
  .meta({
    description: "The later statuses of the message: a named life, or each status with its time after acceptance.",
  });

const reply = either(
  [text, strict({ text: looseText, after: duration.optional() }, "{ text: SAIR, after: 5m }")],
  "Write { text: SAIR, after: 5m }",
).meta({ description: "An inbound message (MO) from the recipient." });

// Beside `account` these are addresses; else they say how reports arrive.
const callbacks = strict(
  {
    copies: whole(1, 100).optional(),
    order: wordOf(["reversed", "shuffled", "interleaved"]).optional(),
    lose: whole(0, 1000).optional(),
    delay: duration.optional(),
    "before-answer": flag.optional(),
    ...addressKeys,
  },
  "how reports arrive, such as { copies: 2, order: reversed }",
).meta({ description: "How the reports of this message arrive; beside account: its callback addresses." });

const byAccount = "{ account: PROVIDER/NAME }";
const receiver = z
  .union([z.enum(reportReceivers), z.string().min(1).max(maxSystemId), strict({ account: text }, byAccount)], {
    error: ({ input }) =>
      typeof input === "object"
        ? `Write ${byAccount}`
        : `${suggest(String(input), reportReceivers)}; or a system_id in quotes, or its account as ${byAccount}`,
  })
  .refine((value) => typeof value !== "string" || misspeltReceiver(value) === null, {
    error: ({ input }) =>
      `${suggest(String(input), reportReceivers)}; a system_id that is so near to a word is named by its account: ${byAccount}`,
  })
  .meta({
    description:
      "Sessions that receive the reports of this message over SMPP: a word, their system_id in quotes, or their account.",
  });

const stepKeys = {
  answer: answer.optional(),
  response: response.optional(),
  pdu: pdu.optional(),
  accept: z
    .union([z.literal(true), z.null()], { error: "Write accept, or accept: true" })
    .meta({ description: "Accepted even where the provider's own checks would refuse." })
    .optional(),
  delay: delay.optional(),
  fault: fault.optional(),
  life: life.optional(),
  reply: reply.optional(),
  callbacks: callbacks.optional(),
  receiptsTo: receiver.optional(),
  alert: duration
    .meta({
      description: "An alert_notification about the recipient of a message over SMPP, so long after acceptance.",
    })
    .optional(),
  set: variables.meta({ description: "Variables of the sandbox, for when: { state }." }).optional(),
  account: text.meta({ description: "The account to change: provider/name." }).optional(),
  ...accountKeys,
  ...actionKeys,
};

/** New words for steps of the first edition. */
const formerSteps: Readonly<Record<string, string>> = {
  raw: "Write response: { body: … }, and before: true beside when if nothing is to be processed",
  before: "Write before: true beside when and then",
};

const plainStep = z.union([z.literal("accept"), strict(stepKeys, "a step, such as answer or delay", formerSteps)]);
const oneOf = listOf(
  strict(
    {
      weight: z.number({ error: "Write a number over 0" }).positive({ error: "Write a number over 0" }),
      then: either([listOf(plainStep, "steps"), plainStep], "Write a list of steps"),
    },
    "{ weight: 60, then: [ … ] }",
  ),
  "branches such as { weight: 60, then: [ … ] }",
).min(2, { error: "Write at least two branches" });

const step = z.union(
  [
    z.literal("accept"),
    strict({ ...stepKeys, oneOf: oneOf.optional() }, "a step, such as answer or delay", formerSteps),
  ],
  {
    error: (issue) =>
      typeof issue.input === "string"
        ? suggest(issue.input, ["accept", ...Object.keys(stepKeys), "oneOf"])
        : 'Write a step, such as - answer: "009"',
  },
);

/** A list of steps; one step may stand by itself. */
export const steps = either([listOf(step, "steps"), step], 'Write a list of steps, such as - answer: "009"');
