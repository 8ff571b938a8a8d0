import type { ScenarioView } from "../../control/scenario-type.ts";
import { counted } from "../../core/counted.ts";
import { UsageError } from "../../core/usage-error.ts";
import { findingSentence } from "../../scenario/file/finding.ts";
import { type Define, does, examples, type Flags, isOn, onlyIts, sub, talks } from "../flags.ts";
import { exit } from "../host.ts";
import { moment } from "../lists.ts";
import { jsonText, printable, printableLines } from "../printable.ts";
import { far } from "../remote.ts";
import { scenarioSource } from "../scenario-source.ts";
import { pairs, Table } from "../table.ts";
import type { Terminal } from "../terminal.ts";

export const define: Define = (command, run) => {
  examples(talks(command), "torpedo scenario", "torpedo scenario --json");
  does(command, run, ({ terminal }, flags, words) => {
    onlyIts(command, words);
    return playing(flags, terminal, (view) => view, tell);
  });

  const put = talks(sub(command, "put <FILE>", "Put on a scenario file, a shipped story by its name, or - for stdin"));
  examples(
    put,
    "torpedo scenario put story.yaml",
    "torpedo scenario put credit-runs-out",
    "torpedo scenario put - < story.yaml",
  );
  does(put, run, async ({ terminal }, flags, [file = ""]) => {
    const source = await scenarioSource(file, terminal.read);
    return far(flags, async ({ desk }) => {
      const view = await desk.scenario.put(source).catch((error: unknown) => {
        throw inFile(error, file);
      });
      if (isOn(flags, "json")) terminal.out(`${jsonText(view)}\n`);
      else terminal.out(`${printable(view.title)} plays, with ${counted(view.rules.length, "rule")}.\n`);
      return exit.done;
    });
  });

  const counters = talks(sub(command, "counters", "How often each rule was used, and the variables"));
  examples(counters, "torpedo scenario counters");
  does(counters, run, ({ terminal }, flags) =>
    playing(flags, terminal, ({ rules, variables }) => ({ rules, variables }), tellCounters),
  );

  const misses = talks(sub(command, "misses", "Near misses: the latest calls that no rule took, and why"));
  examples(misses, "torpedo scenario misses");
  does(misses, run, ({ terminal }, flags) => playing(flags, terminal, ({ nearMisses }) => nearMisses, tellMisses));

  const list = talks(sub(command, "list", "The stories that come with the package"));
  examples(list, "torpedo scenario list");
  does(list, run, ({ terminal }, flags) =>
    far(flags, async ({ control }) => {
      const stories = await control.library();
      if (isOn(flags, "json")) for (const story of stories) terminal.out(`${jsonText(story)}\n`);
      else {
        const table = new Table(terminal, [{ title: "name" }, { title: "title" }]);
        table.add(stories.map(({ name, title }) => [name, title]));
      }
      return exit.done;
    }),
  );

  const clear = talks(sub(command, "clear", "Nature alone answers again"));
  examples(clear, "torpedo scenario clear");
  does(clear, run, ({ terminal }, flags) =>
    far(flags, async ({ desk }) => {
      await desk.scenario.remove();
      terminal.out(isOn(flags, "json") ? "null\n" : "No scenario plays.\n");
      return exit.done;
    }),
  );
};

/** Tells something of the scenario that plays; exit code 1 when none does. */
function playing(
  flags: Flags,
  terminal: Terminal,
  part: (view: ScenarioView) => unknown,
  show: (terminal: Terminal, view: ScenarioView) => void,
): Promise<number> {
  return far(flags, async ({ desk }) => {
    const view = await desk.scenario.read();
    if (isOn(flags, "json")) terminal.out(`${jsonText(view === null ? null : part(view))}\n`);
    else if (view === null) terminal.err("torpedo: no scenario plays; put one on with torpedo scenario put.\n");
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

function tell(terminal: Terminal, view: ScenarioView): void {
  terminal.out(`${printableLines(view.english).trimEnd()}\n`);
  const { length } = view.nearMisses;
  if (length > 0) terminal.out(`\nNear misses: ${length} (torpedo scenario misses).\n`);
}

function tellCounters(terminal: Terminal, { rules, variables }: ScenarioView): void {
  const columns = [{ title: "#", right: true }, { title: "uses", right: true }, { title: "rule" }] as const;
  new Table(terminal, columns).add(rules.map(({ number, uses, title }) => [String(number), String(uses), title]));
  if (Object.keys(variables).length > 0) terminal.out("\n");
  pairs(terminal, variables);
}

function tellMisses(terminal: Terminal, { nearMisses }: ScenarioView): void {
  const columns = [{ title: "at (UTC)" }, { title: "provider" }, { title: "operation" }, { title: "why" }] as const;
  new Table(terminal, columns).add(
    nearMisses.map(({ at, provider, operation, sentence }) => [moment(at), provider, operation, sentence]),
  );
}
