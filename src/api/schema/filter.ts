// Which messages, requests, callbacks and inbound messages are meant: every key that is given must hold. The same for
// lists, `wait`, `verify`, test assertions and the command line.

import * as z from "zod";
import { callbackStates } from "../../core/callback-states.ts";
import { channels } from "../../core/message.ts";
import type { DeepReadonly } from "../operation.ts";
import { accountKey, instant, operationName, place, providerId, status, strict, textFilter } from "./common.ts";

const word = z.string().min(1).max(300);
const provider = z.exactOptional(providerId).meta({ description: "Of one provider" });
const account = accountKey.exactOptional().meta({ description: "Of one account: PROVIDER/NAME" });
const operation = z.exactOptional(operationName).meta({ description: "By one of the provider's operations" });

const messages = {
  provider,
  account,
  operation,
  channel: z.enum(channels).exactOptional().meta({ description: "By one channel" }),
  to: word.exactOptional().meta({ description: "To a phone, in any written form" }),
  number: word.exactOptional().meta({ description: "To a phone whose number contains these digits" }),
  from: word.exactOptional().meta({ description: "From a sender" }),
  id: word.exactOptional().meta({ description: "With the id that the provider gave" }),
  clientId: word.exactOptional().meta({ description: "With the client's own id" }),
  status: status.exactOptional().meta({ description: "In a status" }),
  text: textFilter.exactOptional().meta({ description: "With this text" }),
  code: word.exactOptional().meta({ description: "Answered with a code; the request must still be in the journal" }),
  oneTimeCode: z.boolean().exactOptional().meta({ description: "With a one-time code in the text" }),
  search: z.string().max(1_000).exactOptional().meta({
    description: "With this in the text (case and accents aside), the number or an id",
  }),
  request: place.exactOptional().meta({ description: "Brought by the request of this number" }),
};
const requests = {
  provider,
  account,
  operation,
  channel: word.exactOptional().meta({ description: "By one channel" }),
  listener: word.exactOptional().meta({ description: "On one listener, by its name in `GET /about`" }),
  code: word.exactOptional().meta({ description: "Answered with a code" }),
  remote: word.exactOptional().meta({ description: "From a client; over SMPP with its session: 127.0.0.1#3" }),
  decidedBy: textFilter.exactOptional().meta({ description: "Decided by a rule, or default" }),
  findings: z.boolean().exactOptional().meta({ description: "With findings about the request" }),
  request: textFilter.exactOptional().meta({ description: "With this raw request" }),
  without: word.exactOptional().meta({ description: "Without this operation, such as enquire_link" }),
  since: instant.exactOptional().meta({ description: "From this time on" }),
  until: instant.exactOptional().meta({ description: "Before this time" }),
  problems: z.boolean().exactOptional().meta({ description: "Refused, or with a fault" }),
  search: z.string().max(1_000).exactOptional().meta({
    description: "With this in a text (case and accents aside), a number or an id, sent or refused, or in the request",
  }),
};
const callbacks = {
  provider,
  account,
  about: z.enum(["report", "inbound"]).exactOptional().meta({ description: "About a report or an inbound message" }),
  state: z.enum(callbackStates).exactOptional().meta({ description: "In a state" }),
  status: status.exactOptional().meta({ description: "That tell a status" }),
  search: z.string().max(1_000).exactOptional().meta({
    description: "About a message with this in the text (case and accents aside), the number or an id",
  }),
  code: word.exactOptional().meta({ description: "With an attempt that was answered with this status" }),
  problems: z.boolean().exactOptional().meta({ description: "With an attempt that failed" }),
  since: instant.exactOptional().meta({ description: "With an attempt from this time on" }),
  until: instant.exactOptional().meta({ description: "With an attempt before this time" }),
  by: z.enum(["http", "smpp"]).exactOptional().meta({ description: "By HTTP or SMPP" }),
  ref: place.exactOptional().meta({ description: "About the message or inbound message of this number" }),
};
const inbound = {
  provider,
  account,
  from: word.exactOptional().meta({ description: "From a phone, in any written form" }),
  to: word.exactOptional().meta({ description: "To a short code or number" }),
  text: textFilter.exactOptional().meta({ description: "With this text" }),
  search: z.string().max(1_000).exactOptional().meta({ description: "With this in the text, case and accents aside" }),
  fetched: z.boolean().exactOptional().meta({ description: "That a client has fetched" }),
  answers: place.exactOptional().meta({ description: "That answer the message of this number" }),
};

/** Filters by the name of their list. */
export const filters = {
  messages: strict(messages).meta({ id: "MessageFilter" }),
  requests: strict(requests).meta({ id: "RequestFilter" }),
  callbacks: strict(callbacks).meta({ id: "CallbackFilter" }),
  inbound: strict(inbound).meta({ id: "InboundFilter" }),
};
export const listNames = ["messages", "requests", "callbacks", "inbound"] as const;
export type ListName = (typeof listNames)[number];
export type FilterOf<K extends ListName> = z.output<(typeof filters)[K]>;
/** A filter as it is given: a text filter may be a RegExp. */
export type FilterInput<K extends ListName> = DeepReadonly<z.input<(typeof filters)[K]>>;
