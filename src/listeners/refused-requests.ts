// Requests that no provider sees, since the listener refuses them: the journal keeps them with the true reason.

import { findingsOf } from "../core/findings.ts";
import type { Call } from "../core/ports.ts";
import { defaultBecause } from "../core/reason-sentences.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { Sentence } from "../core/sentences.ts";
import type { HttpAnswer, HttpRequest } from "../protocols/http/call.ts";
import type { RecordedRefusal } from "../protocols/http/refuse.ts";
import type { HandledHttp } from "../providers/handled.ts";
import { handled } from "../providers/handled.ts";
import { listenerName } from "./listener-name.ts";
import { type Mask, maskHeaderLines, toMask } from "./mask.ts";

const decidedBy = defaultBecause({ en: "refused by the listener", pt: "recusada pelo canal" });
const longestName = 200;

const refusalFinding = findingsOf({
  refused: { en: "{reason}", pt: "{reason}", source: "HTTP" },
});

/** A refused request of a route, ready for the journal. */
export function refusedBy(sandbox: Sandbox, request: HttpRequest, answer: HttpAnswer, reason: Sentence): HandledHttp {
  const requester = { sandbox, account: null };
  return handled(requester, {
    answer,
    operation: request.path.slice(0, longestName),
    channel: "page",
    code: String(answer.status),
    decidedBy,
    findings: [refusalFinding("refused", { reason })],
  });
}

/** The row of a request that never came to a route. @param listener its name in the journal, but `https` over TLS */
export function refusalRow(
  { received, scheme, status, sentence, remoteAddress, answer }: RecordedRefusal,
  { mask, journalBytes }: { readonly mask: Mask; readonly journalBytes: number },
  sandbox: Sandbox,
  listener: string,
): Call {
  const text = maskHeaderLines(received.toString("latin1", 0, toMask(journalBytes)));
  const [, target = "-"] = /^\S+ +([^\s?#]+)/.exec(text) ?? [];
  return {
    sandbox: sandbox.name,
    at: sandbox.clock.now(),
    listener: listenerName(scheme, listener),
    provider: "-",
    operation: mask.text(target.slice(0, longestName)),
    channel: "page",
    remote: remoteAddress,
    request: mask.request(Buffer.from(text, "latin1"), [], journalBytes),
    answer: mask.text(answer),
    code: String(status),
    decidedBy: decidedBy.en,
    decision: decidedBy,
    messages: [],
    findings: mask.findings([refusalFinding("refused", { reason: sentence })]),
  };
}
