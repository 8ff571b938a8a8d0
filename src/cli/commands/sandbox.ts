import type { Command } from "commander";
import type { SandboxChange, SandboxView } from "../../api/schema/sandbox.ts";
import type { SandboxOptions } from "../../client/sandbox.ts";
import { UsageError } from "../../core/usage-error.ts";
import { clockInput } from "../clock-words.ts";
import {
  action,
  assignments,
  type CommandSession,
  connectsTo,
  type Define,
  defined,
  examples,
  type Flags,
  isOn,
  many,
  onlySubcommands,
  sub,
  textOf,
  whole,
} from "../flags.ts";
import { exit } from "../host.ts";
import { instant } from "../lists.ts";
import { jsonText } from "../printable.ts";
import { printSandbox } from "../sandbox-facts.ts";
import { TextTable } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { type Connected, withEmulator } from "../with-emulator.ts";
import { accountsIn } from "./accounts.ts";

export const define: Define = (command, run) => {
  examples(connectsTo(command), "torpedo sandbox", "torpedo sandbox --json");
  action(command, run, async ({ terminal, program }, flags, words) => {
    await onlySubcommands({ program }, command, words);
    return withEmulator(flags, async ({ control }) => {
      const sandboxes = await control.sandboxes.list();
      if (isOn(flags, "json")) for (const sandbox of sandboxes) terminal.out(`${jsonText(sandbox)}\n`);
      else table(terminal, sandboxes);
      return exit.done;
    });
  });

  const shows = (
    subcommand: Command,
    work: (connected: Connected, name: string, flags: Flags, session: CommandSession) => Promise<SandboxView>,
  ): void =>
    action(subcommand, run, (session, flags, [name]) =>
      withEmulator(flags, async (connected) => {
        const { terminal } = session;
        const info = await work(connected, name ?? connected.sandbox.name, flags, session);
        if (isOn(flags, "json")) terminal.out(`${jsonText(info)}\n`);
        else printSandbox(terminal, info);
        return exit.done;
      }),
    );

  const create = settings(
    connectsTo(sub(command, "create <NAME>", "Create a sandbox, with accounts and credentials of its own")),
  )
    .option("--clock <CLOCK>", "real, manual, or a faster one (60x); default: the emulator's")
    .option("--start <INSTANT>", "where a manual or faster clock begins")
    .option("--scenario <FILE>", "a scenario file, a shipped scenario, or - for stdin")
    .option("--accounts <FILE>", "an accounts file");
  examples(
    create,
    "torpedo sandbox create shop --clock manual",
    "torpedo sandbox create ci-7 --scenario credit-runs-out --accounts accounts.yaml --idle 30m",
  );
  shows(create, async ({ emulator }, name, flags, session) =>
    (await emulator.sandbox(name, await newSandbox(name, flags, session))).info(),
  );

  const show = connectsTo(
    sub(command, "show [NAME]", "Show a sandbox: settings, clock, counts, accounts with their credentials"),
  );
  examples(show, "torpedo sandbox show", "torpedo sandbox show shop --json");
  shows(show, ({ emulator }, name) => emulator.existing(name).info());

  const set = settings(connectsTo(sub(command, "set [NAME]", "Change a sandbox")));
  examples(set, "torpedo sandbox set shop --idle 1h --limit messages=1000");
  shows(set, ({ emulator }, name, flags) => emulator.existing(name).set(settingsIn(flags)));

  const remove = connectsTo(sub(command, "remove <NAME>", "Remove a sandbox with everything in it"));
  examples(remove, "torpedo sandbox remove shop");
  action(remove, run, ({ terminal }, flags, [name = ""]) =>
    withEmulator(flags, async ({ emulator }) => {
      await emulator.existing(name).remove();
      terminal.out(isOn(flags, "json") ? `${jsonText({ removed: name })}\n` : `Sandbox ${name} is removed.\n`);
      return exit.done;
    }),
  );
};

const limitNames = ["messages", "requests", "requestBytes", "callbacks"] as const;

function settings(command: Command): Command {
  return command
    .option("--seed <TEXT>", "source of ids and of all chance")
    .option("--test-numbers <ON>", "phone numbers that force an outcome, on or off")
    .option("--idle <SPAN>", "removed after so much real time in which nothing happened: 30m; 0: never")
    .addOption(
      many("--limit <NAME=NUMBER>", "how many messages, requests, requestBytes or callbacks it keeps; may be repeated"),
    );
}

/** @throws UsageError */
function settingsIn(flags: Flags): SandboxChange {
  const limits: Record<string, number> = {};
  for (const [name, value] of assignments(flags, "limit")) {
    const limit = limitNames.find((candidate) => candidate === name);
    if (limit === undefined) {
      const problem = `must name ${limitNames.join(", ")}`;
      throw new UsageError({ where: "--limit", problem, value: name, remedy: "choose one" });
    }
    limits[limit] = whole(value, `--limit ${limit}`, 1, 1_000_000_000_000);
  }
  return defined({
    seed: textOf(flags, "seed"),
    testNumbers: onOff(textOf(flags, "test-numbers")),
    idle: textOf(flags, "idle"),
    limits: Object.keys(limits).length === 0 ? undefined : limits,
  });
}

function onOff(word: string | undefined): boolean | undefined {
  if (word === undefined || word === "on" || word === "off") return word === undefined ? undefined : word === "on";
  throw new UsageError({
    where: "--test-numbers",
    problem: "must be on or off",
    value: word,
    remedy: "choose one of them",
  });
}

async function newSandbox(name: string, flags: Flags, { terminal, registry }: CommandSession): Promise<SandboxOptions> {
  const [clock, start] = [textOf(flags, "clock"), textOf(flags, "start")];
  const [accounts, scenario] = [textOf(flags, "accounts"), textOf(flags, "scenario")];
  return {
    ...settingsIn(flags),
    ...defined({
      clock: clock === undefined && start === undefined ? undefined : clockInput(clock ?? "manual", start, "--clock"),
      accounts:
        accounts === undefined ? undefined : Object.fromEntries(await accountsIn(accounts, name, await registry())),
      scenario: scenario === "-" ? { text: await terminal.read() } : scenario,
    }),
  };
}

function table(terminal: Terminal, sandboxes: readonly SandboxView[]): void {
  const columns = [
    { title: "sandbox" },
    { title: "clock" },
    { title: "now (UTC)", wide: true },
    { title: "messages", right: true },
    { title: "requests", right: true },
    { title: "callbacks", right: true },
    { title: "due", right: true },
    { title: "scenario", gives: true },
  ] as const;
  new TextTable(terminal, columns).add(
    sandboxes.map(({ name, clock, counts, scenario }) => [
      name,
      clock.mode === "speeded" ? `${clock.speed}x` : clock.mode,
      instant(clock.now),
      ...[counts.messages, counts.requests, counts.callbacks, counts.due].map(String),
      scenario ?? "",
    ]),
  );
}
