import { type ListName, listNames } from "../../api/schema/filter.ts";
import type { Expectation, ListExpectation } from "../../api/schema/wait.ts";
import { addFilters, filterFrom, stepFrom } from "../filters.ts";
import {
  action,
  connectsTo,
  type Define,
  defined,
  examples,
  type Flags,
  isOn,
  listOf,
  many,
  sub,
  wholeOf,
} from "../flags.ts";
import { exit } from "../host.ts";
import { jsonText, printable } from "../printable.ts";
import { words } from "../show-list.ts";
import type { Terminal } from "../terminal.ts";
import { withEmulator } from "../with-emulator.ts";

const exampleLines: Readonly<Record<ListName, readonly string[]>> = {
  messages: [
    "torpedo verify messages --to 11999990001 --exactly 1",
    "torpedo verify messages --order text=Oi --order text=Tchau",
    "torpedo verify messages --text-contains senha --never",
  ],
  requests: ["torpedo verify requests --at-most 10"],
  callbacks: ["torpedo verify callbacks --state delivered --at-least 1 --json"],
  inbound: ["torpedo verify inbound --text SIM"],
};

export const define: Define = (command, run) => {
  for (const list of listNames) {
    const listCommand = addFilters(
      connectsTo(sub(command, list, `Whether as many ${words[list]} match as expected`)),
      list,
    )
      .option("--exactly <COUNT>", "exactly so many")
      .option("--at-least <COUNT>", "not fewer; without any bound: at least 1")
      .option("--at-most <COUNT>", "not more")
      .option("--never", "none")
      .addOption(
        many("--order <FILTERS>", "repeated: one that matches each, in this order; NAME=VALUE between commas"),
      );
    examples(listCommand, ...exampleLines[list]);
    action(listCommand, run, ({ terminal }, flags) =>
      verify(terminal, flags, expectation(list, flags), (count) => `${count} of ${words[list]}`),
    );
  }
  const scenario = connectsTo(sub(command, "scenario", "Whether no rule with expect: never matched"));
  examples(scenario, "torpedo verify scenario");
  action(scenario, run, ({ terminal }, flags) =>
    verify(terminal, flags, { what: "scenario" }, () => "no rule with expect: never matched"),
  );
};

function verify(terminal: Terminal, flags: Flags, expected: Expectation, words: (count: number) => string) {
  return withEmulator(flags, async ({ sandbox }) => {
    const verified = await sandbox.verify(expected);
    if (isOn(flags, "json")) terminal.out(`${jsonText(verified)}\n`);
    else if (verified.ok) terminal.out(`As expected: ${words(verified.count)}.\n`);
    if (!verified.ok) terminal.err(`torpedo: ${printable(verified.failure ?? "not as expected.")}\n`);
    return verified.ok ? exit.done : exit.failed;
  });
}

const max = 10_000_000;

function expectation(what: ListName, flags: Flags): ListExpectation {
  const order = listOf(flags, "order").map((text) => stepFrom(what, text));
  const expectedCounts = defined({
    exactly: wholeOf(flags, "exactly", 0, max),
    atLeast: wholeOf(flags, "at-least", 0, max),
    atMost: wholeOf(flags, "at-most", 0, max),
    never: isOn(flags, "never") ? true : undefined,
    order: order.length === 0 ? undefined : order,
  });
  return { what, where: filterFrom(what, flags), ...expectedCounts } as ListExpectation;
}
