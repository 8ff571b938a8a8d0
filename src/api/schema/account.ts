import * as z from "zod";
import { callbackCharsets, callbackMethods } from "../../core/callback-form.ts";
import type { DeepReadonly } from "../operation.ts";
import { jsonObject, providerId, strict, text } from "./common.ts";

const facts = {
  operator: z
    .string()
    .regex(/^55\d{3}$/, { error: "must be RN1 with country, for example 55321" })
    .exactOptional(),
  procon: z.boolean().exactOptional(),
  blackList: z.boolean().exactOptional(),
  cancelled: z.boolean().exactOptional(),
  invalid: z.boolean().exactOptional(),
};
const speed = z.union([
  z.number().positive(),
  z.string().regex(/^(?=[\d.]*[1-9])\d{1,9}(?:\.\d{1,3})?\/[smh]$/, {
    error: "must be a rate over 0, such as 10/s, 600/m or 36000/h",
  }),
]);
const address = z.url({ protocol: /^https?$/, error: "must be an http or https address" }).max(2_000);
const parameters = z.record(z.string().min(1).max(100), z.string().max(2_000));
const addresses = {
  dlr: address.exactOptional().meta({ description: "Where reports go" }),
  mo: address.exactOptional().meta({ description: "Where inbound messages go" }),
  charset: z.enum(callbackCharsets).exactOptional().meta({ description: "Charset of callbacks' values" }),
  method: z.enum(callbackMethods).exactOptional().meta({ description: "POST sends the parameters as a form" }),
  rename: parameters.exactOptional().meta({ description: "New names of callbacks' parameters" }),
  extra: parameters.exactOptional().meta({ description: "Further parameters of callbacks" }),
  allowedHosts: z.array(z.string().min(1).max(300)).max(1_000).exactOptional(),
  timeoutMs: z.int().min(1).max(600_000).exactOptional(),
  parallel: z.int().min(1).max(1_000).exactOptional(),
};

export const account = z
  .object({
    sandbox: text,
    provider: providerId,
    name: text,
    enabled: z.boolean(),
    prepaid: z.boolean(),
    credits: z.record(text, z.number()),
    callbacks: z.object(addresses),
    numbers: z.record(text, z.object({ ...facts, operator: text.exactOptional() })),
    rate: z.object({ rate: text, burst: z.number() }).exactOptional(),
    details: jsonObject.meta({ description: "The provider's own part, with the credentials" }),
  })
  .meta({ id: "Account" });
export type AccountView = z.output<typeof account>;

const credit = z
  .union([
    z.int().min(0),
    z.string().regex(/^[+-]?\d{1,12}$/, { error: "must be 100 to set, +100 or -5 to add" }),
    strict({ set: z.int().min(0) }),
    strict({ add: z.int() }),
  ])
  .meta({ id: "Credit", description: "100 sets, +100 and -5 add" });

const noAddress = z.literal("");
const changedAddresses = {
  ...addresses,
  dlr: z.union([address, noAddress]).exactOptional().meta({ description: "Where reports go; empty: nowhere" }),
  mo: z.union([address, noAddress]).exactOptional().meta({ description: "Where inbound messages go; empty: nowhere" }),
};

export const accountChange = strict({
  replace: z.boolean().exactOptional().meta({ description: "Nothing of the account of before stays" }),
  enabled: z.boolean().exactOptional(),
  prepaid: z.boolean().exactOptional(),
  credits: z
    .union([credit, z.record(z.string().min(1).max(100), credit)])
    .exactOptional()
    .meta({ description: "For every kind, or by kind" }),
  callbacks: strict(changedAddresses).exactOptional(),
  numbers: z
    .record(z.string().regex(/^\d{8,15}$/, { error: "must be digits, country first: 5511999990001" }), strict(facts))
    .exactOptional(),
  rate: z
    .union([speed, strict({ rate: speed, burst: z.int().min(1).exactOptional() })])
    .exactOptional()
    .meta({ description: "Requests that the account may make: 10/s, or { rate: 10/s, burst: 20 }" }),
  details: jsonObject.exactOptional().meta({ description: "The provider's own part" }),
}).meta({ id: "AccountChange" });
export type AccountInput = DeepReadonly<z.output<typeof accountChange>>;
