// A token bucket as data: its state is a short text, for the store.

import type { Instant } from "./clock.ts";

export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

/** Takes a token if the bucket has one. `state`: of the last call; null: a full bucket. */
export function takeToken(
  limit: RateLimit,
  state: string | null,
  now: Instant,
): { readonly taken: boolean; readonly state: string } {
  const [tokensText, sinceText] = state?.split("@") ?? [];
  const since = sinceText === undefined ? now : Number(sinceText);
  const left = tokensText === undefined ? limit.burst : Number(tokensText);
  const tokens = Math.min(limit.burst, left + (Math.max(0, now - since) * limit.perSecond) / 1000);
  const taken = tokens >= 1;
  return { taken, state: `${taken ? tokens - 1 : tokens}@${Math.max(since, now)}` };
}
