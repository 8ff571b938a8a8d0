// A call that no provider could read a credential from (a path that no door has, a body that is cut): it may hold one all
// the same, under any of the providers' names.

import { mostSecrets } from "./mask.ts";

const names = "u|h|p|token|credencial|identificacao|password";
const inPairs = new RegExp(`(?:^|[?&\\s])(?:${names})=([^&\\s]{1,400})`, "gi");
const inXml = new RegExp(`<(?:[\\w.-]{1,40}:)?(?:${names})\\b[^<>]{0,200}>(?:<!\\[CDATA\\[)?([^<]{1,400})`, "gi");
const inJson = new RegExp(`"(?:${names})"\\s{0,20}:\\s{0,20}"((?:[^"\\\\]|\\\\.){1,400})`, "gi");

/** What may be a credential, as it stands in a request. With more than are masked one by one the rest need not be found. */
export function credentialsIn(text: string): string[] {
  const found = new Set<string>();
  for (const pattern of [inPairs, inXml, inJson]) {
    for (const match of text.matchAll(pattern)) {
      found.add((match[1] ?? "").replace(/\]\]>?$/, ""));
      if (found.size > mostSecrets) return [...found];
    }
  }
  return [...found];
}
