// Readers of settings: text or a typed value of a flag, a variable, a file or code in, a checked value out.

import { isAbsolute, resolve } from "node:path";
import { boundNames } from "../core/bounds.ts";
import { wrongChoice } from "../core/choice.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { largestLimit, limitNames } from "../core/limits.ts";
import { booleanIn, numberIn, spelled } from "../core/spelling.ts";
import { type Mistake, UsageError } from "../core/usage-error.ts";
import type { Options } from "./config.ts";
import { isScenarioFile } from "./scenario-value.ts";

/** A value as found, and where. */
export interface GivenValue {
  readonly value: unknown;
  readonly where: string;
  /** Folder that relative file names start from. */
  readonly base: string;
}

export interface Reader<T> {
  /** @throws UsageError */
  (input: GivenValue): T;
  /** JSON Schema of the value in a config file. */
  readonly schema: JsonObject;
}

function reader<T>(schema: JsonObject, read: (input: GivenValue) => T): Reader<T> {
  return Object.assign((input: GivenValue) => read(input), { schema });
}

function refuse(input: GivenValue, mistake: Omit<Mistake, "where" | "value">): never {
  throw new UsageError({ ...mistake, where: input.where, value: input.value });
}

export const text: Reader<string> = reader({ type: ["string", "number", "boolean"] }, (input) => {
  const word = spelled(input.value);
  if (word === null || word === "")
    return refuse(input, { problem: "must be a text that is not empty", remedy: "write one, in quotes if need be" });
  return word;
});

export const secret: Reader<string> = reader({ type: "string", minLength: 8, maxLength: 256 }, ({ value, where }) => {
  const word = spelled(value);
  if (word !== null && /^[\x21-\x7e]{8,256}$/.test(word)) return word;
  const problem = "must be 8 to 256 visible ASCII characters";
  throw new UsageError({ where, problem, remedy: "choose such a token" });
});

export const file: Reader<string> = reader({ type: "string", minLength: 1 }, (input) => {
  const name = text(input);
  return isAbsolute(name) ? name : resolve(input.base, name);
});

/** A file, absolute, or the name of a shipped scenario. */
export const scenario: Reader<string> = reader({ type: "string", minLength: 1 }, (input) =>
  isScenarioFile(text(input)) ? file(input) : text(input),
);

export const database: Reader<string> = reader({ type: "string", minLength: 1 }, (input) =>
  input.value === ":memory:" ? ":memory:" : file(input),
);

export const port: Reader<number> = reader({ type: "integer", minimum: 0, maximum: 65_535 }, (input) => {
  const number = numberIn(input.value);
  if (number === null || !Number.isInteger(number) || number < 0 || number > 65_535)
    return refuse(input, { problem: "must be a port from 0 to 65535", remedy: "give a number, 0 for any free port" });
  return number;
});

/** An http or https address without a query, and without slashes at its end. */
export const baseUrl: Reader<string> = reader({ type: "string", pattern: "^https?://[^?#]+$" }, (input) => {
  const address = text(input);
  const url = URL.parse(address);
  if (url !== null && /^https?:$/.test(url.protocol) && !/[?#]/.test(address)) return address.replace(/\/+$/, "");
  const remedy = "give one, for example http://sms.test:8080/fake";
  return refuse(input, { problem: "must be an http or https address without a query", remedy });
});

/** The word itself; for `on` and `off` booleans too, as YAML and shells have them. */
export function wordOf<const T extends string>(words: readonly T[]): Reader<T> {
  const switches = words.some((word) => word === "on") ? [true, false] : [];
  return reader({ enum: [...words, ...switches] }, (input) => {
    const on = booleanIn(input.value);
    const asBoolean = on === null ? null : on ? "on" : "off";
    const word = words.find((word) => word === input.value) ?? words.find((word) => word === asBoolean);
    return word ?? refuse(input, wrongChoice(input.value, words));
  });
}

function singleOrList(schema: JsonObject): JsonObject {
  return { anyOf: [schema, { type: "array", items: schema }] };
}

/** A list, or texts between commas. */
export const list: Reader<string[]> = reader(singleOrList({ type: "string" }), (input) =>
  parts(input).flatMap((part) => part.split(",").map((word) => text({ ...input, value: word.trim() }))),
);

/** Host names, or `*.name` for every name under it. */
export const hostNames: Reader<string[]> = reader(singleOrList({ type: "string" }), (input) =>
  list(input).map((name) => {
    const isName = /^(?:\*\.)?(?!-)[a-z0-9-]{1,63}(?:\.(?!-)[a-z0-9-]{1,63})+$/i.test(name) && /[a-z]/i.test(name);
    if (isName && name.length <= 253) return name.toLowerCase();
    const remedy = "give one, for example sms.example.com or *.example.com";
    return refuse({ ...input, value: name }, { problem: "must be a host name", remedy });
  }),
);

function parts(input: GivenValue): string[] {
  const { value } = input;
  return (Array.isArray(value) ? value : [value]).map((part) => text({ ...input, value: part }));
}

export const limits: Reader<NonNullable<Options["limits"]>> = numbersOf(limitNames, largestLimit);
export const bounds: Reader<NonNullable<Options["bounds"]>> = numbersOf(boundNames, (name) =>
  name === "snapshotBytes" ? 1e12 : 1_000_000,
);

/** Numbers from 1, by name. @param largest highest value of a name */
function numbersOf<const Name extends string>(
  names: readonly Name[],
  largest: (name: Name) => number,
): Reader<{ readonly [K in Name]?: number }> {
  const schemas = names.map((name) => [name, { type: "integer", minimum: 1, maximum: largest(name) }] as const);
  const schema = { type: "object", properties: Object.fromEntries(schemas), additionalProperties: false };
  return reader(schema, (input) => {
    const read: { [K in Name]?: number } = {};
    for (const [name, value] of Object.entries(pairs(input))) {
      const entry = { ...input, value, where: `${input.where} (${name})` };
      const limitName = names.find((own) => own === name);
      if (limitName === undefined) return refuse({ ...input, value: name }, wrongChoice(name, names));
      const number = numberIn(value);
      const max = largest(limitName);
      if (number === null || !Number.isInteger(number) || number < 1 || number > max)
        return refuse(entry, { problem: `must be a number from 1 to ${max}`, remedy: "give such a number" });
      read[limitName] = number;
    }
    return read;
  });
}

/** Settings of each provider by its id: an object of objects, or `ID.NAME=VALUE` texts. */
export const providerSettings: Reader<Record<string, JsonObject>> = reader(
  { type: "object", additionalProperties: { type: "object" } },
  (input) => {
    const whole: Record<string, JsonObject> = {};
    const given = isRecord(input.value) ? jsonObject(input.value, input) : pairs(input, /^[a-z][a-z0-9-]*\.[^=]+$/);
    for (const [id, value] of Object.entries(given)) {
      if (!isRecord(value))
        return refuse({ ...input, value }, { problem: `${id} must hold settings`, remedy: "write name: value pairs" });
      whole[id] = jsonObject(value, input);
    }
    return whole;
  },
);

/** Settings by name. */
export const settingPairs: Reader<JsonObject> = reader({ type: "object" }, (input) => pairs(input));

/**
 * An object as files and code give it, or `NAME=VALUE` texts, several between commas. A dot in a name leads into an
 * object, and a comma before anything but `NAME=` belongs to the value.
 */
function pairs(input: GivenValue, names = /^[A-Za-z][\w.-]*$/): JsonObject {
  if (isRecord(input.value)) return jsonObject(input.value, input);
  const read: Nested = new Map();
  for (const part of parts(input).flatMap((part) => part.split(/,(?=\s*[A-Za-z][\w.-]*=)/))) {
    const [, name = "", value] = /^\s*([^=]+)=(.*)$/s.exec(part) ?? [];
    if (value === undefined || !names.test(name)) {
      const form = names.test("a.b") && !names.test("a") ? "ID.NAME=VALUE" : "NAME=VALUE";
      const remedy =
        form === "NAME=VALUE" ? "put an equals sign between them" : "begin with the provider's id and a dot";
      return refuse({ ...input, value: part }, { problem: `must be ${form}`, remedy });
    }
    put(read, name.split("."), value === "null" ? null : value);
  }
  return plain(read);
}

type Nested = Map<string, Json | Nested>;

function put(into: Nested, [name = "", ...more]: readonly string[], value: Json): void {
  if (more.length === 0) {
    into.set(name, value);
    return;
  }
  const there = into.get(name);
  const below: Nested = there instanceof Map ? there : new Map();
  into.set(name, below);
  put(below, more, value);
}

function plain(nested: Nested): JsonObject {
  return Object.fromEntries([...nested].map(([name, value]) => [name, value instanceof Map ? plain(value) : value]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function jsonObject(value: Record<string, unknown>, input: GivenValue): JsonObject {
  const given = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(given.map(([key, inner]) => [key, json(inner, input)]));
}

function json(value: unknown, input: GivenValue): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((item) => json(item, input));
  if (isRecord(value)) return jsonObject(value, input);
  return refuse(
    { ...input, value: String(value) },
    { problem: "must be plain data", remedy: "write text, numbers, lists" },
  );
}
