import type { ConductModel } from "./model.ts";

/**
 * Real time at which the client of each account was seen last, by a request or in an SMPP session. Later events prove
 * nothing: the program under test may have ended.
 */
export function lastSeen({ requests, sessions, now }: ConductModel): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  for (const { account, start } of requests) if (start.elapsed !== null) seen.set(account, start.elapsed);
  for (const { account, endedMs } of sessions) {
    seen.set(account, Math.max(seen.get(account) ?? 0, endedMs ?? now.elapsed ?? 0));
  }
  return seen;
}
