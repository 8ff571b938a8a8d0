// What requests carry, as zod schemas: checked against at run time, and shown in the OpenAPI document.

import { z } from "zod";
import { channels } from "../core/message.ts";
import { callbackStates } from "../core/ports.ts";
import { accountKey, status } from "./answers.ts";

export const span = z.union([z.number().min(0), z.string().min(1).max(60)]).meta({
  description: "A span of time: milliseconds, or 250ms, 90s, 10m, 48h, 2d",
});
export const instant = z.union([z.int().min(0), z.string().min(1).max(40)]).meta({
  description: "Milliseconds since 1970, or an ISO date",
});
const text = z.string().max(40_000);
const word = z.string().min(1).max(300);
const count = z.int().min(0).max(10_000_000);

// A query says everything as text.
const place = z.coerce
  .number<string>()
  .int()
  .min(0)
  .max(2 ** 33);
const flag = z.enum(["true", "false"]).transform((value) => value === "true");

export const pageShape = {
  after: place.exactOptional().meta({ description: "Only what comes after this number" }),
  before: place.exactOptional().meta({ description: "Only what comes before this number" }),
  limit: z.coerce.number<string>().int().min(1).max(1_000).default(100),
  newestFirst: flag.exactOptional(),
};

const messageText = {
  provider: word.exactOptional(),
  account: accountKey.exactOptional(),
  operation: word.exactOptional(),
  channel: z.enum(channels).exactOptional(),
  to: word.exactOptional(),
  number: word.exactOptional().meta({ description: "A part of the number it goes to" }),
  from: word.exactOptional(),
  id: word.exactOptional(),
  clientId: word.exactOptional(),
  status: status.exactOptional(),
  text: text.exactOptional(),
  code: word.exactOptional().meta({ description: "The provider's code in the call that brought it" }),
  search: text.exactOptional().meta({
    description: "A part of the text in any case and with any accents, of the number, or of an id",
  }),
};
const callText = {
  provider: word.exactOptional(),
  operation: word.exactOptional(),
  account: accountKey.exactOptional(),
  code: word.exactOptional(),
  door: word.exactOptional(),
  channel: word.exactOptional(),
  remote: word.exactOptional().meta({ description: "Who asked; over SMPP with the session's number: 127.0.0.1#3" }),
  decidedBy: word.exactOptional(),
  request: text.exactOptional(),
};
const callbackText = {
  provider: word.exactOptional(),
  account: accountKey.exactOptional(),
  about: z.enum(["report", "inbound"]).exactOptional(),
  state: z.enum(callbackStates).exactOptional(),
  status: status.exactOptional(),
  by: z.enum(["http", "smpp"]).exactOptional(),
};
const inboundText = {
  provider: word.exactOptional(),
  account: accountKey.exactOptional(),
  from: word.exactOptional(),
  to: word.exactOptional(),
  text: text.exactOptional(),
};

export const messageQuery = z.strictObject({ ...messageText, ...pageShape });
export const callQuery = z.strictObject({ ...callText, findings: flag.exactOptional(), ...pageShape });
export const callbackQuery = z.strictObject({ ...callbackText, ref: place.exactOptional(), ...pageShape });
export const inboundQuery = z.strictObject({
  ...inboundText,
  fetched: flag.exactOptional(),
  answers: place.exactOptional(),
  ...pageShape,
});

const messageWanted = z.strictObject(messageText);
const callWanted = z.strictObject({ ...callText, findings: z.boolean().exactOptional() });
const callbackWanted = z.strictObject({ ...callbackText, ref: count.exactOptional() });
const inboundWanted = z.strictObject({
  ...inboundText,
  fetched: z.boolean().exactOptional(),
  answers: count.exactOptional(),
});

const waits = {
  count: z.int().min(1).max(1_000).exactOptional(),
  after: count.exactOptional(),
  timeout: span.exactOptional(),
};
export const wanted = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("messages"), where: messageWanted.exactOptional(), ...waits }),
  z.strictObject({ what: z.literal("calls"), where: callWanted.exactOptional(), ...waits }),
  z.strictObject({ what: z.literal("callbacks"), where: callbackWanted.exactOptional(), ...waits }),
  z.strictObject({ what: z.literal("inbounds"), where: inboundWanted.exactOptional(), ...waits }),
]);

const bounds = {
  exactly: count.exactOptional(),
  atLeast: count.exactOptional(),
  atMost: count.exactOptional(),
  never: z.boolean().exactOptional(),
};
const order = <T extends z.ZodType>(of: T) => z.array(of).min(1).max(1_000).exactOptional();
export const expectation = z.discriminatedUnion("what", [
  z.strictObject({
    what: z.literal("messages"),
    where: messageWanted.exactOptional(),
    order: order(messageWanted),
    ...bounds,
  }),
  z.strictObject({ what: z.literal("calls"), where: callWanted.exactOptional(), order: order(callWanted), ...bounds }),
  z.strictObject({
    what: z.literal("callbacks"),
    where: callbackWanted.exactOptional(),
    order: order(callbackWanted),
    ...bounds,
  }),
  z.strictObject({
    what: z.literal("inbounds"),
    where: inboundWanted.exactOptional(),
    order: order(inboundWanted),
    ...bounds,
  }),
]);

export const phone = z.strictObject({
  from: z.string().min(1).max(40),
  text,
  provider: word.exactOptional(),
  account: accountKey.exactOptional(),
  to: word.exactOptional(),
  answers: z
    .union([word, z.null()])
    .exactOptional()
    .meta({ description: "Protocol id of the message it answers; null: none" }),
});

export const advance = z.union([
  z.strictObject({ by: span }),
  z.strictObject({ to: instant }),
  z.strictObject({ next: z.literal(true) }),
]);

export const clockWish = z.union([
  z.enum(["real", "manual"]),
  z.strictObject({ mode: z.literal("real") }),
  z.strictObject({ mode: z.literal("manual"), start: instant.exactOptional() }),
  z.strictObject({ mode: z.literal("speeded"), speed: z.number().positive(), start: instant.exactOptional() }),
]);
