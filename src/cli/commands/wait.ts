import type { Desk } from "../../control/desk-type.ts";
import { defined } from "../../control/find.ts";
import type { Kind, Waited, Wanted } from "../../control/wait-type.ts";
import { filters, wanted } from "../filters.ts";
import { type Define, does, examples, type Flags, isOn, type Session, sub, talks, textOf, wholeOf } from "../flags.ts";
import { exit } from "../host.ts";
import { lists } from "../lists.ts";
import { jsonText, printable } from "../printable.ts";
import { far } from "../remote.ts";
import { printer } from "../show-list.ts";
import type { Terminal } from "../terminal.ts";

const shown: Readonly<Record<Kind, readonly string[]>> = {
  messages: [
    "torpedo wait messages --to 11999990001 --timeout 10s",
    "torpedo wait messages --status delivered --count 2 --json",
  ],
  calls: ["torpedo wait calls --timeout 1m"],
  callbacks: ["torpedo wait callbacks --state delivered --status delivered"],
  inbounds: ["torpedo wait inbounds --text SIM"],
};

export const define: Define = (command, run) => {
  for (const kind of ["messages", "calls", "callbacks", "inbounds"] as const) {
    const one = filters(talks(sub(command, kind, `Until ${kind} match`)), kind)
      .option("--count <COUNT>", "so many; default: 1")
      .option("--after <NUMBER>", "only what comes after this number")
      .option("--timeout <SPAN>", "real time: 10s, 2m, at most 10m; default: 5s");
    examples(one, ...shown[kind]);
    does(one, run, (session, flags) => far(flags, ({ desk }) => wait(kind, desk, session, flags)));
  }
};

async function wait(kind: Kind, desk: Desk, { terminal }: Session, flags: Flags): Promise<number> {
  const waited = await desk.wait(wish(kind, flags));
  if (isOn(flags, "json")) terminal.out(`${jsonText(waited)}\n`);
  else if (waited.ok) printFound(terminal, waited);
  if (!waited.ok) terminal.err(`torpedo: ${printable(waited.failure ?? "it did not happen.")}\n`);
  return waited.ok ? exit.done : exit.failed;
}

function wish(kind: Kind, flags: Flags): Wanted {
  const further = defined({
    count: wholeOf(flags, "count", 1, 1_000),
    after: wholeOf(flags, "after", 0, 10_000_000),
    timeout: textOf(flags, "timeout"),
  });
  switch (kind) {
    case "messages":
      return { what: kind, where: wanted[kind](flags), ...further };
    case "calls":
      return { what: kind, where: wanted[kind](flags), ...further };
    case "callbacks":
      return { what: kind, where: wanted[kind](flags), ...further };
    case "inbounds":
      return { what: kind, where: wanted[kind](flags), ...further };
  }
}

function printFound(terminal: Terminal, waited: Waited): void {
  switch (waited.what) {
    case "messages":
      printer(lists.messages, terminal, false)(waited.found);
      break;
    case "calls":
      printer(lists.calls, terminal, false)(waited.found);
      break;
    case "callbacks":
      printer(lists.callbacks, terminal, false)(waited.found);
      break;
    case "inbounds":
      printer(lists.inbounds, terminal, false)(waited.found);
  }
}
