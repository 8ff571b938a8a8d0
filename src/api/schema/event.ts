import * as z from "zod";
import { callbackStates } from "../../core/callback-states.ts";
import { attempt, callbackRow } from "./callback.ts";
import { number, status, text } from "./common.ts";
import { inbound, message } from "./message.ts";
import { requestRow } from "./request.ts";

const event = <K extends string, Fields extends z.core.$ZodLooseShape>(kind: K, fields: Fields) =>
  z.object({
    id: text.meta({ description: "Give it as `after` to go on from here" }),
    sandbox: text,
    kind: z.literal(kind),
    ...fields,
  });

/** Something that happened in a sandbox. */
export const apiEvent = z
  .discriminatedUnion("kind", [
    event("message", { message }),
    event("status", { message }),
    event("inbound", { inbound }),
    event("request", { request: requestRow }),
    event("callback", { callback: callbackRow }),
    event("attempt", { attempt }),
    event("account", { account: text }),
    event("clock", { now: number }),
    event("scenario", { refused: text.exactOptional().meta({ description: "Why an edit of its file was not taken" }) }),
    event("timeline", { number, at: number }),
    event("reset", {}),
    event("sandbox", { change: z.enum(["created", "changed", "removed"]) }),
    event("gap", {}).meta({ description: "Events were missed: read again what is shown" }),
  ])
  .meta({ id: "Event" });
export type ApiEvent = z.output<typeof apiEvent>;

const occurredStatus = z.object({ kind: z.literal("status"), at: number, message: number, id: text, status });
const occurredInbound = z.object({ kind: z.literal("inbound"), at: number, inbound: number, from: text, text });
const occurredAttempt = z.object({
  kind: z.literal("attempt"),
  at: number,
  callback: number,
  number,
  status: number.nullable(),
  error: text,
});
const occurredCallback = z.object({
  kind: z.literal("callback"),
  at: number,
  callback: number,
  state: z.enum(callbackStates),
});
const occurredTimeline = z.object({ kind: z.literal("timeline"), at: number, number });
const occurrence = z
  .discriminatedUnion("kind", [occurredStatus, occurredInbound, occurredAttempt, occurredCallback, occurredTimeline])
  .meta({ id: "Occurrence" });
export type Occurrence = z.output<typeof occurrence>;

export const advanced = z
  .object({
    from: number,
    now: number,
    cut: z.boolean().meta({ description: "True if a reset or another clock ended it early" }),
    counts: z.object({ status: number, inbound: number, attempt: number, callback: number, timeline: number }),
    happened: z.array(occurrence).meta({ description: "The first thousand, in order" }),
    unanswered: z.array(occurredAttempt).meta({ description: "Attempts without an answer: the first thousand" }),
  })
  .meta({ id: "Advanced" });
export type Advanced = z.output<typeof advanced>;
