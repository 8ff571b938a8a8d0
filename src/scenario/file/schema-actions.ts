// The schema of what the timeline and rules on events do.

import { z } from "zod";
import { isStatus, statuses } from "../../core/status.ts";
import { suggest } from "./finding.ts";
import { answer, fault, pdu, response } from "./schema-answers.ts";
import { duration, either, looseText, strict, text } from "./schema-parts.ts";

const choiceKeys = {
  provider: text.optional(),
  account: text.optional(),
  to: looseText.optional(),
  id: looseText.optional(),
  clientId: looseText.optional(),
};

/** Things to do on the timeline, and steps of rules on events. */
export const actionKeys = {
  inbound: strict(
    { provider: text, account: text.optional(), from: looseText, to: looseText.optional(), text: looseText },
    '{ provider: ID, from: "11999990001", text: OI }',
  ).optional(),
  report: strict(
    {
      ...choiceKeys,
      status: z
        .string({ error: `Write a status: ${statuses.join(", ")}` })
        .refine((word) => isStatus(word) || word.includes(":"), {
          error: (issue) => suggest(String(issue.input), statuses),
        }),
    },
    "{ to: …, status: delivered }",
  ).optional(),
  release: strict(choiceKeys, "which messages: { provider, account, to, id }").optional(),
  refuse: strict(choiceKeys, "which messages: { provider, account, to, id }").optional(),
  outage: strict(
    {
      provider: text,
      for: duration,
      answer: answer.optional(),
      response: response.optional(),
      pdu: pdu.optional(),
      fault: fault.optional(),
    },
    "{ provider: ID, for: 10m, fault: reset }",
  ).optional(),
  reachable: looseText.optional(),
  unbind: either(
    [z.literal(true), z.null(), strict({ account: text.optional() }, "{ account: PROVIDER/NAME }")],
    "Write { account: PROVIDER/NAME }",
  ).optional(),
};
