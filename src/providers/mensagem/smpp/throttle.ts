// How fast an account may submit (ESME_RTHROTTLED) and how much of it may wait (ESME_RMSGQFUL).

import { type Account, accountKey } from "../../../core/account.ts";
import { type Refusal, refuse } from "../../../core/refusal.ts";
import type { Sandbox } from "../../../core/sandbox.ts";
import { takeToken } from "../../../core/scenario/rate.ts";
import type { Host } from "../../provider.ts";
import { detailsOf } from "../details.ts";

/** Takes one token for a request; null: it may go on. */
export type Throttle = (sandbox: Sandbox, account: Account) => Refusal | null;

/** Accounts remembered at most. */
const most = 10_000;

export function createThrottle(host: Host): Throttle {
  const buckets = new Map<string, string>();
  return (sandbox, account) => {
    const { rate } = account;
    if (rate !== undefined) {
      const key = `${sandbox.name} ${accountKey(account)}`;
      const bucket = takeToken(rate, buckets.get(key) ?? null, sandbox.clock.now());
      if (buckets.size >= most && !buckets.has(key)) buckets.clear();
      buckets.set(key, bucket.state);
      if (!bucket.taken) return refuse("throttled", `over ${rate.perSecond} requests a second`);
    }
    const limit = detailsOf(account).smpp.queueLimit;
    if (limit === undefined) return null;
    const of = { account: accountKey(account) };
    const { ledger } = host.store;
    const waiting =
      ledger.count(sandbox.name, { ...of, status: "queued" }) +
      ledger.count(sandbox.name, { ...of, status: "scheduled" });
    return waiting < limit ? null : refuse("queue-full", `${waiting} messages wait already`);
  };
}
