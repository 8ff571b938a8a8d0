import type { Command } from "commander";
import { type ListName, listNames } from "../../api/schema/filter.ts";
import type { WaitInput } from "../../api/schema/wait.ts";
import { addFilters, filterFrom } from "../filters.ts";
import {
  action,
  connectsTo,
  type Define,
  defined,
  examples,
  type Flags,
  isOn,
  type Run,
  sub,
  textOf,
  wholeOf,
} from "../flags.ts";
import { exit } from "../host.ts";
import { lists } from "../lists.ts";
import { jsonText, printable } from "../printable.ts";
import { printer, words } from "../show-list.ts";
import { withEmulator } from "../with-emulator.ts";

const exampleLines: Readonly<Record<ListName, readonly string[]>> = {
  messages: [
    "torpedo wait messages --to 11999990001 --timeout 10s",
    "torpedo wait messages --status delivered --count 2 --json",
  ],
  requests: ["torpedo wait requests --timeout 1m"],
  callbacks: ["torpedo wait callbacks --state delivered --status delivered"],
  inbound: ["torpedo wait inbound --text SIM"],
};

export const define: Define = (command, run) => {
  defineCode(command, run);
  for (const list of listNames) {
    const listCommand = addFilters(connectsTo(sub(command, list, `Until ${words[list]} match`)), list)
      .option("--count <COUNT>", "so many; default: 1")
      .option("--after <NUMBER>", "only items after this number")
      .option("--timeout <SPAN>", "real time: 10s, 2m, at most 10m; default: 5s");
    examples(listCommand, ...exampleLines[list]);
    action(listCommand, run, ({ terminal }, flags) => {
      const input = waitInput(list, flags);
      return withEmulator(flags, async ({ sandbox }) => {
        const waited = await sandbox.wait(input);
        if (isOn(flags, "json")) terminal.out(`${jsonText(waited)}\n`);
        else if (waited.ok) printer(lists[waited.what], terminal, false)(waited.found as never);
        if (!waited.ok) terminal.err(`torpedo: ${printable(waited.failure ?? "it did not happen.")}\n`);
        return waited.ok ? exit.done : exit.failed;
      });
    });
  }
};

/** Prints a one-time code alone, for `code=$(torpedo wait code --to 11999990001)`. */
function defineCode(command: Command, run: Run): void {
  const code = addFilters(
    connectsTo(sub(command, "code", "Until a message has a one-time code; prints the code alone")),
    "messages",
  )
    .option("--after <NUMBER>", "only messages after this number")
    .option("--timeout <SPAN>", "real time: 10s, 2m, at most 10m; default: 5s");
  examples(code, "torpedo wait code --to 11999990005", "torpedo wait code --text-contains codigo --timeout 30s");
  action(code, run, ({ terminal }, flags) => {
    const where = { ...filterFrom("messages", flags), oneTimeCode: true };
    const after = wholeOf(flags, "after", 0, 10_000_000) ?? 0;
    const timeout = textOf(flags, "timeout") ?? "5s";
    return withEmulator(flags, async ({ sandbox }) => {
      const { ok, failure } = await sandbox.wait({ what: "messages", where, after, timeout });
      const [latest] = ok ? await sandbox.messages({ ...where, after, newestFirst: true, limit: 1 }) : [];
      if (latest === undefined) {
        terminal.err(`torpedo: ${printable(failure ?? "the message is gone.")}\n`);
        return exit.failed;
      }
      const [code = ""] = latest.oneTimeCodes;
      terminal.out(`${isOn(flags, "json") ? jsonText(latest) : printable(code)}\n`);
      return exit.done;
    });
  });
}

function waitInput(what: ListName, flags: Flags): WaitInput {
  const more = defined({
    count: wholeOf(flags, "count", 1, 1_000),
    after: wholeOf(flags, "after", 0, 10_000_000),
    timeout: textOf(flags, "timeout"),
  });
  return { what, where: filterFrom(what, flags), ...more } as WaitInput;
}
