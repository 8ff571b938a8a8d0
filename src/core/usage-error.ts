/**
 * A mistake of the person who runs or scripts Torpedo (configuration, scenario, accounts, library use): one sentence
 * that names what, which value, where and what to do. Everything else that is thrown is a bug.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
