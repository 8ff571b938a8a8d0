import * as z from "zod";
import type { DeepReadonly } from "../operation.ts";
import { account, accountChange } from "./account.ts";
import { bilingual, duration, instant, number, status, strict, text } from "./common.ts";
import { scenarioSource } from "./scenario.ts";

export const clock = z
  .object({
    mode: z.enum(["real", "speeded", "manual"]),
    now: number,
    iso: text,
    speed: z.number(),
    setBy: z.enum(["sandbox", "scenario"]).meta({ description: "Who has set it: the active scenario, or its sandbox" }),
    next: number.nullable().meta({ description: "When something is due next; null: nothing is" }),
  })
  .meta({ id: "Clock" });
export type ClockView = z.output<typeof clock>;

export const dueItem = z
  .object({
    at: number,
    kind: z.enum(["status", "expiry", "reply", "alert", "callback", "timeline", "timer"]).meta({
      description:
        "`alert`: an alert_notification of a rule; `timeline`: an entry of the scenario; `timer`: of an SMPP session",
    }),
    message: number.exactOptional().meta({ description: "Number of the message it is about" }),
    inbound: number.exactOptional().meta({ description: "Number of the inbound message it is about" }),
    callback: number.exactOptional().meta({ description: "Number of the callback" }),
    phone: text.exactOptional(),
    text: text.exactOptional().meta({ description: "Text of the message, or of the reply" }),
    status: status.exactOptional().meta({ description: "Status that the message reaches, or that the callback tells" }),
    isScheduled: z.boolean().exactOptional().meta({ description: "True if the message is sent then, as it asked" }),
    attempt: number.exactOptional().meta({ description: "Number of the attempt" }),
    why: bilingual.exactOptional().meta({
      description: "Rules that took part in the message, its test number, or the entry of the timeline; absent: none",
    }),
  })
  .meta({ id: "DueItem" });
export type DueItemView = z.output<typeof dueItem>;

const speed = z.number().positive().max(1_000_000);
export const clockInput = z
  .union([
    z.enum(["real", "manual"]),
    strict({ mode: z.literal("real") }),
    strict({ mode: z.literal("manual"), start: instant.exactOptional() }),
    strict({ mode: z.literal("speeded"), speed, start: instant.exactOptional() }),
  ])
  .meta({ id: "ClockInput" });
export type ClockInput = z.output<typeof clockInput>;

export const sandbox = z
  .object({
    name: text,
    seed: text,
    testNumbers: z.boolean(),
    clock,
    limits: z.object({ messages: number, requests: number, requestBytes: number, callbacks: number }),
    idleMs: number.meta({ description: "Real milliseconds; 0: never removed" }),
    counts: z.object({ messages: number, inbound: number, requests: number, callbacks: number, due: number }),
    scenario: text.nullable().meta({ description: "Title of the active scenario" }),
    watchedFile: text.nullable().meta({ description: "Scenario file whose edits take effect; null: there is none" }),
    accounts: z.array(account).meta({ description: "With their credentials" }),
  })
  .meta({ id: "Sandbox" });
export type SandboxView = z.output<typeof sandbox>;

const rows = z.int().min(1).max(100_000_000).exactOptional();
export const sandboxChange = strict({
  seed: z.string().min(1).max(200).exactOptional().meta({ description: "Source of ids and of all chance" }),
  testNumbers: z.boolean().exactOptional().meta({ description: "Phone numbers that force an outcome" }),
  limits: strict({
    messages: rows,
    requests: rows,
    requestBytes: z.int().min(1).max(1_000_000_000_000).exactOptional(),
    callbacks: rows,
  })
    .exactOptional()
    .meta({ description: "How much the sandbox keeps" }),
  idle: duration.exactOptional().meta({ description: "Removed after so much real time without use; 0: never" }),
}).meta({ id: "SandboxChange" });
export type SandboxChange = DeepReadonly<z.output<typeof sandboxChange>>;

export const newSandbox = strict({
  ...sandboxChange.shape,
  clock: clockInput.exactOptional(),
  accounts: z.record(z.string().max(200), accountChange).exactOptional(),
  scenario: scenarioSource.exactOptional(),
});
export type SandboxInput = DeepReadonly<z.output<typeof newSandbox>>;
