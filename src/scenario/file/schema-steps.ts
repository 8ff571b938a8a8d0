// The schema of the steps that a rule takes: answers, faults, lives, replies, callbacks, changes.

import { z } from "zod";
import { frontEndPages } from "../../core/fault.ts";
import { namedLifecycles } from "../../core/named-lifecycles.ts";
import { suggest } from "./finding.ts";
import {
  accountKeys,
  addressKeys,
  duration,
  either,
  flag,
  listOf,
  looseText,
  mapOf,
  strict,
  text,
  variables,
  whole,
  wordOf,
} from "./schema-parts.ts";

/** Faults that need no more than their name. */
export const faultWords = [
  "lose-answer",
  "hang",
  "reset",
  "close",
  "garbage",
  "twice",
  "wrong-sequence",
  "bad-length",
  "unknown-command",
  "unbind",
  "silence",
] as const;

/** New words for faults of the first edition. */
const formerFaults: Readonly<Record<string, string>> = {
  throttle: "Write answer: throttled",
  nack: "Write pdu: { command: generic_nack, body: none }",
  bom: "Write response: { bom: true }",
  status: "Write response: { status: 503 }",
  page: "Write response: { page: iis-500 }",
  header: "Write response: { headers: { Content-Type: text/html } }",
  charset: "Write response: { charset: ISO-8859-1 }",
};

const faultDetails = strict(
  {
    hang: strict({ for: duration.optional() }, "{ for: 30s }").optional(),
    truncate: strict(
      { after: whole(0, 10_000_000).optional(), inside: text.optional() },
      "{ after: 40 } or { inside: NAME }",
    ).optional(),
    drip: strict({ bytes: whole(1, 1_000_000), every: duration }, "{ bytes: 5, every: 200ms }").optional(),
    garbage: strict({ bytes: whole(1, 1_000_000) }, "{ bytes: 64 }").optional(),
  },
  "a fault",
  formerFaults,
);

const faultKeys = Object.keys(faultDetails.shape);
export const fault = z
  .union([wordOf(faultWords, formerFaults), faultDetails], {
    error: (issue) =>
      formerFaults[String(issue.input)] ??
      suggest(String(issue.input), [...faultWords, ...faultKeys.filter((key) => !isFaultWord(key))]),
  })
  .meta({ description: "What the wire does: a word, or one of truncate, drip, garbage, hang with its details." });

function isFaultWord(word: string): boolean {
  return (faultWords as readonly string[]).includes(word);
}

const base64 = strict({ base64: z.base64({ error: "Write base64 here" }) }, "{ base64: … }");
const headerValue = either(
  [looseText, z.null(), z.array(looseText).min(1)],
  "Write a value, a list of values, or null to leave the header out",
);
export const response = strict(
  {
    status: whole(200, 599).optional(),
    reason: text.optional(),
    headers: mapOf(headerValue, "headers, such as { Retry-After: 3 }").optional(),
    body: either([text, base64], "Write the body as a text, or { base64: … }").optional(),
    page: wordOf(frontEndPages).optional(),
    charset: text.optional(),
    bom: flag.optional(),
    close: flag.optional(),
  },
  "what changes in the response, such as { status: 429 }",
).meta({ description: "Changes to the HTTP response that would be sent; decides nothing." });

const tlvValue = either([looseText, z.null()], "Write a value, or null to leave the parameter out");
export const pdu = strict(
  {
    command: looseText.optional(),
    status: looseText.optional(),
    body: wordOf(["keep", "none"]).optional(),
    fields: mapOf(looseText, "parameters, such as { message_id: A1 }").optional(),
    receipt: text.optional(),
    tlvs: mapOf(tlvValue, 'optional parameters, such as { message_state: 2, "0x1403": "0a" }').optional(),
    octets: text.optional(),
    keepSequence: flag.optional(),
  },
  "what changes in the PDU, such as { status: ESME_RTHROTTLED }",
).meta({ description: "Changes to the SMPP PDU that would be sent; decides nothing." });

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
const life = z
  .union(
    [
      z.enum(Object.keys(namedLifecycles)),
      z.array(mapOf(duration, "a status and its time, such as { delivered: 48h }")),
      z.record(z.string(), duration),
    ],
    {
      error: (issue) =>
        typeof issue.input === "string"
          ? suggest(issue.input, lifeNames)
          : `Write ${lifeNames.join(", ")}, or a list such as [ { sent: 1s }, { delivered: 48h } ]`,
    },
  )
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

const soapFault = strict(
  {
    fault: strict(
      { code: wordOf(["Client", "Server"]), message: looseText, detail: looseText.optional() },
      "a SOAP fault",
    ),
  },
  "{ fault: { code: Server, message: … } }",
);
export const answer = z
  .union(
    [z.string(), z.number(), soapFault, z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))],
    {
      error:
        'Write the provider\'s code in quotes ("009"), a neutral reason (no-credit), an object with the provider\'s own fields, { fault: … } or { unlisted: "777" }',
    },
  )
  .meta({
    description:
      "The provider's own code in its own spelling, a neutral reason, an object with more of the provider's fields, a SOAP fault, or a code that no table has.",
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
  set: variables.meta({ description: "Variables of the sandbox, for when: { state }." }).optional(),
  account: text.meta({ description: "The account to change: provider/name." }).optional(),
  ...accountKeys,
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
