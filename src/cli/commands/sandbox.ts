import type { Command } from "commander";
import { defined } from "../../control/find.ts";
import type { NewSandbox, SandboxInfo, SandboxWish } from "../../control/sandbox-type.ts";
import { accountKey } from "../../core/account.ts";
import { largestLimit, limitNames } from "../../core/limits.ts";
import { UsageError } from "../../core/usage-error.ts";
import { clockWish } from "../clock-words.ts";
import {
  assignments,
  type Define,
  does,
  examples,
  type Flags,
  isOn,
  many,
  onlyIts,
  type Session,
  sub,
  talks,
  textOf,
  whole,
} from "../flags.ts";
import { exit } from "../host.ts";
import { instant } from "../lists.ts";
import { jsonText } from "../printable.ts";
import { type Far, far } from "../remote.ts";
import { scenarioSource } from "../scenario-source.ts";
import { pairs, Table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { wishesIn } from "./accounts.ts";

export const define: Define = (command, run) => {
  examples(talks(command), "torpedo sandbox", "torpedo sandbox --json");
  does(command, run, ({ terminal }, flags, words) => {
    onlyIts(command, words);
    return far(flags, async ({ control }) => {
      const sandboxes = await control.sandboxes();
      if (isOn(flags, "json")) for (const one of sandboxes) terminal.out(`${jsonText(one)}\n`);
      else table(terminal, sandboxes);
      return exit.done;
    });
  });

  const shows = (
    of: Command,
    work: (far: Far, name: string, flags: Flags, session: Session) => Promise<SandboxInfo>,
  ): void =>
    does(of, run, (session, flags, [name]) =>
      far(flags, async (emulator) => {
        const { terminal } = session;
        const info = await work(emulator, name ?? emulator.desk.name, flags, session);
        if (isOn(flags, "json")) terminal.out(`${jsonText(info)}\n`);
        else tell(terminal, info);
        return exit.done;
      }),
    );

  const create = settings(talks(sub(command, "create <NAME>", "A new world with accounts and credentials of its own")))
    .option("--clock <CLOCK>", "real, manual, or a faster one (60x); default: the emulator's")
    .option("--start <INSTANT>", "where a manual or faster clock begins")
    .option("--scenario <FILE>", "a scenario file, a shipped story, or - for stdin")
    .option("--accounts <FILE>", "an accounts file");
  examples(
    create,
    "torpedo sandbox create shop --clock manual",
    "torpedo sandbox create ci-7 --scenario credit-runs-out --accounts accounts.yaml --idle 30m",
  );
  shows(create, async ({ control }, name, flags, session) =>
    control.create(name, await newSandbox(name, flags, session)),
  );

  const show = talks(
    sub(command, "show [NAME]", "One sandbox: settings, clock, counts, accounts with their credentials"),
  );
  examples(show, "torpedo sandbox show", "torpedo sandbox show shop --json");
  shows(show, ({ control }, name) => control.sandbox(name).info());

  const set = settings(talks(sub(command, "set [NAME]", "Change one that is there")));
  examples(set, "torpedo sandbox set shop --idle 1h --limit messages=1000");
  shows(set, ({ control }, name, flags) => control.sandbox(name).set(settingsIn(flags)));

  const remove = talks(sub(command, "remove <NAME>", "End it, with all that is in it"));
  examples(remove, "torpedo sandbox remove shop");
  does(remove, run, ({ terminal }, flags, [name = ""]) =>
    far(flags, async ({ control }) => {
      await control.sandbox(name).remove();
      terminal.out(isOn(flags, "json") ? `${jsonText({ removed: name })}\n` : `Sandbox ${name} is gone.\n`);
      return exit.done;
    }),
  );
};

function settings(command: Command): Command {
  return command
    .option("--seed <TEXT>", "where its ids and its chance come from")
    .option("--rehearsal <ON>", "test numbers, on or off")
    .option("--idle <SPAN>", "removed after so much real time in which nothing happened: 30m; 0: never")
    .addOption(
      many("--limit <NAME=NUMBER>", "how many messages, calls, bytes of calls or callbacks it keeps; may be repeated"),
    );
}

/** @throws UsageError */
function settingsIn(flags: Flags): SandboxWish {
  const limits: Record<string, number> = {};
  for (const [name, value] of assignments(flags, "limit")) {
    const limit = limitNames.find((one) => one === name);
    if (limit === undefined) {
      const problem = `must name ${limitNames.join(", ")}`;
      throw new UsageError({ where: "--limit", problem, value: name, remedy: "choose one" });
    }
    limits[limit] = whole(value, `--limit ${limit}`, 1, largestLimit(limit));
  }
  return defined({
    seed: textOf(flags, "seed"),
    rehearsal: onOff(textOf(flags, "rehearsal")),
    idle: textOf(flags, "idle"),
    limits: Object.keys(limits).length === 0 ? undefined : limits,
  });
}

function onOff(word: string | undefined): boolean | undefined {
  if (word === undefined || word === "on" || word === "off") return word === undefined ? undefined : word === "on";
  throw new UsageError({
    where: "--rehearsal",
    problem: "must be on or off",
    value: word,
    remedy: "choose one of them",
  });
}

async function newSandbox(name: string, flags: Flags, { terminal, registry }: Session): Promise<NewSandbox> {
  const [clock, start] = [textOf(flags, "clock"), textOf(flags, "start")];
  const [accounts, scenario] = [textOf(flags, "accounts"), textOf(flags, "scenario")];
  return {
    ...settingsIn(flags),
    ...defined({
      clock: clock === undefined && start === undefined ? undefined : clockWish(clock ?? "manual", start, "--clock"),
      accounts:
        accounts === undefined ? undefined : Object.fromEntries(await wishesIn(accounts, name, await registry())),
      scenario: scenario === undefined ? undefined : await scenarioSource(scenario, terminal.read),
    }),
  };
}

function table(terminal: Terminal, sandboxes: readonly SandboxInfo[]): void {
  const columns = [
    { title: "sandbox" },
    { title: "clock" },
    { title: "now (UTC)", wide: true },
    { title: "messages", right: true },
    { title: "calls", right: true },
    { title: "callbacks", right: true },
    { title: "due", right: true },
    { title: "scenario", gives: true },
  ] as const;
  new Table(terminal, columns).add(
    sandboxes.map(({ name, clock, counts, scenario }) => [
      name,
      clock.mode === "speeded" ? `${clock.speed}x` : clock.mode,
      instant(clock.now),
      ...[counts.messages, counts.calls, counts.callbacks, counts.due].map(String),
      scenario ?? "",
    ]),
  );
}

function tell(
  terminal: Terminal,
  { name, seed, rehearsal, clock, limits, idleMs, counts, scenario, accounts }: SandboxInfo,
): void {
  const listed = (numbers: object): string =>
    Object.entries(numbers)
      .map(([what, count]) => `${what} ${count}`)
      .join(", ");
  pairs(terminal, {
    sandbox: name,
    clock: `${clock.mode === "speeded" ? `${clock.speed}x` : clock.mode}, now ${instant(clock.now)}`,
    seed,
    rehearsal: rehearsal ? "on" : "off",
    scenario: scenario ?? "none",
    holds: listed(counts),
    keeps: listed(limits),
    "removed when idle": idleMs === 0 ? "never" : `after ${idleMs / 1000} s`,
    ...Object.fromEntries(
      accounts.map((account) => [
        accountKey(account),
        Object.entries(account.details)
          .flatMap(([key, value]) => (typeof value === "string" ? [`${key} ${value}`] : []))
          .join(", "),
      ]),
    ),
  });
}
