import * as z from "zod";
import { callbackMethods } from "../../core/callback-form.ts";
import { channels } from "../../core/message.ts";
import { bilingual, jsonObject, number, operationName, providerId, status, text } from "./common.ts";

const placeholder = z.object({
  name: text,
  form: text.exactOptional(),
  isRaw: z.boolean(),
  value: text.exactOptional(),
});
const callbackPlan = z.object({
  copies: number.exactOptional(),
  order: z.enum(["reversed", "shuffled", "interleaved"]).exactOptional(),
  lose: number.exactOptional(),
  delay: z.number().exactOptional(),
  beforeAnswer: z.boolean().exactOptional(),
  receiptsTo: z
    .union([text, z.object({ account: text })])
    .exactOptional()
    .meta({ description: "SMPP sessions that receive the reports: a word, a system_id, or an account" }),
  charset: text.exactOptional(),
  method: z.enum(callbackMethods).exactOptional(),
  rename: z.record(text, text).exactOptional(),
  extra: z.record(text, z.array(z.union([text, placeholder]))).exactOptional(),
});

export const message = z
  .object({
    seq: number.meta({ description: "Number in the sandbox, from 1" }),
    sandbox: text,
    id: text.meta({ description: "Id that the provider gave" }),
    provider: providerId,
    account: text,
    operation: operationName,
    channel: z.enum(channels),
    to: text.meta({ description: "Digits, country first" }),
    toWritten: text.meta({ description: "Recipient as the client wrote it" }),
    from: text,
    text,
    oneTimeCodes: z.array(text).meta({ description: "One-time codes in the text, as it has them: 123456, G-1234" }),
    links: z.array(text).meta({ description: "Links in the text, as it has them" }),
    clientId: text.exactOptional(),
    kind: text,
    encoding: z.enum(["gsm", "ucs2", "octets"]),
    parts: number,
    status,
    statusAt: number,
    acceptedAt: number,
    request: number.meta({ description: "Number of the request that brought it" }),
    word: text.exactOptional(),
    scheduledFor: number.exactOptional(),
    priority: number.exactOptional(),
    expiresAt: number.exactOptional(),
    sentAt: number.exactOptional(),
    finalAt: number.exactOptional(),
    callbacks: callbackPlan.exactOptional(),
    life: z.array(z.object({ status, after: z.number(), word: text.exactOptional() })),
    debits: z.array(z.object({ kind: text, amount: z.number() })),
    replies: z.array(z.object({ text, after: z.number() })),
    rules: bilingual.exactOptional().meta({ description: "Every rule that took part, in words" }),
    fields: jsonObject,
  })
  .meta({ id: "Message" });
export type MessageView = z.output<typeof message>;

export const statusStep = z
  .object({ message: number, at: number, status, word: text.exactOptional(), by: text })
  .meta({ id: "StatusStep" });

export const inbound = z
  .object({
    seq: number,
    sandbox: text,
    id: text,
    provider: providerId,
    account: text,
    from: text.meta({ description: "The phone: digits, country first" }),
    to: text.meta({ description: "Number it wrote to" }),
    text,
    receivedAt: number,
    answers: number.exactOptional().meta({ description: "Number of the message it answers" }),
    fetched: z.boolean().meta({ description: "True if a client has fetched it" }),
  })
  .meta({ id: "InboundMessage" });
export type InboundView = z.output<typeof inbound>;

export const phone = z
  .object({
    number: text.meta({ description: "Digits, country first" }),
    at: number.meta({ description: "Time of the latest message to or from the phone" }),
    text: text.meta({ description: "Text of this message" }),
    isInbound: z.boolean().meta({ description: "True if the phone sent it" }),
    cursor: text.meta({ description: "Place in the list: `after` takes it for the next page" }),
  })
  .meta({ id: "Phone" });
export type PhoneView = z.output<typeof phone>;
export const phones = z.object({
  count: number.meta({ description: "Phones that match" }),
  phones: z.array(phone).meta({ description: "The phone of the latest message first" }),
});
