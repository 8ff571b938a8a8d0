// replace_sm: another text, another time for a message that has not left (SMPP 3.4 4.10). data_coding stays.

import type { Instant } from "../../../core/clock.ts";
import type { Finding } from "../../../core/findings.ts";
import type { JsonObject } from "../../../core/json.ts";
import type { Message } from "../../../core/message.ts";
import type { SentenceValue } from "../../../core/sentences.ts";
import { isPending } from "../../../core/status.ts";
import { describe, type Encoding } from "../../../core/text.ts";
import { checkMessage } from "../../../protocols/smpp/check-message.ts";
import type { PduOf } from "../../../protocols/smpp/pdu.ts";
import type { PduReply, SessionView } from "../../../protocols/smpp/session-types.ts";
import type { StatusName } from "../../../protocols/smpp/status.ts";
import { tlvNumber } from "../../../protocols/smpp/tlv.ts";
import type { Handled } from "../../handled.ts";
import { longestText } from "../translate.ts";
import type { CommandContext, CommandRequest } from "./context.ts";
import { because } from "./decision-sentences.ts";
import { findMessage } from "./message-id.ts";
import { scenarioFirst } from "./scenario-first.ts";
import { sameSource } from "./source.ts";
import { checkOptions, timesOf } from "./submission.ts";
import { readText, textFindings } from "./text.ts";
import { replaceSm } from "./vocabulary.ts";

export function serveReplaceSm(
  context: CommandContext,
  request: CommandRequest<PduOf<"replace_sm">>,
): Handled<PduReply> {
  const { pdu, sandbox, account } = request;
  let findings: readonly Finding[] = [];
  const answer = scenarioFirst(context, request, replaceSm, (): readonly [StatusName, SentenceValue] => {
    const now = sandbox.clock.now();
    const lookup = findMessage(context.host.store, account, pdu.body.message_id, context.idForm);
    if (lookup === "unknown") return ["ESME_RINVMSGID", because("unknown-id")];
    if (lookup === "foreign" || !sameSource(lookup.message, pdu.body)) return ["ESME_RREPLACEFAIL", because("foreign")];
    const { message } = lookup;
    if (!isPending(message.status)) return ["ESME_RREPLACEFAIL", because("message-is", { status: message.status })];
    const objection = checkMessage(pdu, checkOptions({ ...context.dialect, strictTonNpi: false }, now));
    if (objection !== undefined) return [objection.status, objection.reason];
    const coding = Number(message.fields["data_coding"] ?? 0);
    findings = textFindings(pdu, coding, 0, context.dialect);
    const text = readText(pdu, coding, 0, context.dialect);
    if (text === undefined || text.text.length > longestText) return ["ESME_RINVMSGLEN", because("unsendable-text")];
    replaceWith(context, message, { ...text, pdu, session: request.session, now });
    return ["ESME_ROK", because("replaced")];
  });
  return { ...answer, findings };
}

export interface Replacement {
  readonly text: string;
  readonly encoding: Encoding;
  readonly pdu: PduOf<"replace_sm"> | PduOf<"submit_sm">;
  readonly session: SessionView;
  readonly now: Instant;
}

/** Fields that the replacement changes. A submit_sm is a submission of its own; replace_sm keeps data_coding (4.10). */
function changedFields({ body, command, tlvs }: Replacement["pdu"], session: SessionView): JsonObject {
  const { registered_delivery } = body;
  if (command === "replace_sm") return { registered_delivery };
  const { data_coding, esm_class, protocol_id } = body;
  return {
    registered_delivery,
    data_coding,
    esm_class,
    protocol_id,
    user_message_reference: tlvNumber({ tlvs }, "user_message_reference") ?? null,
    session: session.id,
    shortId: session.olderVersion ? 1 : 0,
  };
}

/** Puts the new text into a pending message; empty times keep the old ones. The cost does not change. */
export function replaceWith(
  { host }: CommandContext,
  message: Message,
  { text, encoding, pdu, session, now }: Replacement,
): void {
  const { schedule, expiry } = timesOf(pdu, now);
  const { parts } = describe(text, encoding);
  const next: Message = {
    ...message,
    text,
    encoding,
    parts,
    fields: { ...message.fields, ...changedFields(pdu, session), replaced_at: now },
    ...(schedule === null ? {} : { scheduledFor: Math.max(schedule, now) }),
    ...(expiry === null ? {} : { expiresAt: expiry }),
  };
  host.store.ledger.update(next);
  if (schedule !== null || expiry !== null) host.lifecycles.plan(next);
}
