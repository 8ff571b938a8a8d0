// Shapes of JSON: small readers that turn what a file or a request says into typed values, or say in one sentence what is
// wrong and where. For what is read at start-up and on hot paths, where a schema library costs too much; files that an
// editor should complete are checked by a schema in their own room.

import type { Json, JsonObject } from "./json.ts";
import { UsageError } from "./usage-error.ts";

/** Reads a value found at `where`; undefined: it is not there. @throws UsageError */
export type Shape<T> = (value: Json | undefined, where: string) => T;
/** What a shape reads. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

function wrong(where: string, problem: string, value: Json | undefined): UsageError {
  const remedy = "see the provider's README";
  return new UsageError({
    where,
    problem,
    remedy,
    ...(value === undefined || typeof value === "object" ? {} : { value }),
  });
}

/** @param limits lengths in UTF-16 units */
export function text(limits: { readonly min?: number; readonly max?: number } = {}): Shape<string> {
  const { min = 0, max = 1_000_000 } = limits;
  return (value, where) => {
    if (typeof value === "string" && value.length >= min && value.length <= max) return value;
    throw wrong(where, `must be a text of ${min} to ${max} characters`, value);
  };
}

export function pattern(allowed: RegExp, name: string): Shape<string> {
  return (value, where) => {
    if (typeof value === "string" && allowed.test(value)) return value;
    throw wrong(where, `must be ${name}`, value);
  };
}

/** Of a secret: what is wrong with it is said without showing it. */
export function secret<T>(of: Shape<T>): Shape<T> {
  return (value, where) => {
    try {
      return of(value, where);
    } catch (error) {
      if (!(error instanceof UsageError) || error.mistake === null) throw error;
      const { value: _, ...rest } = error.mistake;
      throw new UsageError(rest);
    }
  };
}

export function whole(min = 0, max = Number.MAX_SAFE_INTEGER): Shape<number> {
  return (value, where) => {
    if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value;
    throw wrong(where, `must be a whole number from ${min} to ${max}`, value);
  };
}

export function number(min: number, max: number): Shape<number> {
  return (value, where) => {
    if (typeof value === "number" && value >= min && value <= max) return value;
    throw wrong(where, `must be a number from ${min} to ${max}`, value);
  };
}

export const flag: Shape<boolean> = (value, where) => {
  if (typeof value === "boolean") return value;
  throw wrong(where, "must be true or false", value);
};

export function choice<const T extends string | number>(...words: readonly T[]): Shape<T> {
  return (value, where) => {
    for (const word of words) if (word === value) return word;
    throw wrong(where, `must be one of ${words.join(", ")}`, value);
  };
}

export function list<T>(of: Shape<T>, max = 100_000): Shape<readonly T[]> {
  return (value, where) => {
    if (!Array.isArray(value) || value.length > max) throw wrong(where, `must be a list of at most ${max}`, value);
    return value.map((one: Json, index) => of(one, `${where}[${index}]`));
  };
}

/** Absent or null: the default. */
export function optional<T>(of: Shape<T>, absent: T): Shape<T> {
  return (value, where) => (value === undefined || value === null ? absent : of(value, where));
}

export function maybe<T>(of: Shape<T>): Shape<T | undefined> {
  return optional<T | undefined>(of, undefined);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object with these keys and no others. */
export function record<S extends Readonly<Record<string, Shape<unknown>>>>(
  shapes: S,
): Shape<{ readonly [K in keyof S]: Shaped<S[K]> }> {
  const entries: readonly [keyof S & string, Shape<unknown>][] = Object.entries(shapes);
  // What is read often is read at the same place: its keys' places are put together once.
  let place = "";
  let places = placesIn(place);
  function placesIn(where: string): readonly string[] {
    return entries.map(([key]) => `${where}.${key}`);
  }
  return (value, where) => {
    const object = value ?? {};
    if (!isObject(object)) throw wrong(where, "must be an object", value);
    if (where !== place) {
      place = where;
      places = placesIn(where);
    }
    const paths = places;
    for (const key in object) {
      if (Object.hasOwn(object, key) && !Object.hasOwn(shapes, key)) {
        const known = entries.map(([name]) => name).join(", ");
        throw new UsageError({ where: `${where}.${key}`, problem: "is not known", remedy: `known are ${known}` });
      }
    }
    const out: Record<string, unknown> = {};
    let index = 0;
    for (const [key, shape] of entries) {
      out[key] = shape(Object.hasOwn(object, key) ? object[key] : undefined, paths[index++] ?? where);
    }
    return out as { [K in keyof S]: Shaped<S[K]> };
  };
}
