import { UsageError } from "../core/usage-error.ts";
import { exit } from "./host.ts";

/**
 * An error as the person at the terminal is told of it: a mistake in one sentence, a bug with its stack. What was asked
 * well and is not there or not possible now has failed; it is no mistake in what was asked.
 */
export function explain(error: unknown): { sentence: string; code: number } {
  if (error instanceof UsageError) {
    return { sentence: error.message, code: error.mistake?.kind === undefined ? exit.usage : exit.failed };
  }
  return { sentence: error instanceof Error ? (error.stack ?? error.message) : String(error), code: exit.failed };
}
