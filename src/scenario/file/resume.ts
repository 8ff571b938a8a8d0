// A scenario of the data file. An earlier version may have taken a text that check refuses now: it goes on as it did.

import type { Store } from "../../core/ports.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import { frontPrefix, frontTextKey } from "../engine/front-rules.ts";
import type { Scenario } from "../engine/scenario.ts";
import type { ScenarioRunner } from "../engine/scenario-runner.ts";
import { findingSentence } from "./finding.ts";
import { readScenario } from "./read.ts";

interface ResumeDeps {
  readonly store: Store;
  readonly runner: ScenarioRunner;
  readonly vocabularies: readonly Vocabulary[];
}

/**
 * Lets the scenario of a sandbox go on, and the rules in front of it. A text with findings starts all the same, or is left
 * out: what an earlier version took stops no emulator.
 */
export function resume(
  { store, runner, vocabularies }: ResumeDeps,
  sandbox: string,
  active: { readonly text: string; readonly file: string } | null,
  refused: (findings: string) => void,
): void {
  const scenario = active && resumedScenario(active.text, active.file, vocabularies, refused);
  if (scenario !== null) runner.start(sandbox, scenario, "resume");
  const texts = store.keyValue.all(sandbox, frontPrefix);
  if (texts.length > 0) runner.resumeFront(sandbox, resumedRules(texts, vocabularies, refused));
}

/**
 * The scenario of a text that was active before a restart; null: it cannot be run.
 * @param refused receives what check finds in it
 */
function resumedScenario(
  text: string,
  file: string,
  vocabularies: readonly Vocabulary[],
  refused: (findings: string) => void,
): Scenario | null {
  // The scenario goes on, whatever accounts were removed meanwhile.
  const read = readScenario(text, file, vocabularies);
  if ("scenario" in read) return read.scenario;
  refused(read.findings.map(findingSentence).join("\n"));
  return read.runnable ?? null;
}

/** Rules in front of the scenario, by their order. @param texts keys and values of the store */
function resumedRules(
  texts: readonly (readonly [key: string, text: string])[],
  vocabularies: readonly Vocabulary[],
  refused: (findings: string) => void,
): { readonly id: number; readonly scenario: Scenario }[] {
  const rules = texts.flatMap(([key, text]) => {
    const id = Number.parseInt(key.slice(frontPrefix.length), 10);
    const scenario = key === frontTextKey(id) ? resumedScenario(text, "next", vocabularies, refused) : null;
    return scenario === null ? [] : [{ id, scenario }];
  });
  return rules.sort((a, b) => a.id - b.id);
}
