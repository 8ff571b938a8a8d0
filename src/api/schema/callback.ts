import * as z from "zod";
import { callbackStates } from "../../core/callback-states.ts";
import { jsonObject, number, providerId, status, text } from "./common.ts";
import { inbound, message, statusStep } from "./message.ts";
import { request } from "./request.ts";

export const attempt = z
  .object({
    callback: number,
    number,
    at: number,
    address: text,
    request: text,
    status: number.nullable().meta({ description: "HTTP status or command_status; null: no answer" }),
    answer: text,
    durationMs: z.number(),
    error: text,
    elapsedMs: number
      .exactOptional()
      .meta({ description: "Real milliseconds from the emulator's start to the attempt" }),
  })
  .meta({ id: "Attempt" });
export type AttemptView = z.output<typeof attempt>;

const row = {
  seq: number,
  sandbox: text,
  account: text,
  provider: providerId,
  about: z.enum(["report", "inbound"]),
  ref: number.meta({ description: "Number of the message or inbound message it is about" }),
  status: status.exactOptional().meta({ description: "The status that a report tells" }),
  by: z.enum(["http", "smpp"]),
  at: number.meta({ description: "Time of the next attempt; once finished, of the last one" }),
  state: z.enum(callbackStates),
  attemptCount: number.meta({ description: "Attempts that have ended" }),
  data: jsonObject,
};
export const callbackRow = z.object(row).meta({ id: "CallbackRow" });
export type CallbackRow = z.output<typeof callbackRow>;
export const callback = z
  .object({
    ...row,
    attempts: z.array(attempt),
    phone: text.exactOptional().meta({ description: "Phone of the message or inbound message" }),
    text: text.exactOptional().meta({ description: "Text of it" }),
  })
  .meta({ id: "Callback" });
export type CallbackView = z.output<typeof callback>;

/** A sample callback and what its receiver answered. */
export const testedCallback = z
  .object({
    address: text,
    request: text,
    status: number.nullable().meta({ description: "HTTP status; null: no answer" }),
    answer: text.meta({ description: "Beginning of the response's body" }),
    error: text,
    durationMs: z.number(),
    succeeded: z.boolean().meta({ description: "True if the provider takes the answer for a success" }),
  })
  .meta({ id: "TestedCallback" });
export type TestedCallbackView = z.output<typeof testedCallback>;

/** A message with everything that led to it and followed from it. */
export const messageHistory = z
  .object({
    message,
    request: request.nullable().meta({ description: "Null: the journal has dropped it" }),
    steps: z.array(statusStep),
    callbacks: z.array(callback),
    inbound: z.array(inbound),
  })
  .meta({ id: "MessageHistory" });
export type MessageHistory = z.output<typeof messageHistory>;
