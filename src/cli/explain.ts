import { UsageError } from "../core/usage-error.ts";
import { exit } from "./host.ts";

/** An error as the person at the terminal is told of it: a mistake in one sentence, a bug with its stack. */
export function explain(error: unknown): { sentence: string; code: number } {
  if (error instanceof UsageError) return { sentence: error.message, code: exit.usage };
  return { sentence: error instanceof Error ? (error.stack ?? error.message) : String(error), code: exit.failed };
}
