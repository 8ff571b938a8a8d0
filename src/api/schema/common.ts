// Parts that several schemas share. A name of a schema (`id`) is its name in the OpenAPI document.

import * as z from "zod";
import type { AccountKey } from "../../core/account.ts";
import type { JsonObject } from "../../core/json.ts";
import { isPlainObject } from "../../core/plain-object.ts";
import { statuses } from "../../core/status.ts";
import type { OperationName, ProviderId } from "../../providers/index.ts";
import { largestPage } from "../request-of.ts";

export const number = z.int();
export const text = z.string();
export const status = z.enum(statuses);
export const json = z.json().register(z.globalRegistry, { id: "Json", description: "Any JSON" });
export const jsonObject: z.ZodType<JsonObject, JsonObject> = z.record(z.string(), json);

const object: z.core.$constructor<z.ZodObject> = z.ZodObject;
/** Zod's object takes a RegExp, a Map or a Date for an object without names. */
const PlainObject: z.core.$constructor<z.ZodObject> = z.core.$constructor("PlainObject", (schema, definition) => {
  object.init(schema, definition);
  const { parse } = schema._zod;
  schema._zod.parse = (payload, context) => {
    const input = payload.value;
    if (isPlainObject(input)) return parse(payload, context);
    payload.issues.push({ code: "invalid_type", expected: "object", input, inst: schema });
    return payload;
  };
});

/** A strict object that lists its names when one is not known. Takes plain objects alone. */
export function strict<Fields extends z.core.$ZodLooseShape>(fields: Fields): z.ZodObject<Fields, z.core.$strict>;
export function strict(fields: z.core.$ZodLooseShape): z.ZodObject {
  const keys = Object.keys(fields).join(", ");
  return new PlainObject({
    type: "object",
    shape: fields,
    catchall: z.never(),
    error: ({ code }) => (code === "unrecognized_keys" ? `choose from ${keys}` : undefined),
  });
}

/** Names, which an editor completes. Filters check them against the registry. */
export const providerId: z.ZodType<ProviderId, ProviderId> = z.string();
export const operationName: z.ZodType<OperationName, OperationName> = z.string();

export const accountKey = z
  .string()
  .regex(/^[^/]+\/[^/]+$/, { error: "must be PROVIDER/NAME" })
  .transform((key): AccountKey => {
    const [provider = "", name = ""] = key.split("/");
    return `${provider}/${name}`;
  });

/** Number of a message, request, callback or inbound message in its sandbox. */
export const place = z
  .int()
  .min(1)
  .max(2 ** 33);
export const count = z.int().min(0).max(10_000_000);

export const duration = z.union([z.number().min(0), z.string().min(1).max(60)]).meta({
  id: "Span",
  description: "Milliseconds, or 250ms, 90s, 10m, 48h, 2d",
});
export const instant = z.union([z.int().min(0), z.string().min(1).max(40)]).meta({
  id: "Instant",
  description: "Milliseconds since 1970, or an ISO date",
});

const longestText = 40_000;
const written = z.string().max(longestText);
/** `text` is the whole text; the other forms say how to look in it. */
export const textFilter = z
  .union([
    written,
    strict({ contains: written.meta({ description: "a part of it" }) }),
    strict({ glob: written.meta({ description: "`*` stands for any characters" }) }),
    strict({ regex: z.string().max(1_000).meta({ description: "a regular expression (RE2)" }) }),
    z.instanceof(RegExp).transform((pattern) => ({ regex: inlineFlags(pattern) })),
  ])
  .meta({ id: "TextFilter" });
export type TextFilter = z.output<typeof textFilter>;

function inlineFlags({ source, flags }: RegExp): string {
  const inline = flags.replace(/[^ims]/g, "");
  return inline === "" ? source : `(?${inline})${source}`;
}

export const limit = z.int().min(1).max(largestPage).default(100).meta({ description: "At most so many" });
const cursor = z
  .int()
  .min(0)
  .max(2 ** 33);
/** Part of a list. */
export const pageFields = {
  after: cursor.exactOptional().meta({ description: "Only items after this number" }),
  before: cursor.exactOptional().meta({ description: "Only items before this number" }),
  limit,
  newestFirst: z.boolean().exactOptional().meta({ description: "From the newest to the oldest" }),
};

/** Words in both languages. */
export const bilingual = z.object({ english: text, portuguese: text }).meta({ id: "Bilingual" });
export type BilingualView = z.output<typeof bilingual>;

export const finding = z
  .object({
    code: text,
    params: z.record(text, z.union([text, z.number()])),
    text: text.meta({ description: "The sentence in English" }),
    portuguese: text,
    source: text.meta({ description: "Document and section" }),
  })
  .meta({ id: "Finding" });
/** A mistake in a text. Lines and columns count from 1. */
export const textFinding = z.object({ line: number, column: number, found: text, remedy: text }).meta({
  id: "TextFinding",
});
