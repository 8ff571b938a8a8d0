// Lists on the terminal: their options, and how they are printed.

import type { Command } from "commander";
import type { Kind, Kinds } from "../control/wait-type.ts";
import { wanted } from "./filters.ts";
import type { Flags, Session } from "./flags.ts";
import { isOn, talks, wholeOf } from "./flags.ts";
import { follow } from "./follow.ts";
import { exit } from "./host.ts";
import { type List, lists } from "./lists.ts";
import { jsonText } from "./printable.ts";
import { far } from "./remote.ts";
import { Table } from "./table.ts";
import type { Terminal } from "./terminal.ts";

const usual = 20;
const most = 1_000_000;

/** Options of every list. */
export function listing(command: Command, what: Kind): Command {
  return talks(command)
    .option("--limit <COUNT>", `the latest so many; default: ${usual}`)
    .option("--after <NUMBER>", "the first of those after this number instead")
    .option("-f, --follow", `go on with ${what} as they come, until Ctrl-C`);
}

/** The latest of a kind, oldest first; with `--follow` what comes then too. */
export function showList<K extends Kind>(kind: K, session: Session, flags: Flags): Promise<number> {
  const list: List<K> = lists[kind];
  const print = printer(list, session.terminal, isOn(flags, "json"));
  const where = wanted[kind](flags);
  const limit = wholeOf(flags, "limit", 0, most) ?? usual;
  const after = wholeOf(flags, "after", 0, 2 ** 33);
  return far(flags, async ({ control, desk }) => {
    if (isOn(flags, "follow")) return follow({ control, desk }, list, { where, limit, after }, print, session);
    const page = after === undefined ? { newestFirst: true } : { after };
    const found = limit === 0 ? [] : await list.read(desk, { ...where, ...page, limit });
    print(after === undefined ? found.toReversed() : found);
    return exit.done;
  });
}

/** JSON is one line an item; a table has its title even without any. */
export function printer<K extends Kind>(
  list: List<K>,
  terminal: Terminal,
  json: boolean,
): (items: readonly Kinds[K]["item"][]) => void {
  if (json) return (items) => terminal.out(items.map((item) => `${jsonText(item)}\n`).join(""));
  const table = new Table(terminal, list.columns);
  return (items) => table.add(items.map((item) => list.row(item)));
}
