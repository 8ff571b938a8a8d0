// Free search in messages: what people type into a search box and expect to be found.

import { withoutAccents } from "./text.ts";

/** Forms of a search for each place that it may stand in. */
export interface SearchTerms {
  /** A part of the text, as `folded` leaves it. */
  readonly text: string;
  /** A part of the recipient's digits. */
  readonly number: string;
  /** A part of the provider's id or of the client's. */
  readonly id: string;
}

/** A text without regard to case and accents. */
export function folded(text: string): string {
  return withoutAccents(text).toLowerCase();
}

/** `(11) 9 9999` is looked for as `1199999` among numbers, anything else as it is. */
export function soughtBy(search: string): SearchTerms {
  return { text: folded(search), number: digitsOf(search), id: search };
}

/** A part of a number as it stands in a number's normal form. */
export function digitsOf(written: string): string {
  const digits = written.replace(/\D/g, "");
  return digits !== "" && /^[\d\s()+.-]+$/.test(written) ? digits : written;
}

/** A message, as far as a search looks at it. */
export interface Sought {
  readonly to: string;
  readonly text: string;
  readonly ids: readonly string[];
}

/** True if the search is a part of the text, of the number or of an id. */
export function isAbout({ text, number, id }: SearchTerms, { to, text: own, ids }: Sought): boolean {
  return folded(own).includes(text) || to.includes(number) || ids.some((candidate) => candidate.includes(id));
}
