// Options that code gives (`startEmulator`), read as those of a file are.

import { remedyForName } from "../core/choice.ts";
import { nearestWord } from "../core/nearest-word.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Provider } from "../providers/provider.ts";
import type { Options } from "./config.ts";
import { type Setting, settingsFor, variableOf } from "./settings.ts";

/** @throws UsageError that names the option */
export function readOptions(code: Options, registry: readonly Provider[]): Options {
  const settings = settingsFor(registry);
  if (typeof code !== "object" || code === null || Array.isArray(code)) throw noOptions(code);
  let read: Options = {};
  for (const [key, value] of Object.entries(code)) {
    if (value === undefined) continue;
    const setting = settings.find((candidate) => candidate.key === key);
    if (setting === undefined) throw unknownSetting(key, key, settings);
    read = { ...read, ...setting.read({ value, where: key, base: process.cwd() }) };
  }
  return read;
}

/** The error for options that are no object. */
export function noOptions(value: unknown): UsageError {
  const remedy = 'give settings such as { clock: "manual" }';
  return new UsageError({ where: "options", problem: "must be an object", value, remedy });
}

/** The error for a setting that does not exist, with the nearest that does. */
export function unknownSetting(key: string, where: string, settings: readonly Setting[]): UsageError {
  const keys = settings.map((setting) => setting.key);
  const meant = settings.find((setting) => setting.flag === key || variableOf(setting) === key)?.key;
  const near = meant ?? nearestWord(key, keys, Math.max(1, Math.floor(key.length / 4)));
  const remedy = near === null ? remedyForName("", keys) : `write ${near}`;
  return new UsageError({ where, problem: `unknown setting ${key}`, remedy });
}
