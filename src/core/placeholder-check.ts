// Checks placeholders of texts: their names, and their forms.

import { remedyForName } from "./choice.ts";
import { defaultDateForm, idForms, type Placeholder } from "./template.ts";

/** Values of a message or an inbound message that its callback may show. */
export const messagePlaceholders = ["to", "from", "text", "id", "clientId", "now"] as const;
const dates: ReadonlySet<string> = new Set(["now", "submitted", "done"]);

/** A mistake, with an imperative without a full stop. */
export interface TextMistake {
  readonly problem: string;
  readonly remedy: string;
}

/** Makes the remedy for a wrong name among these. */
export type SuggestName = (wrong: string, names: readonly string[]) => string;

/**
 * The mistake of a placeholder, or null.
 * @param families names with a part of their own behind the dot, such as `state.`
 */
export function placeholderMistake(
  { name, form }: Placeholder,
  names: readonly string[],
  families: readonly string[] = [],
  suggest: SuggestName = remedyForName,
): TextMistake | null {
  const placeholder = `\${${name}${form === undefined ? "" : `:${form}`}}`;
  if (!names.includes(name) && !families.some((family) => name.startsWith(family) && name.length > family.length)) {
    const words = [...names, ...families.map((family) => `${family}NAME`)];
    return { problem: `there is no placeholder ${placeholder} here`, remedy: suggest(name, words) };
  }
  if (form === undefined) return null;
  const isId = name === "id" || name === "clientId";
  const isDate = dates.has(name);
  if ((isId && idForms.test(form)) || (isDate && /[yMdHms]{2}/.test(form))) return null;
  const remedy = isId
    ? "write dec, hex, HEX or a width such as pad10"
    : isDate
      ? `write a form such as ${defaultDateForm} or yyMMddHHmm`
      : "take it out: ids and instants alone have forms";
  return { problem: `${placeholder} has an unknown form`, remedy };
}
