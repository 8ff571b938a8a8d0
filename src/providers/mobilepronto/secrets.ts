// Values of a request that must not be kept: Credencial and Token as the service read them, and as they stand in a request that
// could not be read. The mask finds them in every encoding.

import type { AsmxCall } from "../../protocols/asmx/service.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";

/** Shorter values are no keys of anybody, and would be found everywhere. */
const shortest = 6;
/** The parameters; their names are found first, so that a text is read once. */
const names = /Credencial|Token/gi;
/** Text before and behind the name where it is an element, and where it is a pair of a form; a key is far shorter. */
const [beforeElement, element] = [/<(?:[\w.-]{1,40}:)?$/, /\b[^<>]{0,200}>(?:<!\[CDATA\[)?([^<\]]{1,400})/y];
const [beforePair, pair] = [/(?:^|[?&\s])$/, /=([^&\s]{1,400})/y];
const longestBefore = 42;
/** With more than this nobody is their owner; the journal then keeps nothing of the call. */
const maxSecrets = 100;

export function secretsOf(request: HttpRequest, call: AsmxCall | null): string[] {
  const secrets = new Set<string>();
  const add = (value: string): void => {
    if (value.trim().length >= shortest) secrets.add(value);
  };
  for (const name of ["Credencial", "Token"]) {
    const value = call?.args.get(name);
    if (typeof value === "string") add(value);
  }
  const body = request.body.toString("latin1").replaceAll("\0", "");
  for (const text of [body, request.target]) {
    for (const value of valuesIn(text)) {
      add(value);
      if (secrets.size > maxSecrets) return [...secrets];
    }
  }
  return [...secrets];
}

function* valuesIn(text: string): Generator<string> {
  for (const { 0: name, index } of text.matchAll(names)) {
    const behind = index + name.length;
    if (beforeElement.test(text.slice(Math.max(0, index - longestBefore), index))) yield valueAt(element, text, behind);
    if (beforePair.test(text.slice(Math.max(0, index - 1), index))) yield valueAt(pair, text, behind);
  }
}

function valueAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[1] ?? "";
}
