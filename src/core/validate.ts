// Validators of JSON: each turns a value of a file, a flag or a request into a typed one, or says in one sentence
// what is wrong and where. A validator also says what it reads, for help, completion and tests.

import { remedyForName, wrongChoice } from "./choice.ts";
import type { Json, JsonObject } from "./json.ts";
import { booleanIn, listIn, numberIn, objectIn, spelled } from "./spelling.ts";
import { UsageError } from "./usage-error.ts";

/** Reads a value found at `where`; undefined: it is absent. @throws UsageError */
export interface Validator<T> {
  (value: Json | undefined, where: string): T;
  readonly kind: ValueKind;
}
/** Type of the values that a validator returns. */
export type Validated<S> = S extends (value: Json | undefined, where: string) => infer T ? T : never;

/** Values that a validator reads. */
export type ValueKind =
  | { readonly is: "text" }
  | { readonly is: "flag" }
  | { readonly is: "number"; readonly min: number; readonly max: number; readonly whole: boolean }
  | { readonly is: "choice"; readonly words: readonly (string | number)[] }
  | { readonly is: "list"; readonly items: ValueKind }
  | { readonly is: "record"; readonly fields: Readonly<Record<string, ValueKind>> };

export function validator<T>(kind: ValueKind, read: (value: Json | undefined, where: string) => T): Validator<T> {
  return Object.assign((value: Json | undefined, where: string) => read(value, where), { kind });
}

const seeReadme = "see the provider's README";

function wrong(where: string, problem: string, value: Json | undefined, remedy = seeReadme): UsageError {
  return new UsageError({
    where,
    problem,
    remedy,
    ...(value === undefined || typeof value === "object" ? {} : { value }),
  });
}

/** @param limits lengths in UTF-16 units */
export function text(limits: { readonly min?: number; readonly max?: number } = {}): Validator<string> {
  const { min = 0, max = 1_000_000 } = limits;
  return validator({ is: "text" }, (value, where) => {
    const read = spelled(value);
    if (read !== null && read.length >= min && read.length <= max) return read;
    throw wrong(where, `must be a text of ${min} to ${max} characters`, value);
  });
}

export function pattern(allowed: RegExp, name: string): Validator<string> {
  return validator({ is: "text" }, (value, where) => {
    const read = spelled(value);
    if (read !== null && allowed.test(read)) return read;
    throw wrong(where, `must be ${name}`, value);
  });
}

/** Reads a secret: a mistake is said without the value. */
export function secret<T>(inner: Validator<T>): Validator<T> {
  return validator(inner.kind, (value, where) => {
    try {
      return inner(value, where);
    } catch (error) {
      if (!(error instanceof UsageError) || error.mistake === null) throw error;
      const { value: _, ...rest } = error.mistake;
      throw new UsageError(rest);
    }
  });
}

export function whole(min = 0, max = Number.MAX_SAFE_INTEGER): Validator<number> {
  return validator({ is: "number", min, max, whole: true }, (value, where) => {
    const read = numberIn(value);
    if (read !== null && Number.isInteger(read) && read >= min && read <= max) return read;
    throw wrong(where, `must be a whole number from ${min} to ${max}`, value);
  });
}

export function number(min: number, max: number): Validator<number> {
  return validator({ is: "number", min, max, whole: false }, (value, where) => {
    const read = numberIn(value);
    if (read !== null && read >= min && read <= max) return read;
    throw wrong(where, `must be a number from ${min} to ${max}`, value);
  });
}

export const flag: Validator<boolean> = validator({ is: "flag" }, (value, where) => {
  const read = booleanIn(value);
  if (read !== null) return read;
  throw wrong(where, "must be true or false", value);
});

export function choice<const T extends string | number>(...words: readonly T[]): Validator<T> {
  return validator({ is: "choice", words }, (value, where) => {
    for (const word of words) if (word === value) return word;
    const read = spelled(value);
    for (const word of words) if (String(word) === read) return word;
    const on = booleanIn(value);
    for (const word of words) {
      // `On` is a boolean in some dialects of YAML, and `on` to a shell.
      if (String(word).toLowerCase() === read?.toLowerCase()) return word;
      if (on !== null && String(word).toLowerCase() === (on ? "on" : "off")) return word;
    }
    const { problem, remedy } = wrongChoice(read, words.map(String));
    throw wrong(where, problem, value, remedy);
  });
}

export function list<T>(inner: Validator<T>, max = 100_000): Validator<readonly T[]> {
  return validator({ is: "list", items: inner.kind }, (value, where) => {
    const items = listIn(value);
    if (items === null || items.length > max) throw wrong(where, `must be a list of at most ${max}`, value);
    return items.map((item, index) => inner(item, `${where}[${index}]`));
  });
}

/** Absent or null: the default. */
export function optional<T>(inner: Validator<T>, absent: T): Validator<T> {
  return validator(inner.kind, (value, where) =>
    value === undefined || value === null ? absent : inner(value, where),
  );
}

export function maybe<T>(inner: Validator<T>): Validator<T | undefined> {
  return validator<T | undefined>(inner.kind, (value, where) =>
    value === undefined || value === null ? undefined : inner(value, where),
  );
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object with these keys and no others. */
export function record<S extends Readonly<Record<string, Validator<unknown>>>>(
  validators: S,
): Validator<{ readonly [K in keyof S]: Validated<S[K]> }> {
  const entries: readonly [keyof S & string, Validator<unknown>][] = Object.entries(validators);
  const fields = Object.fromEntries(entries.map(([key, { kind }]) => [key, kind]));
  // A validator reads many values at the same place: the places of its keys are made once.
  let place = "";
  let places = placesIn(place);
  function placesIn(where: string): readonly string[] {
    return entries.map(([key]) => `${where}.${key}`);
  }
  return validator({ is: "record", fields }, (value, where) => {
    const object = objectIn(value);
    if (object === null) throw wrong(where, "must be an object", value);
    if (where !== place) {
      place = where;
      places = placesIn(where);
    }
    const paths = places;
    for (const key in object) {
      if (Object.hasOwn(object, key) && !Object.hasOwn(validators, key)) {
        const remedy = remedyForName(key, Object.keys(validators));
        throw new UsageError({ where: `${where}.${key}`, problem: "is not known", remedy });
      }
    }
    const out: Record<string, unknown> = {};
    let index = 0;
    for (const [key, field] of entries) {
      out[key] = field(Object.hasOwn(object, key) ? object[key] : undefined, paths[index++] ?? where);
    }
    return out as { [K in keyof S]: Validated<S[K]> };
  });
}
