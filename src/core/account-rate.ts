// How fast an account may send: its `rate` as a token bucket on the sandbox's clock, one token a call.

import { takeToken } from "../scenario/engine/rate.ts";
import { type Account, accountKey } from "./account.ts";
import type { Clock } from "./ports.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Sandbox } from "./sandbox.ts";

/** Takes one token for a call; null: it may go on. */
export type AccountRate = (sandbox: Sandbox, account: Account) => Refusal | null;

/** Accounts remembered at most; beyond it all begin with a full bucket again. */
const most = 10_000;

export function createAccountRate(): AccountRate {
  /** A sandbox that was reset has another clock, and its accounts full buckets. */
  const buckets = new Map<string, { readonly clock: Clock; readonly state: string }>();
  return (sandbox, account) => {
    const { rate } = account;
    if (rate === undefined) return null;
    const key = `${sandbox.name} ${accountKey(account)}`;
    const { clock } = sandbox;
    const known = buckets.get(key);
    const bucket = takeToken(rate, known?.clock === clock ? known.state : null, clock.elapsed());
    if (buckets.size >= most && !buckets.has(key)) buckets.clear();
    buckets.set(key, { clock, state: bucket.state });
    return bucket.taken ? null : refuse("throttled", `over ${rate.perSecond} requests a second`);
  };
}
