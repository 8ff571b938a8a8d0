// Names that a filter may mention: providers, operations, accounts, listeners.

import { accountKey, parseAccountKey } from "../core/account.ts";
import { wrongChoice } from "../core/choice.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Api } from "./api.ts";

interface FilterNames {
  readonly provider?: string;
  readonly operation?: string;
  readonly account?: string;
  readonly listener?: string;
}

/** Provider of requests for paths that no provider has. */
const nobody = "-";
/** Rows of the journal that are no operation of a provider: ends of sessions, PDUs of ours, and PDUs that answer nothing or are malformed. */
const beside = ["close", "malformed", "stray", "alert_notification", "outbind"];

/** @throws UsageError for a name that no provider, operation, account or listener has */
export function checkNames(api: Api, sandbox: string, { provider, operation, account, listener }: FilterNames): void {
  const { vocabularies, store } = api;
  if (provider !== undefined && provider !== nobody) {
    check(
      "provider",
      provider,
      vocabularies.map((vocabulary) => vocabulary.provider),
    );
  }
  if (listener !== undefined)
    check("listener", listener, [...new Set([...Object.keys(api.about().listeners), "https", "smpps"])]);
  if (account !== undefined) checkAccount(api, sandbox, account);
  if (operation === undefined) return;
  const ofProvider = vocabularies.filter((vocabulary) => provider === undefined || vocabulary.provider === provider);
  const operations = new Set(ofProvider.flatMap((vocabulary) => vocabulary.operations.map(({ name }) => name)));
  if (beside.includes(operation)) return;
  // The journal also has requests for pages and unknown paths.
  if (operations.has(operation) || store.journal.list(sandbox, { operation, limit: 1 }).length > 0) return;
  check("operation", operation, [...operations]);
}

/** Accepts removed accounts too: the journal still has their requests. @throws UsageError */
function checkAccount(api: Api, sandbox: string, account: string): void {
  const provider = parseAccountKey(account)?.provider;
  if (api.vocabularies.some((vocabulary) => vocabulary.provider === provider)) return;
  checkExisting(api, sandbox, account);
}

/** @throws UsageError for an account that the sandbox does not have */
export function checkExisting({ store }: Api, sandbox: string, account: string): void {
  check("account", account, store.accounts.list(sandbox).map(accountKey));
}

/** @throws UsageError */
export function check(where: string, value: string, words: readonly string[]): void {
  if (words.includes(value)) return;
  throw new UsageError({ where, value, ...wrongChoice(value, words) });
}
