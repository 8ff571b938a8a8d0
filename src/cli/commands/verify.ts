import { defined } from "../../control/find.ts";
import type { Expectation, Kind } from "../../control/wait-type.ts";
import { UsageError } from "../../core/usage-error.ts";
import { filters, stepFlags, wanted } from "../filters.ts";
import { type Define, does, examples, type Flags, isOn, listOf, many, sub, talks, wholeOf } from "../flags.ts";
import { exit } from "../host.ts";
import { jsonText, printable } from "../printable.ts";
import { far } from "../remote.ts";

const shown: Readonly<Record<Kind, readonly string[]>> = {
  messages: [
    "torpedo verify messages --to 11999990001 --exactly 1",
    "torpedo verify messages --order text=Oi --order text=Tchau",
    "torpedo verify messages --text senha --never",
  ],
  calls: ["torpedo verify calls --at-most 10"],
  callbacks: ["torpedo verify callbacks --state delivered --at-least 1 --json"],
  inbounds: ["torpedo verify inbounds --text SIM"],
};

export const define: Define = (command, run) => {
  for (const kind of ["messages", "calls", "callbacks", "inbounds"] as const) {
    const one = filters(talks(sub(command, kind, `Whether as many ${kind} match as should`)), kind)
      .option("--exactly <COUNT>", "just so many")
      .option("--at-least <COUNT>", "not fewer; without any bound: at least 1")
      .option("--at-most <COUNT>", "not more")
      .option("--never", "none")
      .addOption(
        many("--order <FILTERS>", "repeated: one that matches each, in this order; NAME=VALUE between commas"),
      );
    examples(one, ...shown[kind]);
    does(one, run, ({ terminal }, flags) => {
      const expected = expectation(kind, flags);
      return far(flags, async ({ desk }) => {
        const checked = await desk.verify(expected);
        if (isOn(flags, "json")) terminal.out(`${jsonText(checked)}\n`);
        else if (checked.ok) terminal.out(`It is so: ${checked.count} of ${kind}.\n`);
        if (!checked.ok) terminal.err(`torpedo: ${printable(checked.failure ?? "it is not so.")}\n`);
        return checked.ok ? exit.done : exit.failed;
      });
    });
  }
};

const mostCounted = 10_000_000;

/** @throws UsageError when the bounds do not go together */
function expectation(kind: Kind, flags: Flags): Expectation {
  const bounds = defined({
    exactly: wholeOf(flags, "exactly", 0, mostCounted),
    atLeast: wholeOf(flags, "at-least", 0, mostCounted),
    atMost: wholeOf(flags, "at-most", 0, mostCounted),
    never: isOn(flags, "never") ? true : undefined,
  });
  const steps = listOf(flags, "order").map((text) => stepFlags(kind, text));
  const ways = [bounds.exactly, bounds.never, steps[0]].filter((way) => way !== undefined).length;
  const ranged = bounds.atLeast !== undefined || bounds.atMost !== undefined;
  if (ways > 1 || (ways === 1 && ranged)) {
    const problem = "do not go together";
    const remedy = "give one of --exactly, --never and --order, or --at-least and --at-most";
    throw new UsageError({ where: "the bounds", problem, remedy });
  }
  const ordered = <W>(read: (flags: Flags) => W): { order?: readonly W[] } =>
    steps.length === 0 ? {} : { order: steps.map(read) };
  switch (kind) {
    case "messages":
      return { what: kind, where: wanted[kind](flags), ...bounds, ...ordered(wanted[kind]) };
    case "calls":
      return { what: kind, where: wanted[kind](flags), ...bounds, ...ordered(wanted[kind]) };
    case "callbacks":
      return { what: kind, where: wanted[kind](flags), ...bounds, ...ordered(wanted[kind]) };
    case "inbounds":
      return { what: kind, where: wanted[kind](flags), ...bounds, ...ordered(wanted[kind]) };
  }
}
