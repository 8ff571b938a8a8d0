// Readiness of the emulator: its listeners are open when it is asked, so the store decides.

import { UsageError } from "../core/usage-error.ts";

export async function readiness(
  obstacle: () => Promise<string | null>,
): Promise<{ readonly status: "ready" | "not ready"; readonly cause?: string }> {
  const cause = await obstacle();
  return cause === null ? { status: "ready" } : { status: "not ready", cause: sentenceOf(cause) };
}

/** Error for what the store did not keep. @param cause in words */
export function notKept(cause: string): UsageError {
  const remedy = "remove the cause, then ask again";
  return new UsageError({ where: "data file", problem: sentenceOf(cause), remedy, kind: "busy" });
}

function sentenceOf(cause: string): string {
  return `nothing is kept and nothing has happened: ${cause}`;
}
