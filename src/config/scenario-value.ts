// Values that name a scenario: flag, variable, key of a config file, option of the library, argument of a command.

/** A value with a slash or the ending of a scenario file is a file; another value names a shipped scenario. */
export function isScenarioFile(value: string): boolean {
  return /[\\/]|\.(?:ya?ml|json)$/i.test(value);
}

/** A scenario file, or a shipped scenario by its name. */
export type NamedScenario = { readonly file: string } | { readonly shipped: string };

export function namedScenario(value: string): NamedScenario {
  return isScenarioFile(value) ? { file: value } : { shipped: value };
}
