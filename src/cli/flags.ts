// Common parts of the commands on the command line: their options, how values are read, and what help shows.

import { type Command, Option } from "commander";
import { type AccountKey, accountKey, parseAccountKey } from "../core/account.ts";
import { remedyForName } from "../core/choice.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Provider } from "../providers/provider.ts";
import type { CommandHost } from "./host.ts";
import type { Terminal } from "./terminal.ts";

/** Given values, by flag name without dashes. */
export type Flags = Readonly<Record<string, unknown>>;

export interface CommandSession {
  readonly host: CommandHost;
  readonly terminal: Terminal;
  /** Words of the command line behind `torpedo`. */
  readonly args: readonly string[];
  /** The providers that the program knows. */
  registry(): Promise<readonly Provider[]>;
  /** The program with all of its commands. */
  program(): Promise<Command>;
}

/** Carries out the work of the command that was named. */
export type Run = (work: (session: CommandSession) => Promise<number>) => Promise<void>;

/** Fills a command with its arguments, options and work. */
export type Define = (command: Command, run: Run, registry: CommandSession["registry"]) => void | Promise<void>;

/** Action of a command. @param words its arguments @returns the exit code */
type CommandWork = (session: CommandSession, flags: Flags, words: readonly string[]) => Promise<number>;

export function action(command: Command, run: Run, work: CommandWork): void {
  command.action(() => run((session) => work(session, flagsOf(command), command.args)));
}

/** A command among others of its group. */
export function sub(parent: Command, usage: string, summary: string): Command {
  return parent.enablePositionalOptions().allowExcessArguments().helpCommand(false).command(usage).description(summary);
}

/** Refuses words after a group of commands that name none of them. @throws UsageError */
export async function onlySubcommands(
  { program }: Pick<CommandSession, "program">,
  group: Command,
  words: readonly string[],
): Promise<void> {
  const [word] = words;
  if (word === undefined) return;
  const names = group.commands.map((command) => command.name());
  const isOwn = (await program()).commands.some((command) => command.name() === word);
  const remedy = isOwn ? `write torpedo ${word}` : remedyForName(word, names);
  throw new UsageError({ where: `torpedo ${group.name()} ${word}`, problem: "is no command", remedy });
}

/** Address of a running emulator; `readPlace` has its default. */
export function urlOption(): Option {
  const otherwise = "TORPEDO_URL, else the one that start --detach left running here, else this machine's";
  return new Option("--url <URL>", `the emulator's HTTP listener; default: ${otherwise}`);
}

/** Options of every command that calls a running emulator. @param token name of the flag for its token */
export function connectsTo(command: Command, token = "token"): Command {
  return command
    .addOption(urlOption())
    .option(`--${token} <TEXT>`, "what its control API asks for; default: TORPEDO_TOKEN")
    .option("--sandbox <NAME>", "which sandbox; default: TORPEDO_SANDBOX, else default")
    .option("--json", "print JSON instead of text");
}

/** Lines of a shell; each is run by a test. */
export function examples(command: Command, ...lines: readonly string[]): Command {
  const title = lines.length === 1 ? "Example" : "Examples";
  return command.addHelpText("after", `\n${title}:\n${lines.map((line) => `  ${line}`).join("\n")}`);
}

/** An option that may be given several times. */
export function many(flags: string, help: string, words: readonly string[] = []): Option {
  return new CompletedOption(flags, help, words).argParser((value: string, before: string[] | undefined) => [
    ...(before ?? []),
    value,
  ]);
}

/** An option whose values a shell completes; other values are valid too. */
export class CompletedOption extends Option {
  readonly words: readonly string[];

  constructor(flags: string, help: string, words: readonly string[]) {
    super(flags, help);
    this.words = words;
  }
}

/** Given values, also those before the command's own name (`torpedo accounts --json list`). */
function flagsOf(command: Command): Record<string, unknown> {
  const given: Record<string, unknown> = command.parent === null ? {} : flagsOf(command.parent);
  for (const option of command.options) {
    const value: unknown = command.getOptionValue(option.attributeName());
    refuseFlagAsValue(command, option, value);
    if (value !== undefined) given[option.name()] = value;
  }
  return given;
}

/** @throws UsageError where `--code --to` takes a flag of the command for a value */
function refuseFlagAsValue({ options }: Command, option: Option, value: unknown): void {
  if (!options.some(({ long }) => long !== undefined && long === value)) return;
  const remedy = `write ${option.long}=${String(value)} if it is meant`;
  throw new UsageError({ where: option.long ?? "", problem: "needs a value before the next flag", value, remedy });
}

export function textOf(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === "string" ? value : undefined;
}

/** @throws UsageError when it was not given */
export function needed(flags: Flags, name: string, example: string): string {
  const value = textOf(flags, name);
  if (value !== undefined && value !== "") return value;
  throw new UsageError({ where: `--${name}`, problem: "is missing", remedy: `give it, for example ${example}` });
}

export function listOf(flags: Flags, name: string): readonly string[] {
  const value = flags[name];
  return Array.isArray(value) ? value.map(String) : [];
}

export function isOn(flags: Flags, name: string): boolean {
  return flags[name] === true;
}

/** A whole number. @throws UsageError when what was given is none, or out of bounds */
export function wholeOf(flags: Flags, name: string, min: number, max: number): number | undefined {
  const value = textOf(flags, name);
  return value === undefined ? undefined : whole(value, `--${name}`, min, max);
}

export function whole(value: string, where: string, min: number, max: number): number {
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  const problem = `must be a whole number from ${min} to ${max}`;
  throw new UsageError({ where, problem, value, remedy: "give such a number" });
}

const largestPlace = 2 ** 33;

/** The number of a message, call or callback in its sandbox. @throws UsageError */
export function placeIn(words: readonly string[]): number | undefined {
  const [word] = words;
  return word === undefined ? undefined : whole(word, "NUMBER", 1, largestPlace);
}

/** Key of an account: `provider/name`. @throws UsageError */
export function accountIn(text: string, where: string): AccountKey {
  const account = parseAccountKey(text);
  if (account !== null) return accountKey(account);
  const problem = "must be the name of an account";
  throw new UsageError({ where, problem, value: text, remedy: "write PROVIDER/NAME; torpedo accounts lists them" });
}

export function accountOf(flags: Flags): AccountKey | undefined {
  const text = textOf(flags, "account");
  return text === undefined ? undefined : accountIn(text, "--account");
}

/** `NAME=VALUE` texts. @throws UsageError */
export function assignments(flags: Flags, name: string): readonly (readonly [name: string, value: string])[] {
  return listOf(flags, name).map((text) => {
    const at = text.indexOf("=");
    if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
    const remedy = "put an equals sign between name and value";
    throw new UsageError({ where: `--${name}`, problem: "must be NAME=VALUE", value: text, remedy });
  });
}

/** The object without the keys that have no value. */
export function defined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const [key, value] of Object.entries(object)) if (value !== undefined) Object.assign(kept, { [key]: value });
  return kept;
}
