// The small parts of the schema. Every part carries the remedy that a finding shows: what would be right there.

import { z } from "zod";
import { callbackCharsets, callbackMethods } from "../../core/callback-form.ts";
import { durationPattern } from "./durations.ts";
import { suggest } from "./finding.ts";

/**
 * An object with these keys and no other; a wrong key is answered with the right ones.
 * @param former remedies for keys of the first edition
 */
export function strict<Fields extends z.ZodRawShape>(
  fields: Fields,
  what: string,
  former: Readonly<Record<string, string>> = {},
) {
  return z.strictObject(fields, {
    error: (issue) => {
      if (issue.code !== "unrecognized_keys") return `Write ${what} here`;
      const keys = Array.isArray(issue.keys) ? issue.keys.map(String) : [];
      const old = keys.find((key) => Object.hasOwn(former, key));
      return (old === undefined ? undefined : former[old]) ?? suggest(keys[0] ?? "", Object.keys(fields));
    },
  });
}

/** A word of this list; the error for another one names the nearest, or the new word for an old one. */
export function wordOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
  former: Readonly<Record<string, string>> = {},
) {
  return z.enum(words, { error: (issue) => former[String(issue.input)] ?? suggest(String(issue.input), words) });
}

export function either<const Options extends readonly [z.ZodType, z.ZodType, ...z.ZodType[]]>(
  options: Options,
  remedy: string,
) {
  return z.union(options, { error: remedy });
}

export function listOf<Item extends z.ZodType>(item: Item, what: string) {
  return z.array(item, { error: `Write a list of ${what} here` });
}

export function mapOf<Value extends z.ZodType>(value: Value, what: string) {
  return z.record(z.string(), value, { error: `Write ${what} here` });
}

/** A text of this form, or one of the other forms; each failure says the same remedy. */
export function form<const Others extends readonly [z.ZodType, ...z.ZodType[]]>(
  pattern: RegExp,
  others: Others,
  remedy: string,
) {
  return z.union([z.string().regex(pattern, { error: remedy }), ...others], { error: remedy });
}

export const duration = form(
  durationPattern,
  [z.literal(0)],
  "Write a duration with its unit, such as 300ms, 1s, 5m, 48h or 2d",
);
export const text = z.string({ error: "Write a text here" });
export const flag = z.boolean({ error: "Write true or false" });
/** A text that YAML may have taken for a number or a truth value. */
export const looseText = either([z.string(), z.number(), z.boolean()], "Write a text here");
export const looseMatcher = either(
  [looseText, z.array(looseText).min(1)],
  "Write a text, a glob such as 55119*, a regular expression between slashes, or a list of these",
);
export const variables = mapOf(looseText, "names and values, such as { night: yes }");

export function whole(from: number, until: number) {
  const remedy = `Write a whole number from ${from} to ${until}`;
  return z.int({ error: remedy }).min(from, { error: remedy }).max(until, { error: remedy });
}

const amount = form(/^[+-]?\d{1,12}$/, [z.int()], "Write a whole number; +100 adds to what is there");
export const credits = either(
  [amount, z.record(z.string(), amount)],
  "Write a number, +100 to add, or such a number by kind of credit",
);

const address = z
  .string()
  .regex(/^https?:\/\/[^\s/]+/, { error: "Write an address that begins with http:// or https://" });
/** Changes to the request of a callback. */
const formKeys = {
  charset: wordOf(callbackCharsets).meta({ description: "Charset of the percent-encoded values." }).optional(),
  method: wordOf(callbackMethods).meta({ description: "POST sends the same parameters as a form." }).optional(),
  rename: mapOf(text, "new names of parameters, such as { msisdn: numero }").optional(),
  extra: mapOf(looseText, "further parameters, such as { token: x }").optional(),
};
export const addressKeys = { dlr: address.optional(), mo: address.optional(), ...formKeys };
export const numberFacts = mapOf(
  strict(
    {
      operator: looseText.optional(),
      procon: flag.optional(),
      blackList: flag.optional(),
      cancelled: flag.optional(),
      invalid: flag.optional(),
    },
    "what is known of a number",
  ),
  "numbers and what is known of them",
);
export const rate = form(/^\d+(?:\.\d+)?\/(?:s|m|h)$/, [z.number().positive()], "Write a rate such as 10/s");
/** A rate with its burst, of an account. */
export const rateLimit = strict(
  { rate, burst: whole(1, 1_000_000).optional() },
  "a bucket such as { rate: 10/s, burst: 20 }",
);

/** Changes of an account, except its callback addresses. */
export const accountKeys = {
  credits: credits.optional(),
  enabled: flag.optional(),
  prepaid: flag.optional(),
  numbers: numberFacts.optional(),
  rate: rateLimit.optional(),
  details: z
    .record(z.string(), z.json())
    .optional()
    .describe("The provider's own part of the account, key by key as in its README."),
};
