// Commands that follow from the table of operations. An operation has one unless it is among those written by hand.

import { Argument, type Command } from "commander";
import * as z from "zod";
import { type FileParts, type Operation, type Tree, walk } from "../api/operation.ts";
import { table } from "../api/table.ts";
import { fromText, unwrapped, writtenNames } from "../api/written.ts";
import { action, type CommandSession, connectsTo, examples, type Flags, isOn, type Run, textOf } from "./flags.ts";
import { exit } from "./host.ts";
import { inertJson, jsonText } from "./printable.ts";
import { addDisplayFlags, printResult } from "./result-displays.ts";
import { addSchemaFlags, descriptionOf, inputFromFlags, kebab } from "./schema-flags.ts";
import type { Terminal } from "./terminal.ts";
import { withEmulator } from "./with-emulator.ts";

/** Operations, and groups of them, whose commands are written by hand (`commands/`), or that need none. */
const byHand =
  /^(?:live|ready|certificate|scenarioCoverage|shippedScenarios|sandboxes\..*|sandbox\.(?:info|set|reset|remove|(?:clock|accounts|scenario)\..*|messages?|requests?|callbacks?|inboundMessages|wait|verify|export|conduct|overview))$/;

/** Commands with other names than their operations: `torpedo coverage` is of scenarios. */
const otherNames: Readonly<Record<string, string>> = { coverage: "evidence" };

/** Adds a command for each operation, named after its id: `sandbox.sendInbound` is `torpedo send-inbound`. */
export function addOperations(program: Command, run: Run, operations: Tree = table): void {
  for (const [id, operation] of walk(operations)) {
    if (byHand.test(id)) continue;
    const names = (otherNames[id] ?? id)
      .replace(/^sandbox\./, "")
      .split(".")
      .map(kebab);
    const group = names.slice(0, -1).reduce((parent, name) => childOf(parent, name), program);
    defineOperation(group.command(names.at(-1) ?? ""), run, operation);
  }
}

function childOf(parent: Command, name: string): Command {
  return parent.commands.find((command) => command.name() === name) ?? parent.command(name);
}

function defineOperation(command: Command, run: Run, operation: Operation): void {
  const { summary, input, example } = operation;
  const words = argumentsOf(operation);
  connectsTo(command.description(summary));
  for (const { name, schema } of words) command.addArgument(argumentOf(name, schema));
  addSchemaFlags(command, input, [...words.map(({ name }) => name), "sandbox"]);
  addDisplayFlags(command, operation);
  examples(
    command,
    ["torpedo", command.parent?.parent ? command.parent.name() : "", command.name(), example]
      .filter((part) => part !== "")
      .join(" "),
  );
  action(command, run, (session, flags, given) => {
    const values = words.map(({ name, schema }, index) => [name, fromText(schema, [given[index] ?? ""])]);
    return call(session, flags, operation, { ...inputFromFlags(input, flags), ...Object.fromEntries(values) });
  });
}

/** Names in the path but for the sandbox, and required names of the input: arguments of the command. */
function argumentsOf({
  params,
  input,
}: Operation): readonly { readonly name: string; readonly schema: z.core.$ZodType }[] {
  const path = Object.entries<z.core.$ZodType>(params).map(([name, schema]) => ({ name, schema }));
  const required = writtenNames(input).filter(({ form, schema }) => form === null && schema._zod.optin === undefined);
  return [...path.filter(({ name }) => name !== "sandbox"), ...required.filter(({ schema }) => isWord(schema))];
}

function argumentOf(name: string, schema: z.core.$ZodType): Argument {
  const argument = new Argument(`<${kebab(name)}>`, descriptionOf(schema));
  const inner = unwrapped(schema);
  return inner instanceof z.ZodEnum ? argument.choices(inner.options.map(String)) : argument;
}

function isWord(schema: z.core.$ZodType): boolean {
  return !(unwrapped(schema) instanceof z.ZodObject);
}

function call(session: CommandSession, flags: Flags, operation: Operation, input: object): Promise<number> {
  const { terminal, host } = session;
  return withEmulator(flags, async ({ emulator, sandbox }) => {
    const stop = new AbortController();
    const named = "sandbox" in operation.params || (takesSandbox(operation) && textOf(flags, "sandbox") !== undefined);
    const whole = named ? { ...input, sandbox: sandbox.name } : input;
    if (operation.kind === "events") {
      host.onStop(async () => {
        stop.abort();
        return exit.done;
      });
      terminal.onClosed(() => stop.abort());
    }
    const result = await emulator.carry(operation, whole, stop.signal);
    if (operation.kind === "events")
      for await (const event of result as AsyncIterable<unknown>) terminal.out(`${jsonText(event)}\n`);
    else if (operation.kind === "file") await showFile(terminal, result as FileParts);
    else if (isOn(flags, "json")) printJson(terminal, result);
    else printResult(terminal, operation, result, flags);
    return exit.done;
  });
}

function takesSandbox({ input }: Operation): boolean {
  return writtenNames(input).some(({ name }) => name === "sandbox");
}

async function showFile(terminal: Terminal, { parts }: FileParts): Promise<void> {
  const text = new TextDecoder();
  for await (const part of parts)
    terminal.out(terminal.columns === null ? part : inertJson(text.decode(part, { stream: true })));
}

function printJson(terminal: Terminal, result: unknown): void {
  const rows: readonly unknown[] = Array.isArray(result) ? result : [result];
  terminal.out(rows.map((row) => `${jsonText(row ?? null)}\n`).join(""));
}
