import type { ScenarioSource } from "./scenario-type.ts";

/**
 * A scenario as a test gives it: an object, YAML or JSON text, or the name of a file.
 * A text of one line that ends like a scenario file is the name of one.
 */
export function scenarioSource(source: string | object, readFile: (name: string) => string): ScenarioSource {
  if (typeof source !== "string") return { scenario: source };
  return { text: /^[^\r\n{]+\.(?:ya?ml|json)$/i.test(source) ? readFile(source) : source };
}
