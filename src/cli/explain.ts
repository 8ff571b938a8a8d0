import { UsageError } from "../core/usage-error.ts";
import { exit } from "./host.ts";

/**
 * An error as the person at the terminal is told of it: a mistake in one sentence, a bug with its stack. A valid request for something absent or impossible now is a failure, not a usage error.
 */
export function explain(error: unknown): { sentence: string; code: number } {
  if (error instanceof UsageError) {
    return { sentence: error.message, code: error.mistake?.kind === undefined ? exit.usage : exit.failed };
  }
  return { sentence: error instanceof Error ? (error.stack ?? error.message) : String(error), code: exit.failed };
}
