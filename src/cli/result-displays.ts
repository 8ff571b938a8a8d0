// Results of operations on a terminal. A result without a display of its own is a table of its plain values.

import type { Command } from "commander";
import type { Operation, OutputOf } from "../api/operation.ts";
import type { FrontRuleRow } from "../api/schema/scenario.ts";
import { table } from "../api/table.ts";
import type { Flags } from "./flags.ts";
import { languageFlag, languageOf } from "./language.ts";
import { lists } from "./lists.ts";
import { jsonText } from "./printable.ts";
import { printSandbox } from "./sandbox-facts.ts";
import { kebab } from "./schema-flags.ts";
import { sessionColumns, sessionRow } from "./sessions.ts";
import { printer } from "./show-list.ts";
import { printSnapshots } from "./snapshots.ts";
import { type Column, pairs, TextTable } from "./table.ts";
import type { Terminal } from "./terminal.ts";

type PrintResult<Result> = (terminal: Terminal, result: Result, flags: Flags) => void;
interface Display {
  readonly print: PrintResult<unknown>;
  /** Adds the flags that `print` reads. */
  readonly addFlags?: (command: Command) => void;
}

const { sandbox } = table;
const displays = new Map<Operation, Display>([
  display(sandbox.sessions, (terminal, rows) => new TextTable(terminal, sessionColumns).add(rows.map(sessionRow))),
  display(sandbox.report, (terminal, message) => printer(lists.messages, terminal, false)([message])),
  display(sandbox.release, (terminal, message) => printer(lists.messages, terminal, false)([message])),
  display(sandbox.repeat, (terminal, callback) => printer(lists.callbacks, terminal, false)([callback])),
  display(sandbox.reachable, (terminal, callbacks) => printer(lists.callbacks, terminal, false)(callbacks)),
  display(sandbox.sendInbound, (terminal, inbound) => printer(lists.inbound, terminal, false)([inbound])),
  display(sandbox.save, (terminal, snapshot) => printSnapshots(terminal, [snapshot])),
  display(sandbox.snapshots, printSnapshots),
  display(sandbox.restore, printSandbox),
  display(sandbox.fork, printSandbox),
  display(sandbox.phones, (terminal, { phones }) => printRows(terminal, phones)),
  display(sandbox.next, printFrontRules, languageFlag),
  display(sandbox.frontRules, printFrontRules, languageFlag),
]);

function display<O extends Operation>(
  operation: O,
  print: PrintResult<OutputOf<O>>,
  addFlags?: (command: Command) => void,
): readonly [Operation, Display] {
  const own: Display = { print: (terminal, result, flags) => print(terminal, result as OutputOf<O>, flags) };
  return [operation, addFlags === undefined ? own : { ...own, addFlags }];
}

/** Adds the flags of an operation's display to its command. */
export function addDisplayFlags(command: Command, operation: Operation): void {
  displays.get(operation)?.addFlags?.(command);
}

export function printResult(terminal: Terminal, operation: Operation, result: unknown, flags: Flags): void {
  const own = displays.get(operation);
  if (own !== undefined) own.print(terminal, result, flags);
  else if (Array.isArray(result)) printRows(terminal, result);
  else if (result !== undefined) pairs(terminal, Object.fromEntries(Object.entries(Object(result)).map(texts)));
}

function printFrontRules(terminal: Terminal, rules: readonly FrontRuleRow[], flags: Flags): void {
  const language = languageOf(flags);
  const [number, uses, rule] = language === "pt" ? ["número", "usos", "regra"] : ["number", "uses", "rule"];
  const columns: readonly Column[] = [{ title: number, right: true }, { title: uses }, { title: rule, gives: true }];
  const rows = rules.map(({ number, uses, times, english, portuguese }) => [
    String(number),
    `${uses}/${times}`,
    language === "pt" ? portuguese : english,
  ]);
  new TextTable(terminal, columns).add(rows);
}

/** Prints a table of the plain values of some objects. */
function printRows(terminal: Terminal, rows: readonly Readonly<Record<string, unknown>>[]): void {
  const names = Object.entries(rows[0] ?? {}).flatMap(([name, value]) => (typeof value === "object" ? [] : [name]));
  const columns = names.map(
    (name, index): Column => ({ title: kebab(name).replaceAll("-", " "), ...(index > 1 && { gives: true }) }),
  );
  new TextTable(terminal, columns).add(rows.map((row) => names.map((name) => String(row[name] ?? ""))));
}

function texts([name, value]: readonly [string, unknown]): [string, string] {
  return [kebab(name).replaceAll("-", " "), typeof value === "string" ? value : jsonText(value)];
}
