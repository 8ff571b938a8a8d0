import type { ScenarioSource } from "./scenario-type.ts";

/** An object, YAML or JSON text, the name of a file, or the name of a shipped scenario. */
export type WrittenScenario = ScenarioSource | string | object;

/** Reads what a test or a command writes as a scenario: a name with a slash or an ending of a scenario file is a file. */
export function scenarioSource(source: WrittenScenario, readFile: (name: string) => string): ScenarioSource {
  if (typeof source === "object") return isSource(source) ? source : { scenario: source };
  if (/[\r\n]|^\s*\{/.test(source)) return { text: source };
  return /[\\/]|\.(?:ya?ml|json)$/i.test(source) ? { text: readFile(source) } : { library: source };
}

function isSource(source: object): source is ScenarioSource {
  if ("text" in source || "library" in source) return true;
  return "scenario" in source && typeof source.scenario === "object";
}
