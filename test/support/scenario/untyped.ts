import type { Scenario } from "../../../src/index.ts";

/** A scenario whose type the compiler cannot follow: values of a table, or a mistake. */
export function untyped(scenario: object): Scenario {
  return JSON.parse(JSON.stringify(scenario));
}
