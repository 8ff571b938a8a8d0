import { UsageError } from "../core/usage-error.ts";
import { exit } from "./host.ts";

/**
 * Returns an error's text and exit code: one sentence for a mistake, the stack for a bug. A valid request for something that
 * is absent or impossible now is a failure, not a usage error.
 */
export function explain(error: unknown): { sentence: string; code: number } {
  if (error instanceof UsageError) {
    return { sentence: error.message, code: error.mistake?.kind === undefined ? exit.usage : exit.failed };
  }
  return { sentence: error instanceof Error ? (error.stack ?? error.message) : String(error), code: exit.failed };
}
