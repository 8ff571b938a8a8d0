// How fast an account may submit (ESME_RTHROTTLED) and how much of it may wait (ESME_RMSGQFUL).

import { accountKey } from "../../../core/account.ts";
import { type AccountRate, createAccountRate } from "../../../core/account-rate.ts";
import { counted } from "../../../core/counted.ts";
import { refuse } from "../../../core/refusal.ts";
import type { Host } from "../../provider.ts";
import { detailsOf } from "../details.ts";

/** Takes one token for a request; null: it may go on. */
export type Throttle = AccountRate;

export function createThrottle(host: Host): Throttle {
  const rate = createAccountRate();
  return (sandbox, account) => {
    const tooFast = rate(sandbox, account);
    if (tooFast !== null) return tooFast;
    const limit = detailsOf(account).smpp.queueLimit;
    if (limit === undefined) return null;
    const filter = { account: accountKey(account), status: ["queued", "scheduled"] } as const;
    const waiting = host.store.ledger.count(sandbox.name, filter);
    return waiting < limit
      ? null
      : refuse("queue-full", {
          en: `${counted(waiting, "message")} already waiting`,
          pt: `já esperam: ${waiting}`,
        });
  };
}
