import type { CallbackForm } from "./callback-form.ts";
import type { JsonObject } from "./json.ts";

/** Facts of a phone number, by account. Absent: the numbering plan decides. */
export interface NumberFacts {
  /** RN1 of ABR Telecom with country, for example `55321`. */
  readonly operator?: string;
  readonly procon?: boolean;
  readonly blackList?: boolean;
  /** Deliveries to it were cancelled by its owner. */
  readonly cancelled?: boolean;
  /** An earlier report said that it does not exist. */
  readonly invalid?: boolean;
}

/** Where an account's reports and inbounds go, and how they are sent. */
export interface CallbackAddresses extends CallbackForm<string> {
  readonly dlr?: string;
  readonly mo?: string;
  /** Host names callbacks may go to; absent: any. */
  readonly allowedHosts?: readonly string[];
  /** Milliseconds of real time until an attempt counts as unanswered. */
  readonly timeoutMs?: number;
  /** Attempts under way at once for this account. */
  readonly parallel?: number;
}

/**
 * A customer of one provider in one sandbox. `credits` are counted by kind in the provider's words;
 * shares of an account are kinds too (`user:13/long`, `centre:38/long`).
 */
export interface Account {
  readonly sandbox: string;
  readonly provider: string;
  readonly name: string;
  readonly enabled: boolean;
  /** Only prepaid accounts run out of credit. */
  readonly prepaid: boolean;
  readonly credits: Readonly<Record<string, number>>;
  readonly callbacks: CallbackAddresses;
  /** Keyed by the number in normal form (digits, country first). */
  readonly numbers: Readonly<Record<string, NumberFacts>>;
  /** Requests per second and burst; absent: unlimited. */
  readonly rate?: { readonly perSecond: number; readonly burst: number };
  /** The provider's own part, checked by the provider's schema (credentials, users, cost centres, projects …). */
  readonly details: JsonObject;
}

/** Name of an account in its sandbox: `provider/name`, as files, the control API and the command line write it. */
export type AccountKey = `${string}/${string}`;

/** Provider and name of an account. */
export interface AccountName {
  readonly provider: string;
  readonly name: string;
}

/** Makes the key of an account. */
export function accountKey({ provider, name }: AccountName): AccountKey {
  return `${provider}/${name}`;
}

/** Form of a key. A name has at most 64 letters, digits, dots, dashes and underscores. */
export const accountKeyForm = /^([a-z][a-z0-9-]*)\/([A-Za-z0-9][\w.-]{0,63})$/;

export function isAccountKey(text: string): text is AccountKey {
  return accountKeyForm.test(text);
}

/** Reads a key; null: the text is none. */
export function parseAccountKey(text: string): AccountName | null {
  const [, provider, name] = accountKeyForm.exec(text) ?? [];
  return provider === undefined || name === undefined ? null : { provider, name };
}

/** A new account: enabled, prepaid, without callback addresses. */
export function newAccount(
  { sandbox, provider, name }: AccountName & Pick<Account, "sandbox">,
  credits: Account["credits"],
  details: JsonObject = {},
): Account {
  return { sandbox, provider, name, enabled: true, prepaid: true, credits, callbacks: {}, numbers: {}, details };
}

/** A change to an account, as a scenario step, the accounts file or the control API says it. */
export interface AccountChange {
  readonly enabled?: boolean;
  readonly prepaid?: boolean;
  /** A number counts for every kind. `{ add }` adds to what is there, `{ set }` replaces it. */
  readonly credits?: CreditChange | Readonly<Record<string, CreditChange>>;
  readonly callbacks?: CallbackAddresses;
  readonly numbers?: Readonly<Record<string, NumberFacts>>;
  readonly rate?: { readonly perSecond: number; readonly burst: number };
  readonly details?: JsonObject;
}
export type CreditChange = { readonly set: number } | { readonly add: number };

/** The account after a change; the one given is left as it was. Credits never go below zero. */
export function changeAccount(account: Account, change: AccountChange): Account {
  const next = { ...account };
  return {
    ...next,
    ...(change.enabled === undefined ? {} : { enabled: change.enabled }),
    ...(change.prepaid === undefined ? {} : { prepaid: change.prepaid }),
    ...(change.rate === undefined ? {} : { rate: change.rate }),
    credits: change.credits === undefined ? account.credits : changeCredits(account.credits, change.credits),
    callbacks: change.callbacks === undefined ? account.callbacks : mergeAddresses(account.callbacks, change.callbacks),
    numbers: change.numbers === undefined ? account.numbers : mergeNumbers(account.numbers, change.numbers),
    details: change.details === undefined ? account.details : { ...account.details, ...change.details },
  };
}

function changeCredits(
  credits: Account["credits"],
  change: CreditChange | Readonly<Record<string, CreditChange>>,
): Account["credits"] {
  const next: Record<string, number> = { ...credits };
  const apply = (kind: string, creditChange: CreditChange): void => {
    next[kind] = Math.max(0, "set" in creditChange ? creditChange.set : (next[kind] ?? 0) + creditChange.add);
  };
  if (isCreditChange(change)) for (const kind of Object.keys(credits)) apply(kind, change);
  else for (const [kind, creditChange] of Object.entries(change)) apply(kind, creditChange);
  return next;
}

/** True if one change counts for every kind. */
export function isCreditChange(change: object): change is CreditChange {
  return ("set" in change && typeof change.set === "number") || ("add" in change && typeof change.add === "number");
}

/** An address that is empty goes. */
function mergeAddresses(old: CallbackAddresses, change: CallbackAddresses): CallbackAddresses {
  const { dlr, mo, ...rest } = { ...old, ...change };
  return { ...rest, ...(dlr ? { dlr } : {}), ...(mo ? { mo } : {}) };
}

function mergeNumbers(old: Account["numbers"], change: Account["numbers"]): Account["numbers"] {
  const next: Record<string, NumberFacts> = { ...old };
  for (const [number, facts] of Object.entries(change)) next[number] = { ...next[number], ...facts };
  return next;
}
