// What sandboxes, accounts and scenarios are made from.

import { z } from "zod";
import type { Json, JsonObject } from "../core/json.ts";
import { largestLimit } from "../core/limits.ts";
import { clockWish, span } from "./schemas.ts";

const json: z.ZodType<Json> = z.json();
const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json);
const anyObject = z.record(z.string(), z.json());

const credit = z.union([
  z.int().min(0),
  z.string().regex(/^[+-]?\d{1,12}$/, { error: "must be 100, +100 or -5" }),
  z.strictObject({ set: z.int().min(0) }),
  z.strictObject({ add: z.int() }),
]);
const callbacks = z.strictObject({
  dlr: z.string().min(1).max(2_000).exactOptional(),
  mo: z.string().min(1).max(2_000).exactOptional(),
  allowedHosts: z.array(z.string().min(1).max(300)).max(1_000).exactOptional(),
  timeoutMs: z.int().min(1).max(600_000).exactOptional(),
  parallel: z.int().min(1).max(1_000).exactOptional(),
});
const facts = z.strictObject({
  operator: z
    .string()
    .regex(/^55\d{3}$/, { error: "must be RN1 with country, for example 55321" })
    .exactOptional(),
  procon: z.boolean().exactOptional(),
  blackList: z.boolean().exactOptional(),
  cancelled: z.boolean().exactOptional(),
  invalid: z.boolean().exactOptional(),
});
const phone = z.string().regex(/^\d{8,15}$/, { error: "must be digits, country first: 5511999990001" });

export const accountWish = z.strictObject({
  replace: z.boolean().exactOptional(),
  enabled: z.boolean().exactOptional(),
  prepaid: z.boolean().exactOptional(),
  credits: z.union([credit, z.record(z.string().min(1).max(100), credit)]).exactOptional(),
  callbacks: callbacks.exactOptional(),
  numbers: z.record(phone, facts).exactOptional(),
  rate: z.strictObject({ perSecond: z.number().positive(), burst: z.int().min(1) }).exactOptional(),
  details: jsonObject.exactOptional(),
});

const limit = (name: string) => z.int().min(1).max(largestLimit(name)).exactOptional();
const limits = z.strictObject({
  messages: limit("messages"),
  calls: limit("calls"),
  callBytes: limit("callBytes"),
  callbacks: limit("callbacks"),
});

const source = z.string().max(4 * 1024 * 1024);
export const scenarioSource = z.union([
  z.strictObject({ text: source }),
  z.strictObject({ scenario: anyObject }),
  z.strictObject({ library: z.string().min(1).max(100) }),
]);
const ruleName = z.union([z.int().min(1), z.string().min(1).max(1_000)]);
export const ruleEdit = z.union([
  z.strictObject({ insert: anyObject, before: ruleName.exactOptional() }),
  z.strictObject({ replace: ruleName, by: anyObject }),
  z.strictObject({ remove: ruleName }),
]);

const settings = {
  seed: z.string().min(1).max(200).exactOptional(),
  rehearsal: z.boolean().exactOptional(),
  limits: limits.exactOptional(),
  idle: span.exactOptional(),
};
export const sandboxWish = z.strictObject(settings);
export const newSandbox = z.strictObject({
  name: z.string().min(1).max(63),
  ...settings,
  clock: clockWish.exactOptional(),
  accounts: z.record(z.string().max(200), accountWish).exactOptional(),
  scenario: scenarioSource.exactOptional(),
});
