// Filters of the address as filters of the control API.

import { type AccountKey, accountKey, parseAccountKey } from "../../core/account.ts";

/** The word, if it is one of these. */
export function wordIn<const Word extends string>(words: readonly Word[], text: string | undefined): Word | undefined {
  return words.find((word) => word === text);
}

/** A number in the address. */
export function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Account in the address: PROVIDER/NAME. */
export function accountIn(text: string | undefined): AccountKey | undefined {
  const name = parseAccountKey(text ?? "");
  return name === null ? undefined : accountKey(name);
}

/** The object without its undefined values. */
export function defined<T extends object>(given: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** Part of a list that lies before a number. */
export function pageBefore<Page extends { readonly before?: number }>(page: Page, before: number | undefined): Page {
  return before === undefined ? page : { ...page, before: Math.min(before, page.before ?? before) };
}
