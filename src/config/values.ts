// How each setting is read from what a flag, a variable or a file gives: text or a typed value in, a checked value out.

import { isAbsolute, resolve } from "node:path";
import type { Json, JsonObject } from "../core/json.ts";
import { largestLimit, limitNames } from "../core/limits.ts";
import { type Mistake, UsageError } from "../core/usage-error.ts";
import { type Config, durabilities, logLevels, type Options } from "./config.ts";

/** A value as found, and where. */
export interface Found {
  readonly value: unknown;
  readonly where: string;
  /** Folder that relative file names start from. */
  readonly base: string;
}

type Reader<T> = (found: Found) => T;

export const readers: { readonly [K in keyof Required<Config>]: Reader<NonNullable<Options[K]>> } = {
  host: list,
  httpPort: port,
  httpsPort: port,
  mensagemPort: port,
  smppPort: port,
  smppsPort: port,
  data: (found) => (found.value === ":memory:" ? ":memory:" : file(found)),
  durable: oneOf(durabilities),
  scenario: file,
  accounts: file,
  clock: oneOf(["real", "manual"]),
  rehearsal: oneOf(["on", "off"]),
  logLevel: oneOf(logLevels),
  tlsCert: file,
  tlsKey: file,
  tlsSelfSigned: oneOf(["on", "off"]),
  token: secret,
  allowedHosts: list,
  seed: (found) => (typeof found.value === "number" ? String(found.value) : text(found)),
  limits,
  providers,
  smpp: pairs,
};

function refuse(found: Found, mistake: Omit<Mistake, "where" | "value">): never {
  throw new UsageError({ ...mistake, where: found.where, value: found.value });
}

function text(found: Found): string {
  if (typeof found.value !== "string" || found.value === "")
    return refuse(found, { problem: "must be a text that is not empty", remedy: "write one, in quotes if need be" });
  return found.value;
}

function secret(found: Found): string {
  if (typeof found.value === "string" && /^[\x21-\x7e]{8,256}$/.test(found.value)) return found.value;
  const problem = "must be 8 to 256 visible ASCII characters";
  throw new UsageError({ where: found.where, problem, remedy: "choose such a token" });
}

function file(found: Found): string {
  const name = text(found);
  return isAbsolute(name) ? name : resolve(found.base, name);
}

function whole(found: Found): number | null {
  const { value } = found;
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : null;
  return typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

function port(found: Found): number {
  const number = whole(found);
  if (number === null || number < 0 || number > 65_535)
    return refuse(found, { problem: "must be a port from 0 to 65535", remedy: "give a number, 0 for any free port" });
  return number;
}

function oneOf<const T extends string>(words: readonly T[]): Reader<T> {
  return (found) => {
    const word = words.find((one) => one === found.value);
    return word ?? refuse(found, { problem: `must be ${words.join(" or ")}`, remedy: "choose one of them" });
  };
}

function list(found: Found): string[] {
  const { value } = found;
  const parts = Array.isArray(value) ? value : [value];
  const words = parts.flatMap((part) => text({ ...found, value: part }).split(","));
  return words.map((word) => text({ ...found, value: word.trim() }));
}

function limits(found: Found): NonNullable<Options["limits"]> {
  const given = pairs(found);
  const read: { -readonly [K in (typeof limitNames)[number]]?: number } = {};
  for (const [name, value] of Object.entries(given)) {
    const one = { ...found, value, where: `${found.where} (${name})` };
    const known = limitNames.find((limit) => limit === name);
    if (known === undefined)
      return refuse({ ...found, value: name }, { problem: `must name ${limitNames.join(", ")}`, remedy: "choose one" });
    const number = whole(one);
    if (number === null || number < 1 || number > largestLimit(known))
      return refuse(one, {
        problem: `must be a number from 1 to ${largestLimit(known)}`,
        remedy: "give such a number",
      });
    read[known] = number;
  }
  return read;
}

function providers(found: Found): Record<string, JsonObject> {
  if (isRecord(found.value)) {
    const whole: Record<string, JsonObject> = {};
    for (const [id, value] of Object.entries(found.value)) {
      if (!isRecord(value))
        refuse({ ...found, value }, { problem: `${id} must hold settings`, remedy: "write name: value pairs" });
      whole[id] = pairs({ ...found, value });
    }
    return whole;
  }
  const whole: Record<string, Record<string, Json | undefined>> = {};
  for (const [path, value] of Object.entries(pairs(found))) {
    const match = /^([a-z][a-z0-9-]*)\.(.+)$/.exec(path);
    if (match?.[1] === undefined || match[2] === undefined)
      return refuse(found, { problem: "must be ID.NAME=VALUE", remedy: "begin with the provider's id and a dot" });
    const id = match[1];
    whole[id] = { ...whole[id], [match[2]]: value };
  }
  return whole;
}

/** An object as a file gives it, or `name=value` texts (several in one, between commas) as flags and variables do. */
function pairs(found: Found): JsonObject {
  const { value } = found;
  if (isRecord(value)) return jsonObject(value, found);
  const read: Record<string, Json> = {};
  for (const part of list(found)) {
    const match = /^([^=]+)=(.*)$/s.exec(part);
    if (match?.[1] === undefined || match[2] === undefined)
      return refuse(
        { ...found, value: part },
        { problem: "must be NAME=VALUE", remedy: "put an equals sign between them" },
      );
    read[match[1]] = scalar(match[2]);
  }
  return read;
}

/** `true`, `false`, `null` and numbers are what they look like; all else is text. */
function scalar(word: string): Json {
  if (word === "true" || word === "false") return word === "true";
  if (word === "null") return null;
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/.test(word) ? Number(word) : word;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function jsonObject(value: Record<string, unknown>, found: Found): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, json(one, found)]));
}

function json(value: unknown, found: Found): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((one) => json(one, found));
  if (isRecord(value)) return jsonObject(value, found);
  return refuse(
    { ...found, value: String(value) },
    { problem: "must be plain data", remedy: "write text, numbers, lists" },
  );
}
