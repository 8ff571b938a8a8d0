// Values of a request that must not be kept: Credencial and Token as the service read them, and as they stand in a request that
// could not be read. The mask finds them in every encoding.

import type { AsmxCall } from "../../protocols/asmx/service.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";

/** Shorter values are no keys of anybody, and would be found everywhere. */
const shortest = 6;
/** Text behind the begin of an element or the name of a parameter; a key is far shorter. */
const inElement = /<(?:[\w.-]{1,40}:)?(?:Credencial|Token)\b[^<>]{0,200}>(?:<!\[CDATA\[)?([^<\]]{1,400})/gi;
/** The name comes first, so that a text without it is passed quickly. */
const inForm = /(?:Credencial|Token)=(?<=(?:^|[?&\s])(?:Credencial|Token)=)([^&\s]{1,400})/gi;
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
  for (const [text, pattern] of [
    [body, inElement],
    [body, inForm],
    [request.target, inForm],
  ] as const) {
    for (const match of text.matchAll(pattern)) {
      add(match[1] ?? "");
      if (secrets.size > maxSecrets) return [...secrets];
    }
  }
  return [...secrets];
}
