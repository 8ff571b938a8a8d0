// Lists on the terminal: their flags, and how they are printed.

import type { Command } from "commander";
import type { ListName } from "../api/schema/filter.ts";
import type { ItemOf } from "../api/schema/wait.ts";
import type { Language } from "../core/sentences.ts";
import { addFilters, filterFrom } from "./filters.ts";
import {
  action,
  type CommandSession,
  connectsTo,
  type Define,
  examples,
  type Flags,
  isOn,
  placeIn,
  wholeOf,
} from "./flags.ts";
import { follow } from "./follow.ts";
import { exit } from "./host.ts";
import { languageFlag, languageOf } from "./language.ts";
import { type List, lists } from "./lists.ts";
import { jsonText } from "./printable.ts";
import { TextTable } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { type Connected, withEmulator } from "./with-emulator.ts";

const usual = 20;
const maxLimit = 1_000_000;

/** Details of one item that the command of a list shows, by its number. */
export interface ItemCommand<View> {
  readonly about: string;
  read(connected: Connected, number: number): Promise<View>;
  print(terminal: Terminal, view: View, language: Language): void;
}

/** A command that lists, and shows one item when a number is given. */
export function defineList<K extends ListName, View>(
  list: K,
  item: ItemCommand<View> | null,
  ...lines: readonly string[]
): Define {
  return (command, run) => {
    const listed = item === null ? command : languageFlag(command.argument("[NUMBER]", item.about));
    examples(addFilters(listing(listed, list), list), ...lines);
    action(command, run, (session, flags, words) => {
      const number = item === null ? undefined : placeIn(words);
      if (item === null || number === undefined) return showList(list, session, flags);
      return withEmulator(flags, async (connected) => {
        const view = await item.read(connected, number);
        if (isOn(flags, "json")) session.terminal.out(`${jsonText(view)}\n`);
        else item.print(session.terminal, view, languageOf(flags));
        return exit.done;
      });
    });
  };
}

function listing(command: Command, what: ListName): Command {
  return connectsTo(command)
    .option("--limit <COUNT>", `the latest so many; default: ${usual}`)
    .option("--after <NUMBER>", "the first of those after this number instead")
    .option("-f, --follow", `go on with ${words[what]} as they come, until Ctrl-C`);
}

/** Lists in sentences. */
export const words: Readonly<Record<ListName, string>> = {
  messages: "messages",
  requests: "requests",
  callbacks: "callbacks",
  inbound: "inbound messages",
};

/** The latest of a list, oldest first; with `--follow` later ones too. */
function showList<K extends ListName>(name: K, session: CommandSession, flags: Flags): Promise<number> {
  const list: List<K> = lists[name];
  const print = printer(list, session.terminal, isOn(flags, "json"));
  const where = filterFrom(name, flags);
  const limit = wholeOf(flags, "limit", 0, maxLimit) ?? usual;
  const after = wholeOf(flags, "after", 0, 2 ** 33);
  return withEmulator(flags, async (connected) => {
    if (isOn(flags, "follow")) return follow(connected, list, { where, limit, after }, print, session);
    const page = after === undefined ? { newestFirst: true } : { after };
    const items = limit === 0 ? [] : await list.read(connected.sandbox, { ...where, ...page, limit });
    print(after === undefined ? items.toReversed() : items);
    return exit.done;
  });
}

/** JSON is one line an item; a table has its title even without any. */
export function printer<K extends ListName>(
  list: List<K>,
  terminal: Terminal,
  json: boolean,
): (items: readonly ItemOf<K>[]) => void {
  if (json) return (items) => terminal.out(items.map((item) => `${jsonText(item)}\n`).join(""));
  const table = new TextTable(terminal, list.columns);
  return (items) => table.add(items.map((item) => list.row(item)));
}
