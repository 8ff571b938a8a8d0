// How fast an account may send: its `rate` as a token bucket on the sandbox's clock, one token a call.

import { type Account, accountKey } from "./account.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Sandbox } from "./sandbox.ts";
import { takeToken } from "./scenario/rate.ts";

/** Takes one token for a call; null: it may go on. */
export type AccountRate = (sandbox: Sandbox, account: Account) => Refusal | null;

/** Accounts remembered at most; beyond it all begin with a full bucket again. */
const most = 10_000;

export function createAccountRate(): AccountRate {
  const buckets = new Map<string, string>();
  return (sandbox, account) => {
    const { rate } = account;
    if (rate === undefined) return null;
    const key = `${sandbox.name} ${accountKey(account)}`;
    const bucket = takeToken(rate, buckets.get(key) ?? null, sandbox.clock.now());
    if (buckets.size >= most && !buckets.has(key)) buckets.clear();
    buckets.set(key, bucket.state);
    return bucket.taken ? null : refuse("throttled", `over ${rate.perSecond} requests a second`);
  };
}
