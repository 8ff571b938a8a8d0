// Coverage of every text that was a scenario. A text that is no longer in force is read again.

import type { Turns } from "../../core/clock.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import { addCounts, ScenarioUsage } from "../engine/usage.ts";
import type { TextUsage } from "../engine/usage-register.ts";
import { coverageOf, type ScenarioCoverage } from "./coverage.ts";
import { readScenario } from "./read.ts";

interface TextCoverageDeps {
  readonly vocabularies: readonly Vocabulary[];
  readonly turns: Turns;
}

/** Takes a turn of the event loop for each text. */
export async function textCoverage(texts: readonly TextUsage[], deps: TextCoverageDeps): Promise<ScenarioCoverage[]> {
  const all: ScenarioCoverage[] = [];
  for (const { source, scenario, counts } of texts) {
    await deps.turns.next("coverage");
    const read = scenario === null ? readScenario(source.text, source.file, deps.vocabularies) : { scenario };
    if (!("scenario" in read)) continue;
    const usage = new ScenarioUsage(read.scenario);
    usage.sandboxes = 0;
    for (const added of counts) addCounts(usage, added);
    all.push(coverageOf(usage));
  }
  return all;
}
