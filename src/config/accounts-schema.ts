// Imported only when there is an accounts file: the schema library costs more than all else of this room.

import { z } from "zod";
import { type AccountChange, type CreditChange, parseAccountKey } from "../core/account.ts";
import { readRate } from "../core/account-rate.ts";
import { callbackCharsets, callbackMethods } from "../core/callback-form.ts";
import type { Json, JsonObject } from "../core/json.ts";

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
);
const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json);

const credit = z
  .int({ error: "must be a whole number of credits" })
  .min(0, { error: "must not be negative" })
  .transform((set): CreditChange => ({ set }));

const address = z.url({ protocol: /^https?$/, error: "must be an http or https address" });

const parameters = z.record(z.string().min(1), z.string());

const callbacks = z.strictObject({
  dlr: address.exactOptional(),
  mo: address.exactOptional(),
  charset: z.enum(callbackCharsets).exactOptional(),
  method: z.enum(callbackMethods).exactOptional(),
  rename: parameters.exactOptional(),
  extra: parameters.exactOptional(),
  allowedHosts: z.array(z.string().min(1)).max(1000).exactOptional(),
  timeoutMs: z.int().min(1).max(600_000).exactOptional(),
  parallel: z.int().min(1).max(1000).exactOptional(),
});

const numberFacts = z.strictObject({
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

const speed = z
  .string()
  .regex(/^\d{1,9}(?:\.\d{1,3})?\/[smh]$/, { error: "must be a rate such as 10/s, 600/m or 36000/h" })
  .refine((text) => Number.parseFloat(text) > 0, { error: "must be a rate over 0" });
/** The form of the control API and of scenarios: `10/s`, or with a burst. */
const rate = z
  .union([speed, z.strictObject({ rate: speed, burst: z.int().min(1).exactOptional() })])
  .transform(readRate);

const entry = z.strictObject({
  replace: z.boolean().default(false),
  enabled: z.boolean().exactOptional(),
  prepaid: z.boolean().exactOptional(),
  credits: z
    .union([credit, z.record(z.string().min(1), credit)], { error: "must be a number, or a number for each kind" })
    .exactOptional(),
  callbacks: callbacks.exactOptional(),
  numbers: z.record(phone, numberFacts).exactOptional(),
  rate: rate.exactOptional(),
  details: jsonObject.exactOptional(),
}) satisfies z.ZodType<AccountChange & { replace: boolean }>;

const key = z.string().refine((text) => parseAccountKey(text) !== null, {
  error: "must be PROVIDER/NAME",
});
const sandbox = z.string().regex(/^[A-Za-z0-9][\w.-]{0,63}$/, {
  error: "must be letters, digits, dots and dashes, at most 64",
});
const accounts = z.record(key, entry);

export const accountsFile = z.strictObject({
  accounts: accounts.default({}),
  sandboxes: z.record(sandbox, accounts).default({}),
});
