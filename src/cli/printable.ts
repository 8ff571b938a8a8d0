// Text of strangers (an SMS, a request) as a terminal may show it: nothing in it moves the cursor, changes colours, turns
// the direction of writing or hides. Removed characters stand there as escapes.

// U+2065, and the tags with all that is reserved beside them, are shown as nothing, assigned or not.
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2065\u{e0000}-\u{e0fff}]/gu;
/** Joins the parts of an emoji; does nothing else. */
const joiner = "\u200d";
const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** On one line. */
export function printable(text: string): string {
  return text.replace(unsafe, (character) =>
    character === joiner ? character : (named[character] ?? escaped(character)),
  );
}

/** The same, but that lines stay lines. */
export function printableLines(text: string): string {
  return text.split(/\r?\n/).map(printable).join("\n");
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}

/** JSON on one line, in which no such character stands raw either: JSON.stringify escapes those below 0x20 alone. */
export function jsonText(value: unknown): string {
  return inertJson(JSON.stringify(value) ?? "null");
}

/** Text that is JSON, made harmless without a change of its meaning. Line feeds between its parts stay. */
export function inertJson(json: string): string {
  return json.replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u2065\u{e0000}-\u{e0fff}]/gu, (character) =>
    Array.from({ length: character.length }, (_, unit) => jsonEscape(character.charCodeAt(unit))).join(""),
  );
}

function jsonEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
