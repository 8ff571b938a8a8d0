// Replacement of a pending message, by replace_sm or by a submit_sm with replace_if_present_flag (SMPP 3.4 4.10, 4.4.1.2).

import type { Instant } from "../../../core/clock.ts";
import type { JsonObject } from "../../../core/json.ts";
import { queuedFirst } from "../../../core/lifecycles.ts";
import type { Message } from "../../../core/message.ts";
import type { SentenceValue } from "../../../core/sentences.ts";
import { describe } from "../../../core/text.ts";
import { checkTimes } from "../../../protocols/smpp/check-message.ts";
import type { PduOf } from "../../../protocols/smpp/pdu.ts";
import type { SessionView } from "../../../protocols/smpp/session-types.ts";
import type { StatusName } from "../../../protocols/smpp/status.ts";
import { tlvNumber } from "../../../protocols/smpp/tlv.ts";
import type { CommandContext } from "./context.ts";
import { because } from "./decision-sentences.ts";
import { checkOptions, timesOf } from "./submission.ts";
import type { Text } from "./text.ts";

interface Replacement {
  readonly text: Text;
  readonly pdu: PduOf<"replace_sm"> | PduOf<"submit_sm">;
  readonly session: SessionView;
  readonly now: Instant;
}

/**
 * Replaces text and times of a pending message; empty times keep the old ones. The cost does not change.
 * @returns why the message stays as it is; null: replaced
 */
export function replace(
  context: CommandContext,
  message: Message,
  replacement: Replacement,
): readonly [StatusName, SentenceValue] | null {
  const { text, pdu, now } = replacement;
  const isSubmit = pdu.command === "submit_sm";
  if (message.fields["segment"] !== undefined || (isSubmit && text.segment !== undefined)) {
    return [isSubmit ? "ESME_RINVSUBREP" : "ESME_RREPLACEFAIL", because("segment-replaces")];
  }
  const objection = checkTimes(pdu, { ...checkOptions(context.dialect, now), pending: message });
  if (objection !== undefined) return [objection.status, objection.reason];
  put(context, message, replacement);
  return null;
}

function put({ host }: CommandContext, message: Message, { text, pdu, session, now }: Replacement): void {
  const { schedule, expiry } = timesOf(pdu, now);
  const next: Message = {
    ...message,
    ...(pdu.command === "submit_sm" ? { toWritten: pdu.body.destination_addr } : {}),
    text: text.text,
    encoding: text.encoding,
    parts: describe(text.text, text.encoding).parts,
    fields: { ...message.fields, ...changedFields(pdu, session), replaced_at: now },
    ...(schedule === null ? {} : { scheduledFor: Math.max(schedule, now) }),
    ...(expiry === null ? {} : { expiresAt: expiry }),
  };
  host.store.ledger.update(next);
  if (schedule === null && expiry === null) return;
  const isAhead = schedule !== null && schedule > now;
  host.lifecycles.plan(
    isAhead && message.status === "queued"
      ? host.lifecycles.report({ ...next, life: queuedFirst(next.life) }, "scheduled", "client")
      : next,
  );
}

/** Fields that the replacement changes. A submit_sm is a submission of its own; replace_sm keeps data_coding (4.10). */
function changedFields({ body, command, tlvs }: Replacement["pdu"], session: SessionView): JsonObject {
  const { registered_delivery } = body;
  if (command === "replace_sm") return { registered_delivery };
  const { data_coding, esm_class, protocol_id, dest_addr_ton, dest_addr_npi } = body;
  return {
    registered_delivery,
    data_coding,
    esm_class,
    protocol_id,
    dest_ton: dest_addr_ton,
    dest_npi: dest_addr_npi,
    // The response has the message's own id: receipts no longer name the batch of a submit_multi.
    batch: null,
    user_message_reference: tlvNumber({ tlvs }, "user_message_reference") ?? null,
    session: session.id,
    shortId: session.olderVersion ? 1 : 0,
  };
}
