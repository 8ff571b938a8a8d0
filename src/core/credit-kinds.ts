import { type Account, accountKey } from "./account.ts";
import { nearestWord } from "./nearest-word.ts";
import { UsageError } from "./usage-error.ts";

/** True if a provider with these kinds counts credits so. A share of an account has its holder in front: `user:13/long`. */
export function isCreditKind(kind: string, kinds: readonly string[]): boolean {
  const [, own = ""] = /^(?:[a-z]+:\d+\/)?([^/]+)$/.exec(kind) ?? [];
  return kinds.includes(own);
}

/** The error for credits of an unknown kind, with the nearest known one. */
export function unknownCreditKind(where: string, kind: string, kinds: readonly string[]): UsageError {
  const near = nearestWord(kind.split("/").at(-1) ?? kind, kinds);
  const all = `the kinds are ${kinds.join(", ")}`;
  const remedy = near === null || kinds.length === 1 ? all : `write ${near}; ${all}`;
  return new UsageError({ where, problem: `has no credits of kind ${kind}`, remedy });
}

/** @throws UsageError when the account has credits of a kind that its provider does not count */
export function checkCreditKinds(account: Account, kinds: readonly string[]): void {
  for (const kind of Object.keys(account.credits)) {
    if (!isCreditKind(kind, kinds)) throw unknownCreditKind(`account ${accountKey(account)}`, kind, kinds);
  }
}
