// A token bucket as data: its state is one short text in the sandbox's memory, so that a restart goes on.

import type { Instant } from "../../core/ports.ts";
import type { RateLimit } from "./shape.ts";

/** Takes a token if there is one. `state` is what the last call left, null at first: a full bucket. */
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
