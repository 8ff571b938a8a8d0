// Flags and arguments of the command line from an operation's schemas: `--text-contains Oi`, `--newest-first`.

import { type Command, Option } from "commander";
import * as z from "zod";
import { parse } from "../api/check.ts";
import { fromText, inputFromText, unwrapped, type WrittenName, writtenNames } from "../api/written.ts";
import type { Flags } from "./flags.ts";

/** Flags of an input, but for some of its keys. */
export function addSchemaFlags(command: Command, input: z.ZodType, without: readonly string[] = []): Command {
  const names = writtenNames(input).filter(({ key }) => !without.includes(key));
  const about = new Map(names.map(({ name, schema }) => [name, descriptionOf(schema)]));
  for (const written of names) command.addOption(optionOf(written, about.get(written.key) ?? ""));
  return command;
}

/** The input that flags stand for. @throws UsageError that names the flag */
export function inputFromFlags(input: z.ZodType, flags: Flags): Record<string, unknown> {
  const names = writtenNames(input).filter(({ name }) => flags[kebab(name)] !== undefined);
  for (const { name, schema } of names)
    parse(z.any().pipe(schema), fromText(schema, textsOf(flags, name)), `--${kebab(name)}`);
  return inputFromText(input, new Map(names.map(({ name }) => [name, textsOf(flags, name)])));
}

function optionOf({ name, form, schema }: WrittenName, about: string): Option {
  const inner = unwrapped(schema);
  const whole = form === null ? about : `${about}: ${descriptionOf(schema)}`;
  const description = whole.charAt(0).toLowerCase() + whole.slice(1);
  if (inner instanceof z.ZodBoolean) return new Option(`--${kebab(name)}`, description);
  const option = new Option(`--${kebab(name)} <${placeholderOf(name)}>`, description);
  if (inner instanceof z.ZodEnum) return option.choices(inner.options.map(String));
  if (!(inner instanceof z.ZodArray)) return option;
  return option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
}

/** Description of a schema, its own or of what it wraps. */
export function descriptionOf(schema: z.core.$ZodType): string {
  return z.globalRegistry.get(schema)?.description ?? z.globalRegistry.get(unwrapped(schema))?.description ?? "";
}

/** `newestFirst` as `newest-first`. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function placeholderOf(name: string): string {
  return kebab(name).replaceAll("-", "_").toUpperCase();
}

function textsOf(flags: Flags, name: string): readonly string[] {
  const value = flags[kebab(name)];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}
