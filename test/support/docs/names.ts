// Names of the program that documents must have, and names in documents that the program must have.

import type { Command, Option } from "commander";
import { clientVariableNames } from "../../../src/config/client-environment.ts";
import { otherVariables } from "../../../src/config/read.ts";
import { settingsFor, variableOf } from "../../../src/config/settings.ts";
import type { ValueKind } from "../../../src/core/validate.ts";
import { providers } from "../../../src/providers/index.ts";

export interface NamedCommand {
  /** `accounts set`. */
  readonly path: string;
  readonly command: Command;
}

/** Commands below this one, groups included. */
export function commandsBelow(command: Command, path: readonly string[] = []): NamedCommand[] {
  return command.commands.flatMap((below) => {
    const words = [...path, below.name()];
    return [{ path: words.join(" "), command: below }, ...commandsBelow(below, words)];
  });
}

/** Options of a command, and of the groups that it is in. */
export function optionsOf(command: Command): readonly Option[] {
  return [...command.options, ...(command.parent === null ? [] : optionsOf(command.parent))];
}

export const settingFlags: ReadonlySet<string> = new Set(settingsFor(providers).map(({ flag }) => `--${flag}`));

/** Variables that the program reads or sets. */
export const variables: ReadonlySet<string> = new Set([
  ...settingsFor(providers).map(variableOf),
  ...clientVariableNames(providers),
  ...otherVariables,
]);

/** Dialect options, with their path: `commandStatus.97` is `commandStatus`. */
export function optionNames(kind: ValueKind): readonly string[] {
  return kind.is === "record" ? Object.keys(kind.fields) : [];
}

/** A line with a command of the program, cut where the command ends. */
function commandsIn(code: string): string[] {
  const lines = code.replaceAll("\\\n", " ").split("\n");
  return lines.flatMap((line) =>
    [...line.matchAll(/(?:npx torpedo-sms|(?<![\w./:-]|: )torpedo) (.*)/g)].flatMap(([, rest = ""]) => {
      const [command = ""] = rest.split(/ -- | --$|[|;&>#()]|(?:npx torpedo-sms|(?<![\w./:-])torpedo) /);
      return [command, ...commandsIn(rest)];
    }),
  );
}

/** Commands and flags in a piece of code that the program does not have. */
export function unknownIn(code: string, program: Command): string[] {
  const flags = new Set(commandsBelow(program).flatMap(({ command }) => command.options.map(({ long }) => long)));
  const bare = /^--[a-z][\w-]*/.exec(code)?.[0];
  const unknown = bare === undefined || flags.has(bare) || bare === "--help" ? [] : [bare];
  for (const line of commandsIn(code)) unknown.push(...unknownInCommand(line, program));
  return unknown;
}

function unknownInCommand(line: string, program: Command): string[] {
  const words = line.match(/'[^']*'|"[^"]*"|[^\s'"]+/g) ?? [];
  let command = program;
  for (const word of words) {
    const below = command.commands.find((command) => command.name() === word.replace(/,$/, ""));
    if (below === undefined) break;
    command = below;
  }
  const [first = ""] = words;
  if (command === program) return /^[a-z]/.test(first) && !/^help$/.test(first) ? [`torpedo ${first}`] : [];
  // `torpedo send CHANNEL --to` stands for each command of a group.
  const meant = command.commands.length === 0 ? [command] : [command, ...command.commands];
  const its = new Set(meant.flatMap((item) => optionsOf(item).map(({ long }) => long)));
  return words
    .flatMap((word) => /^--[a-z][\w-]*/.exec(word)?.[0] ?? [])
    .filter((flag) => flag !== "--help" && !its.has(flag))
    .map((flag) => `torpedo ${command.name()} ${flag}`);
}
