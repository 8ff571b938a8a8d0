// Rate of an account as a token bucket on the sandbox's clock, one token a request.

import { type Account, accountKey } from "./account.ts";
import type { Clock } from "./clock.ts";
import { counted } from "./counted.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Sandbox } from "./sandbox.ts";
import { takeToken } from "./token-bucket.ts";

/** Takes one token for a request; null: the request may go on. */
export type AccountRate = (sandbox: Sandbox, account: Account) => Refusal | null;

/** Most accounts remembered; beyond it all begin with a full bucket again. */
const maxAccounts = 10_000;

interface Bucket {
  readonly clock: Clock;
  readonly rate: NonNullable<Account["rate"]>;
  readonly state: string;
}

export function createAccountRate(): AccountRate {
  // Another clock (after a reset) or another rate begins with a full bucket: a manual clock may never refill the old one.
  const buckets = new Map<string, Bucket>();
  return (sandbox, account) => {
    const { rate } = account;
    if (rate === undefined) return null;
    const key = `${sandbox.name} ${accountKey(account)}`;
    const { clock } = sandbox;
    const current = buckets.get(key);
    const goesOn = current !== undefined && current.clock === clock && sameRate(current.rate, rate);
    const bucket = takeToken(rate, goesOn ? current.state : null, clock.elapsed());
    if (buckets.size >= maxAccounts && !buckets.has(key)) buckets.clear();
    buckets.set(key, { clock, rate, state: bucket.state });
    return bucket.taken
      ? null
      : refuse("throttled", {
          en: `over ${counted(rate.perSecond, "request")} a second`,
          pt: `mais de ${rate.perSecond} por segundo`,
        });
  };
}

function sameRate(a: Bucket["rate"], b: Bucket["rate"]): boolean {
  return a.perSecond === b.perSecond && a.burst === b.burst;
}

/** A rate as files, the control API and the command line write it: `10/s`, or with a burst. */
export type WrittenRate = number | string | { readonly rate: number | string; readonly burst?: number | undefined };

/** Reads `10` or `10/s`, `600/m`, `36000/h`; the burst is a second's worth when it is not given. */
export function readRate(written: WrittenRate): NonNullable<Account["rate"]> {
  const { rate, burst } = typeof written === "object" ? written : { rate: written };
  const [amount, unit] = String(rate).split("/");
  const perSecond = Number(amount) / (unit === "h" ? 3600 : unit === "m" ? 60 : 1);
  return { perSecond, burst: burst ?? Math.max(1, Math.ceil(perSecond)) };
}

/** Writes a rate in the form that `readRate` reads. */
export function writeRate({ perSecond, burst }: NonNullable<Account["rate"]>): {
  readonly rate: string;
  readonly burst: number;
} {
  return { rate: `${perSecond}/s`, burst };
}
