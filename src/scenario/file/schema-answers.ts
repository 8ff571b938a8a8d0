// The schema of what a client meets: answers, changes to responses and PDUs, faults of the wire.

import { z } from "zod";
import { frontEndPages } from "../../core/fault.ts";
import { suggest } from "./finding.ts";
import { duration, either, flag, looseText, mapOf, strict, text, whole, wordOf } from "./schema-parts.ts";

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
