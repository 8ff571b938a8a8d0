// Commands that follow from the table of operations. An operation has one unless it is among those written by hand.

import { Argument, type Command } from "commander";
import * as z from "zod";
import { type FileParts, type Operation, type Tree, walk } from "../api/operation.ts";
import type { PhoneList } from "../api/schema/message.ts";
import type { SandboxView } from "../api/schema/sandbox.ts";
import type { FrontRuleRow } from "../api/schema/scenario.ts";
import { table } from "../api/table.ts";
import { fromText, unwrapped, writtenNames } from "../api/written.ts";
import type { Language } from "../core/sentences.ts";
import { action, type CommandSession, connectsTo, examples, type Flags, isOn, type Run, textOf } from "./flags.ts";
import { exit } from "./host.ts";
import { languageFlag, languageOf } from "./language.ts";
import { lists } from "./lists.ts";
import { inertJson, jsonText } from "./printable.ts";
import { printSandbox } from "./sandbox-facts.ts";
import { addSchemaFlags, descriptionOf, inputFromFlags, kebab } from "./schema-flags.ts";
import { sessionColumns, sessionRow } from "./sessions.ts";
import { printer } from "./show-list.ts";
import { printSnapshots } from "./snapshots.ts";
import { type Column, pairs, TextTable } from "./table.ts";
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
    defineOperation(group.command(names.at(-1) ?? ""), run, id, operation);
  }
}

function childOf(parent: Command, name: string): Command {
  return parent.commands.find((command) => command.name() === name) ?? parent.command(name);
}

function defineOperation(command: Command, run: Run, id: string, operation: Operation): void {
  const { summary, input, example } = operation;
  const words = argumentsOf(operation);
  connectsTo(command.description(summary));
  for (const { name, schema } of words) command.addArgument(argumentOf(name, schema));
  addSchemaFlags(command, input, [...words.map(({ name }) => name), "sandbox"]);
  if (showsRules(id)) languageFlag(command);
  examples(
    command,
    ["torpedo", command.parent?.parent ? command.parent.name() : "", command.name(), example]
      .filter((part) => part !== "")
      .join(" "),
  );
  action(command, run, (session, flags, given) => {
    const values = words.map(({ name, schema }, index) => [name, fromText(schema, [given[index] ?? ""])]);
    return call(session, flags, id, operation, { ...inputFromFlags(input, flags), ...Object.fromEntries(values) });
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

function call(session: CommandSession, flags: Flags, id: string, operation: Operation, input: object): Promise<number> {
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
    else if (showsRules(id) && !isOn(flags, "json"))
      showFrontRules(terminal, result as readonly FrontRuleRow[], languageOf(flags));
    else show(terminal, id, result, isOn(flags, "json"));
    return exit.done;
  });
}

/** True of operations that list the rules in front of the scenario. */
function showsRules(id: string): boolean {
  return /^sandbox\.(?:next|frontRules)$/.test(id);
}

function showFrontRules(terminal: Terminal, rules: readonly FrontRuleRow[], language: Language): void {
  const [number, uses, rule] = language === "pt" ? ["número", "usos", "regra"] : ["number", "uses", "rule"];
  const columns: readonly Column[] = [{ title: number, right: true }, { title: uses }, { title: rule, gives: true }];
  const rows = rules.map(({ number, uses, times, english, portuguese }) => [
    String(number),
    `${uses}/${times}`,
    language === "pt" ? portuguese : english,
  ]);
  new TextTable(terminal, columns).add(rows);
}

function takesSandbox({ input }: Operation): boolean {
  return writtenNames(input).some(({ name }) => name === "sandbox");
}

async function showFile(terminal: Terminal, { parts }: FileParts): Promise<void> {
  const text = new TextDecoder();
  for await (const part of parts)
    terminal.out(terminal.columns === null ? part : inertJson(text.decode(part, { stream: true })));
}

function show(terminal: Terminal, id: string, result: unknown, json: boolean): void {
  const rows = Array.isArray(result) ? result : [result];
  if (json) terminal.out(rows.map((row) => `${jsonText(row ?? null)}\n`).join(""));
  else if (id === "sandbox.sessions") new TextTable(terminal, sessionColumns).add(rows.map(sessionRow));
  else if (/^sandbox\.(?:report|release)$/.test(id)) printer(lists.messages, terminal, false)(rows);
  else if (/^sandbox\.(?:repeat|reachable)$/.test(id)) printer(lists.callbacks, terminal, false)(rows);
  else if (id === "sandbox.sendInbound") printer(lists.inbound, terminal, false)(rows);
  else if (/^sandbox\.(?:save|snapshots)$/.test(id)) printSnapshots(terminal, rows);
  else if (/^sandbox\.(?:restore|fork)$/.test(id)) printSandbox(terminal, result as SandboxView);
  else if (id === "sandbox.phones") showRows(terminal, (result as PhoneList).phones);
  else if (Array.isArray(result)) showRows(terminal, rows);
  else if (result !== undefined) pairs(terminal, Object.fromEntries(Object.entries(Object(result)).map(texts)));
}

/** A table of the plain values of some objects. */
function showRows(terminal: Terminal, rows: readonly Readonly<Record<string, unknown>>[]): void {
  const names = Object.entries(rows[0] ?? {}).flatMap(([name, value]) => (typeof value === "object" ? [] : [name]));
  const columns = names.map(
    (name, index): Column => ({ title: kebab(name).replaceAll("-", " "), ...(index > 1 && { gives: true }) }),
  );
  new TextTable(terminal, columns).add(rows.map((row) => names.map((name) => String(row[name] ?? ""))));
}

function texts([name, value]: readonly [string, unknown]): [string, string] {
  return [kebab(name).replaceAll("-", " "), typeof value === "string" ? value : jsonText(value)];
}
