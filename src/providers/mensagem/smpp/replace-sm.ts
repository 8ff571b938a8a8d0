// replace_sm: another text, another time for a message that has not left (SMPP 3.4 4.10). data_coding stays.

import type { Finding } from "../../../core/findings.ts";
import { reasonWords } from "../../../core/reason-sentences.ts";
import type { SentenceValue } from "../../../core/sentences.ts";
import { isPending } from "../../../core/status.ts";
import { checkMessage } from "../../../protocols/smpp/check-message.ts";
import type { PduOf } from "../../../protocols/smpp/pdu.ts";
import type { PduReply } from "../../../protocols/smpp/session-types.ts";
import type { StatusName } from "../../../protocols/smpp/status.ts";
import type { Handled } from "../../handled.ts";
import { longestText, textRefusal } from "../translate.ts";
import type { CommandContext, CommandRequest } from "./context.ts";
import { because } from "./decision-sentences.ts";
import { findMessage } from "./message-id.ts";
import { replace } from "./replacement.ts";
import { scenarioFirst } from "./scenario-first.ts";
import { sameSource } from "./source.ts";
import { checkOptions } from "./submission.ts";
import { readText, textFindings } from "./text.ts";
import { replaceSm } from "./vocabulary.ts";

export function serveReplaceSm(
  context: CommandContext,
  request: CommandRequest<PduOf<"replace_sm">>,
): Handled<PduReply> {
  const { pdu, session, sandbox, account } = request;
  const { dialect } = context;
  let findings: readonly Finding[] = [];
  const answer = scenarioFirst(context, request, replaceSm, (): readonly [StatusName, SentenceValue] => {
    const now = sandbox.clock.now();
    const lookup = findMessage(context.host.store, account, pdu.body.message_id, context.idForm);
    if (lookup === "unknown") return ["ESME_RINVMSGID", because("unknown-id")];
    if (lookup === "foreign" || !sameSource(lookup.message, pdu.body)) return ["ESME_RREPLACEFAIL", because("foreign")];
    const { message } = lookup;
    if (!isPending(message.status)) return ["ESME_RREPLACEFAIL", because("message-is", { status: message.status })];
    const dataCoding = Number(message.fields["data_coding"] ?? 0);
    const options = checkOptions({ ...dialect, strictTonNpi: false }, now);
    const objection = checkMessage(pdu, { ...options, pending: { ...message, dataCoding } });
    if (objection !== undefined) return [objection.status, objection.reason];
    findings = textFindings(pdu, dataCoding, 0, dialect);
    const text = readText(pdu, dataCoding, 0, dialect);
    const refusal = textRefusal({ texto: text.text, longest: longestText });
    if (refusal !== null) return ["ESME_RINVMSGLEN", refusal.detail ?? reasonWords(refusal)];
    return replace(context, message, { text, pdu, session, now }) ?? ["ESME_ROK", because("replaced")];
  });
  return { ...answer, findings };
}
