// Filters of messages, requests, callbacks and inbound messages as flags: for the lists, `wait` and `verify`.

import type { Command } from "commander";
import { checkInput, parse } from "../api/check.ts";
import { type FilterOf, filters, type ListName } from "../api/schema/filter.ts";
import { inputFromText, writtenNames } from "../api/written.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Flags } from "./flags.ts";
import { addSchemaFlags, inputFromFlags, kebab } from "./schema-flags.ts";

/** Adds the filters of a list to a command. */
export function addFilters(command: Command, list: ListName): Command {
  return addSchemaFlags(command, filters[list]);
}

/** @throws UsageError */
export function filterFrom<K extends ListName>(list: K, flags: Flags): FilterOf<K> {
  return parse<FilterOf<K>>(filters[list] as never, inputFromFlags(filters[list], flags), "");
}

/** Reads `status=sent,to=11999990001`, a step of an order. @throws UsageError */
export function stepFrom<K extends ListName>(list: K, text: string): FilterOf<K> {
  const names = new Map(writtenNames(filters[list]).map(({ name }) => [kebab(name), name]));
  const given = new Map<string, readonly string[]>();
  // A comma that no name follows belongs to the value.
  for (const part of text.split(/,(?=[a-z-]+=)/)) {
    const at = part.indexOf("=");
    const name = names.get(part.slice(0, Math.max(at, 0)));
    if (name === undefined) {
      const remedy = `write NAME=VALUE, several between commas; names are ${[...names.keys()].join(", ")}`;
      throw new UsageError({ where: "--order", problem: "must be a filter", value: part, remedy });
    }
    given.set(name, [part.slice(at + 1)]);
  }
  return checkInput({ params: {}, input: filters[list] }, inputFromText(filters[list], given)) as FilterOf<K>;
}
