// Place where a text stops being JSON. The engine's own parser does not always say it, and its sentences differ by version.

/** A place in a text, in characters; `at` counts from 0 as PHP's offsets do, line and column from 1. */
export interface JsonPlace {
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

const token =
  /[ \t\n\r]*(?:("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])|([[\]{},:]))/y;
const blanks = /[ \t\n\r]*/y;

type ExpectedToken = "value" | "value or ]" | "key" | "key or }" | "colon" | "comma" | "end";

/** The first place at which the text cannot be JSON any more; null: it is JSON. */
export function jsonMistake(text: string): JsonPlace | null {
  const open: ("[" | "{")[] = [];
  let expected: ExpectedToken = "value";
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) {
      blanks.lastIndex = at;
      blanks.test(text);
      const stop = blanks.lastIndex;
      return expected === "end" && stop === text.length ? null : placeIn(text, stop);
    }
    const next = after(expected, match, open);
    if (next === null) return placeIn(text, token.lastIndex - (match[1] ?? match[2] ?? match[3] ?? "").length);
    expected = next;
    at = token.lastIndex;
  }
}

function after(expected: ExpectedToken, match: RegExpExecArray, open: ("[" | "{")[]): ExpectedToken | null {
  const [, string, literal, mark] = match;
  const valueMayCome = expected === "value" || expected === "value or ]";
  const keyMayCome = expected === "key" || expected === "key or }";
  const inside = (): ExpectedToken => (open.length === 0 ? "end" : "comma");
  if (string !== undefined) return valueMayCome ? inside() : keyMayCome ? "colon" : null;
  if (literal !== undefined) return valueMayCome ? inside() : null;
  if (mark === "[" || mark === "{") {
    if (!valueMayCome) return null;
    open.push(mark);
    return mark === "[" ? "value or ]" : "key or }";
  }
  if (mark === ":") return expected === "colon" ? "value" : null;
  const innermost = open.at(-1);
  if (mark === ",") return expected !== "comma" ? null : innermost === "[" ? "value" : "key";
  const closes = mark === "]" ? "[" : "{";
  const may = expected === "comma" || expected === (mark === "]" ? "value or ]" : "key or }");
  if (!may || innermost !== closes) return null;
  open.pop();
  return inside();
}

/** Line and column of a character. */
export function placeIn(text: string, at: number): JsonPlace {
  const before = text.slice(0, at);
  const lastBreak = before.lastIndexOf("\n");
  return { at, line: before.split("\n").length, column: at - lastBreak };
}
