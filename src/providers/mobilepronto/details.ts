// MobilePronto's part of an account, read once for each change of it.

import type { Account } from "../../core/account.ts";
import type { JsonObject } from "../../core/json.ts";
import { detailsValidator, type MobileProntoDetails } from "./settings.ts";

const read = new WeakMap<JsonObject, MobileProntoDetails>();

/** @throws UsageError when an account's details are not MobilePronto's */
export function detailsOf(account: Account): MobileProntoDetails {
  const earlier = read.get(account.details);
  if (earlier !== undefined) return earlier;
  const details = detailsValidator(account.details, `account mobilepronto/${account.name}: details`);
  read.set(account.details, details);
  return details;
}
