// Facts of an account that several parts of the view show.

import type { AccountView } from "../../../../api/schema/account.ts";
import { normalise } from "../../../../core/address.ts";

export function keyOf({ provider, name }: Pick<AccountView, "provider" | "name">): string {
  return `${provider}/${name}`;
}

/** Credits of all kinds together; shares of users and cost centres are part of them. */
export function balanceOf({ credits }: Pick<AccountView, "credits">): number {
  return Object.entries(credits).reduce((sum, [kind, count]) => sum + (kind.includes("/") ? 0 : count), 0);
}

/** A number as people type it, with the country first; null: it is none. */
export function numberTyped(text: string): string | null {
  const digits = normalise(text);
  return /^\d{8,15}$/.test(digits) ? digits : null;
}

/** Facts of a number that a switch turns on and off, as the control API names them. */
export const numberFacts = ["blackList", "procon", "cancelled", "invalid"] as const;
