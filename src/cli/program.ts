// The program: its commands, of which only the one that is called is loaded (start-up is measured), and what becomes of
// a mistake on the command line.

import { Command, CommanderError } from "commander";
import { packageVersion } from "../config/package-version.ts";
import { unknownVariables } from "../config/read.ts";
import { wrongChoice } from "../core/choice.ts";
import type { Provider } from "../providers/provider.ts";
import { commands } from "./commands.ts";
import { explain } from "./explain.ts";
import type { CommandSession, Run } from "./flags.ts";
import { type CommandHost, exit } from "./host.ts";
import { printable, printableLines } from "./printable.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

/**
 * Runs the command of the arguments and resolves to the exit code. Mistakes are one sentence on stderr.
 * @param providers default: those that come with the package
 */
export async function runProgram(
  args: readonly string[],
  host: CommandHost,
  terminal = processTerminal(),
  providers?: readonly Provider[],
): Promise<number> {
  const outcome = { code: exit.done as number };
  const registry = async () => providers ?? shipped();
  const whole = (): Promise<Command> => createProgram(async () => {}, { registry });
  const run: Run = async (work) => {
    const warning = await unknownVariables(providers === undefined ? {} : { registry: providers });
    if (warning !== null) terminal.err(`torpedo: warning: ${printable(warning)}.\n`);
    outcome.code = await work({ host, terminal, args, registry, program: whole });
  };
  const program = await createProgram(run, { args, terminal, registry });
  try {
    await program.parseAsync(args, { from: "user" });
    return outcome.code;
  } catch (error) {
    if (error instanceof CommanderError) return commanderExit(error, program, terminal);
    const { sentence, code } = explain(error);
    terminal.err(`torpedo: ${printableLines(sentence)}\n`);
    return code;
  }
}

const helpColumns = 100;

/** The providers that come with the package; loaded by the commands that need them. */
async function shipped(): Promise<readonly Provider[]> {
  return (await import("../providers/index.ts")).providers;
}

interface ProgramOptions {
  /** Those that begin with a command define that command alone; others define the commands they name; absent: all. */
  readonly args?: readonly string[];
  readonly terminal?: Terminal;
  readonly registry?: CommandSession["registry"];
}

/** The commands; `run` is called with the work of the command that was named. */
export async function createProgram(
  run: Run,
  { args, terminal, registry = shipped }: ProgramOptions = {},
): Promise<Command> {
  const program = new Command("torpedo")
    .configureOutput({
      writeOut: (text) => terminal?.out(text),
      writeErr: () => {},
      getOutHelpWidth: () => terminal?.columns ?? helpColumns,
      getOutHasColors: () => false,
    })
    .description("An emulator of Brazilian SMS providers")
    .version(packageVersion(), "-V, --version")
    .helpCommand("help [COMMAND]", "Show the help of a command")
    .helpOption("-h, --help", "Show this help")
    .enablePositionalOptions()
    .exitOverride()
    .addHelpText("after", "\nExit codes: 0 success, 1 failure or failed assertion, 2 usage error, 3 nothing proven.");
  const called = commands.filter(({ name }) => name === args?.[0]);
  for (const { name, summary, load } of called.length > 0 ? called : commands) {
    const command = program.command(name).description(summary);
    if (args === undefined || args.includes(name)) await (await load()).define(command, run, registry);
  }
  // Only a command that nobody wrote by hand, and help, load the table of operations.
  if (called.length === 0) (await import("./operations.ts")).addOperations(program, run);
  return program;
}

function commanderExit(error: CommanderError, program: Command, terminal: Terminal): number {
  if (error.exitCode === 0) return exit.done;
  terminal.err(`torpedo: ${printable(mistakeIn(error, program))}.\n`);
  return exit.usage;
}

const choiceMessage =
  /^(?:option '(--[\w-]+)[^']*' argument|command-argument value) '(.*?)' is invalid(?: for argument '([^']+)')?\. Allowed choices are (.*)$/s;

/** Commander's message as one sentence with a remedy, without its full stop. */
function mistakeIn(error: CommanderError, program: Command): string {
  if (error.code === "commander.help") {
    const named = program.args[0] === undefined ? "" : ` ${program.args[0]}`;
    const example =
      named === ""
        ? "start"
        : (program.commands.find((command) => command.name() === program.args[0])?.commands[0]?.name() ?? "");
    return `say what to do, for example torpedo${named} ${example}; torpedo${named} --help lists the commands`;
  }
  const message = error.message.replace(/^error: /, "").replace(/\.$/, "");
  const [, flag, value = "", argument, choices] = choiceMessage.exec(message) ?? [];
  if (choices !== undefined) {
    const { problem, remedy } = wrongChoice(value, choices.split(", "));
    return `${flag ?? argument}: ${problem}, not ${JSON.stringify(value)}; ${remedy}`;
  }
  const [problem = "", hint = ""] = message.split("\n");
  const remedy =
    hint === "" ? (commandFor(message, program) ?? helpFor(program)) : hint.replace(/^\(|\?\)$/g, "").toLowerCase();
  return `${problem}; ${remedy}`;
}

/** Remedy for `torpedo wait --code`: the command of that name; null: none has it. */
function commandFor(message: string, program: Command): string | null {
  const [, name] = /^unknown option '--([\w-]+)'/.exec(message) ?? [];
  const group = program.commands.find((command) => command.name() === program.args[0]);
  const isCommand = group?.commands.some((command) => command.name() === name) === true;
  return isCommand ? `write torpedo ${group.name()} ${name}` : null;
}

/** `torpedo next --help shows its arguments, flags and examples`. */
function helpFor(program: Command): string {
  const names: string[] = [];
  let command: Command | undefined = program;
  for (const argument of program.args) {
    command = command.commands.find((inner) => inner.name() === argument);
    if (command === undefined) break;
    names.push(argument);
  }
  if (names.length === 0) return "torpedo --help shows what there is";
  return `torpedo ${names.join(" ")} --help shows its arguments, flags and examples`;
}
