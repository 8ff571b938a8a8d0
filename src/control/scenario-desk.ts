import type { Sandbox } from "../core/sandbox.ts";
import { UsageError } from "../core/usage-error.ts";
import { ruleSentence, scenarioInEnglish } from "../scenario/engine/english.ts";
import type { ControlDeps } from "./ports.ts";
import type { ScenarioDesk, ScenarioSource, ScenarioView } from "./scenario-type.ts";

export function createScenarioDesk(deps: ControlDeps, the: () => Sandbox): ScenarioDesk {
  const { store, runner, scenarios } = deps;

  function view(): ScenarioView | null {
    const { name } = the();
    const play = runner.get(name);
    const source = scenarios.text(name);
    if (play === null || source === null) return null;
    const { scenario } = play;
    const uses = new Map(play.counters().map((one) => [one.number, one.uses]));
    return {
      title: scenario.title,
      about: scenario.about ?? "",
      ...source,
      startedAt: play.startedAt,
      english: scenarioInEnglish(scenario, (rule) => uses.get(rule) ?? 0),
      rules: scenario.rules.map((rule) => ({
        number: rule.number,
        title: rule.title,
        english: ruleSentence(rule),
        uses: uses.get(rule.number) ?? 0,
      })),
      variables: play.variables(),
      nearMisses: [...play.nearMisses()],
    };
  }

  async function load(text: string, file: string): Promise<ScenarioView> {
    await scenarios.load(the().name, text, file);
    await store.committed();
    const played = view();
    if (played === null) throw new Error("a scenario that was put on does not play");
    return played;
  }

  return {
    async read() {
      return view();
    },
    async put(source) {
      const { text, file } = await textOf(deps, source);
      return load(text, file);
    },
    async edit(edit) {
      const source = scenarios.text(the().name);
      if (source !== null) return load(await scenarios.edited(source.text, edit), source.file);
      throw new UsageError({ where: "scenario", problem: "none plays", remedy: "put one on first", kind: "conflict" });
    },
    async remove() {
      scenarios.remove(the().name);
      await store.committed();
    },
    async check(source) {
      const { text, file } = await textOf(deps, source);
      return scenarios.check(text, file);
    },
  };
}

async function textOf(
  deps: ControlDeps,
  source: ScenarioSource,
): Promise<{ readonly text: string; readonly file: string }> {
  if ("text" in source) return { text: source.text, file: "scenario" };
  if ("scenario" in source) return { text: JSON.stringify(source.scenario, null, 2), file: "scenario" };
  const text = await deps.scenarios.story(source.library);
  if (text !== null) return { text, file: `${source.library}.yaml` };
  const remedy = "the list of the library has their names";
  throw new UsageError({
    where: "library",
    problem: "has no such scenario",
    value: source.library,
    remedy,
    kind: "missing",
  });
}
