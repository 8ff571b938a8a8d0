// Host of a request (RFC 9112 3.2).

import type { IncomingMessage } from "node:http";
import { refusalSentence } from "./refusal-sentences.ts";
import type { RefusedRequest } from "./refuse.ts";

/** An HTTP/1.1 request has one Host; null: nothing is wrong with it. */
export function hostRefusal({ rawHeaders, httpVersion }: IncomingMessage): RefusedRequest | null {
  let host: string | null = null;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() !== "host") continue;
    if (host !== null) return { status: 400, sentence: refusalSentence("two-hosts") };
    host = rawHeaders[at + 1] ?? "";
  }
  if (host === null) return httpVersion === "1.1" ? missing : null;
  return valid.test(host)
    ? null
    : { status: 400, sentence: refusalSentence("bad-host", { host: JSON.stringify(host.slice(0, 80)) }) };
}

const missing: RefusedRequest = { status: 400, sentence: refusalSentence("no-host") };

/** A name or address, and a port; empty where the target has no host. */
const valid = /^(?:\[[\da-f:.]+\]|[\w.~%!$&'()*+,;=-]*)(?::\d*)?$/i;
