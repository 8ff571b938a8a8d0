import type { Command } from "commander";
import type { ScenarioView } from "../../api/schema/scenario.ts";
import { counted } from "../../core/counted.ts";
import type { Language } from "../../core/sentences.ts";
import { UsageError } from "../../core/usage-error.ts";
import { findingSentence } from "../../scenario/file/finding.ts";
import {
  action,
  connectsTo,
  type Define,
  examples,
  type Flags,
  isOn,
  onlySubcommands,
  type Run,
  sub,
} from "../flags.ts";
import { exit } from "../host.ts";
import { languageFlag, languageOf } from "../language.ts";
import { moment } from "../lists.ts";
import { jsonText, printable, printableLines } from "../printable.ts";
import { pairs, TextTable } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { withEmulator } from "../with-emulator.ts";

const resetHelp = "empty the sandbox first; needed where clock or seed would change under messages";

export const define: Define = (command, run) => {
  examples(
    languageFlag(connectsTo(command)),
    "torpedo scenario",
    "torpedo scenario --lang pt",
    "torpedo scenario --json",
  );
  action(command, run, async ({ terminal, program }, flags, words) => {
    await onlySubcommands({ program }, command, words);
    return active(
      flags,
      terminal,
      (view) => view,
      (to, view) => print(to, view, languageOf(flags)),
    );
  });

  const put = connectsTo(
    sub(command, "put <FILE>", "Activate a scenario file, a shipped scenario by its name, or - for stdin"),
  );
  put.option("--reset", resetHelp);
  examples(
    put,
    "torpedo scenario put mine.yaml",
    "torpedo scenario put credit-runs-out",
    "torpedo scenario put - < mine.yaml",
  );
  action(put, run, async ({ terminal }, flags, [file = ""]) => {
    const source = file === "-" ? { text: await terminal.read() } : file;
    return withEmulator(flags, async ({ sandbox }) => {
      const view = await sandbox.scenario.put(source, { reset: isOn(flags, "reset") }).catch((error: unknown) => {
        throw inFile(error, file);
      });
      if (isOn(flags, "json")) terminal.out(`${jsonText(view)}\n`);
      else terminal.out(`${printable(view.title)} is active, with ${counted(view.rules.length, "rule")}.\n`);
      return exit.done;
    });
  });

  defineVariables(command, run);

  const misses = languageFlag(
    connectsTo(sub(command, "misses", "Near misses: the latest requests that no rule took, and why")),
  );
  examples(misses, "torpedo scenario misses");
  action(misses, run, ({ terminal }, flags) =>
    active(
      flags,
      terminal,
      ({ nearMisses }) => nearMisses,
      (to, view) => printMisses(to, view, languageOf(flags)),
    ),
  );

  defineShipped(command, run);

  const clear = connectsTo(sub(command, "clear", "Deactivate the scenario"));
  clear.option("--reset", resetHelp);
  examples(clear, "torpedo scenario clear", "torpedo scenario clear --reset");
  action(clear, run, ({ terminal }, flags) =>
    withEmulator(flags, async ({ sandbox }) => {
      await sandbox.scenario.remove({ reset: isOn(flags, "reset") });
      terminal.out(isOn(flags, "json") ? "null\n" : "No scenario is active.\n");
      return exit.done;
    }),
  );
};

/** Commands about shipped scenarios. */
function defineShipped(command: Command, run: Run): void {
  const list = connectsTo(sub(command, "list", "List the shipped scenarios"));
  examples(list, "torpedo scenario list");
  action(list, run, ({ terminal }, flags) =>
    withEmulator(flags, async ({ control }) => {
      const shipped = await control.shippedScenarios();
      if (isOn(flags, "json")) for (const scenario of shipped) terminal.out(`${jsonText(scenario)}\n`);
      else {
        const table = new TextTable(terminal, [{ title: "name" }, { title: "title" }]);
        table.add(shipped.map(({ name, title }) => [name, title]));
      }
      return exit.done;
    }),
  );

  const show = sub(command, "show <NAME>", "Print a shipped scenario, to copy and change");
  examples(show, "torpedo scenario show credit-runs-out > mine.yaml");
  action(show, run, async ({ terminal }, _flags, [name = ""]) => {
    const { copyOfShipped } = await import("../../scenario/file/library.ts");
    terminal.out(copyOfShipped(name));
    return exit.done;
  });
}

/** Commands about counters and variables. */
function defineVariables(command: Command, run: Run): void {
  const counters = connectsTo(sub(command, "counters", "How often each rule was used, and the variables"));
  examples(counters, "torpedo scenario counters");
  action(counters, run, ({ terminal }, flags) =>
    active(flags, terminal, ({ rules, variables }) => ({ rules, variables }), printCounters),
  );

  const set = connectsTo(sub(command, "set <NAME> <VALUE>", "Set a variable of the active scenario"));
  set.option("--for <KEY>", "the recipient, sender, account or text that the value is for");
  examples(set, "torpedo scenario set night yes", "torpedo scenario set tries 3 --for 5511999990001");
  action(set, run, ({ terminal }, flags, [name = "", value = ""]) =>
    withEmulator(flags, async ({ sandbox }) => {
      const key = flags["for"];
      await sandbox.scenario.set(name, value, typeof key === "string" ? key : undefined);
      if (!isOn(flags, "json")) terminal.out(`${printable(name)} is ${printable(value)}.\n`);
      return exit.done;
    }),
  );
}

/** Shows something of the active scenario; exit code 1 when there is none. */
function active(
  flags: Flags,
  terminal: Terminal,
  part: (view: ScenarioView) => unknown,
  show: (terminal: Terminal, view: ScenarioView) => void,
): Promise<number> {
  return withEmulator(flags, async ({ sandbox }) => {
    const view = await sandbox.scenario.read();
    if (isOn(flags, "json")) terminal.out(`${jsonText(view === null ? null : part(view))}\n`);
    else if (view === null) terminal.err("torpedo: no scenario is active; activate one with torpedo scenario put.\n");
    else show(terminal, view);
    return view === null ? exit.failed : exit.done;
  });
}

/** The findings with the name of the file that was given: the emulator knows it by its text alone. */
function inFile(error: unknown, file: string): unknown {
  if (!(error instanceof UsageError) || error.findings.length === 0) return error;
  return new UsageError(
    error.findings.map((finding) => findingSentence({ ...finding, file })).join("\n"),
    error.findings,
  );
}

function print(terminal: Terminal, view: ScenarioView, language: Language): void {
  terminal.out(`${printableLines(language === "pt" ? view.portuguese : view.english).trimEnd()}\n`);
  const { length } = view.nearMisses;
  if (length > 0) terminal.out(`\nNear misses: ${length} (torpedo scenario misses).\n`);
}

function printCounters(terminal: Terminal, { rules, variables }: ScenarioView): void {
  const columns = [{ title: "#", right: true }, { title: "uses", right: true }, { title: "rule" }] as const;
  new TextTable(terminal, columns).add(
    rules.flatMap(({ number, uses, title, branches }) => [
      [String(number), String(uses), title],
      ...branches.map((branch) => ["", String(branch.uses), `  weight ${branch.weight}`]),
    ]),
  );
  if (Object.keys(variables).length > 0) terminal.out("\n");
  pairs(terminal, variables);
}

function printMisses(terminal: Terminal, { nearMisses }: ScenarioView, language: Language): void {
  const columns = [{ title: "at (UTC)" }, { title: "provider" }, { title: "operation" }, { title: "why" }] as const;
  new TextTable(terminal, columns).add(
    nearMisses.map(({ at, provider, operation, sentence, portuguese }) => [
      moment(at),
      provider,
      operation,
      language === "pt" ? portuguese : sentence,
    ]),
  );
}
