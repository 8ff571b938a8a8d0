// A call that no provider could read a credential from (a path that no door has, a body that is cut): it may hold one all
// the same, under any of the providers' names.

import type { HttpRequest } from "../wire/http/call.ts";

const names = "u|h|p|token|credencial|identificacao|password";
const inPairs = new RegExp(`(?:^|[?&\\s])(?:${names})=([^&\\s]{1,400})`, "gi");
const inXml = new RegExp(`<(?:[\\w.-]{1,40}:)?(?:${names})\\b[^<>]{0,200}>(?:<!\\[CDATA\\[)?([^<]{1,400})`, "gi");
const inJson = new RegExp(`"(?:${names})"\\s{0,20}:\\s{0,20}"((?:[^"\\\\]|\\\\.){1,400})`, "gi");
const mostFound = 50;

/** What may be a credential, as it stands in the request. */
export function credentialsIn(request: HttpRequest): string[] {
  const body = request.body.toString("latin1");
  const found: string[] = [];
  for (const [text, pattern] of [
    [request.target, inPairs],
    [body, inPairs],
    [body, inXml],
    [body, inJson],
  ] as const) {
    for (const match of text.matchAll(pattern)) {
      found.push((match[1] ?? "").replace(/\]\]>?$/, ""));
      if (found.length >= mostFound) return found;
    }
  }
  return found;
}
