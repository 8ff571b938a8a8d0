// submit_sm and data_sm: one SMS, or one segment of a longer one, into the same ledger as /sms/send (SMPP 3.4 4.4, 4.7).

import { accountKey } from "../../../core/account.ts";
import type { Submitted } from "../../../core/exchange.ts";
import type { Message } from "../../../core/message.ts";
import { isPending } from "../../../core/status.ts";
import { checkMessage } from "../../../protocols/smpp/check-message.ts";
import type { PduOf, Tlv } from "../../../protocols/smpp/pdu.ts";
import type { Reply } from "../../../protocols/smpp/session-types.ts";
import { status } from "../../../protocols/smpp/status.ts";
import { tlv } from "../../../protocols/smpp/tlv.ts";
import type { ServedPdu } from "../../provider.ts";
import { statusOfRefusal, statusOfScript } from "./codes.ts";
import { type Desk, served, type Visit } from "./desk.ts";
import { shownId } from "./message-id.ts";
import { willSetFlag } from "./pending-flag.ts";
import { replaceWith } from "./replace-sm.ts";
import { tooLong } from "./segments.ts";
import { checkOptions, findingsOf, nationalOf, submissionOf } from "./submission.ts";
import { readText, type Text } from "./text.ts";
import { dataSm, submitSm } from "./vocabulary.ts";

export type SubmitVisit = Visit<PduOf<"submit_sm"> | PduOf<"data_sm">>;

export function serveSubmitSm(desk: Desk, visit: SubmitVisit): ServedPdu<Reply> {
  const { pdu, sandbox, account } = visit;
  const { body } = pdu;
  const { reading } = desk;
  const operation = pdu.command === "submit_sm" ? submitSm : dataSm;
  const findings = findingsOf(pdu, visit.sandbox.clock.now());
  const now = sandbox.clock.now();
  const refused = (code: number, why: string, submitted?: Submitted): ServedPdu<Reply> =>
    served(visit, {
      reply: { status: code },
      decidedBy: why,
      findings,
      ...(submitted === undefined ? {} : { outcome: submitted.outcome }),
    });
  const accepted = (id: string, decidedBy: string, message?: Message, submitted?: Submitted): ServedPdu<Reply> =>
    served(visit, {
      reply: {
        status: 0,
        body: { message_id: shownId(id, reading, "response") },
        ...(message === undefined ? {} : { tlvs: dpfResult(pdu, message) }),
      },
      decidedBy,
      findings,
      ...(message === undefined ? {} : { messages: [message] }),
      ...(submitted === undefined ? {} : { outcome: submitted.outcome }),
    });

  const busy = desk.throttle(sandbox, account);
  if (busy !== null) return refused(statusOfRefusal(busy, operation, reading), `nature: ${busy.detail ?? busy.reason}`);
  const objection = checkMessage(pdu, checkOptions(reading, now));
  if (objection !== undefined) return refused(status(objection.status), `nature: ${objection.reason}`);
  const text = readText(pdu, body.data_coding, body.esm_class, reading);
  if (text === undefined) return refused(status("ESME_RINVMSGLEN"), "nature: half a UCS-2 character");

  const { segment } = text;
  const key = segment === undefined ? "" : setKey(visit, text);
  const set = segment === undefined ? null : desk.segments.find(key, sandbox.clock);
  const repeated = segment === undefined ? undefined : set?.parts.get(segment.number);
  if (repeated !== undefined) return accepted(repeated.id, `nature: segment ${segment?.number} has come before`);
  if (segment !== undefined && tooLong(set, text.text)) {
    return refused(status("ESME_RINVMSGLEN"), "nature: the segments make over 600 characters");
  }
  if (pdu.command === "submit_sm" && pdu.body.replace_if_present_flag === 1) {
    const older = replaceable(desk, visit, pdu);
    if (older !== null && older.fields["segment"] !== undefined) {
      return refused(status("ESME_RINVSUBREP"), "nature: a segment cannot be replaced");
    }
    if (older !== null) {
      replaceWith(desk, older, { text: text.text, encoding: text.encoding, pdu, now });
      return accepted(older.id, "nature: replaces the pending message");
    }
  }

  const destination = { ton: body.dest_addr_ton, npi: body.dest_addr_npi, address: body.destination_addr };
  const more = segment === undefined ? {} : { segment: { ...segment } };
  const { ask, natural } = submissionOf(operation, { ...visit, pdu }, text, destination, more);
  const submitted = desk.host.exchange.submit(sandbox, ask, natural);
  switch (submitted.kind) {
    case "accepted": {
      const { message } = submitted;
      if (segment !== undefined) {
        const part = { id: message.id, seq: message.seq, text: text.text };
        const whole = desk.segments.add(key, segment.number, segment.total, part, sandbox.clock);
        if (whole !== null) showWhole(desk, whole);
      }
      return accepted(message.id, submitted.decidedBy, message, submitted);
    }
    case "refused":
      return refused(statusOfRefusal(submitted.refusal, operation, reading), submitted.decidedBy, submitted);
    case "scripted":
      return refused(statusOfScript(submitted.code, operation, reading), submitted.decidedBy, submitted);
    case "unprocessed":
      return refused(status("ESME_RSYSERR"), submitted.decidedBy, submitted);
  }
}

/** It is of the transaction mode only: elsewhere nobody knows yet what will become of the message (5.3.2.28). */
function dpfResult(pdu: SubmitVisit["pdu"], message: Message): readonly Tlv[] {
  if (message.fields["set_dpf"] !== 1 || (pdu.body.esm_class & 3) !== 2) return [];
  return [tlv("dpf_result", willSetFlag(message) ? 1 : 0)];
}

function setKey({ pdu, sandbox, account }: SubmitVisit, { segment }: Text): string {
  const { body } = pdu;
  const ends = [body.source_addr, nationalOf(body.destination_addr)].join("\0");
  const reference = `${segment?.by} ${segment?.reference} ${segment?.total}`;
  return `${sandbox.name} ${accountKey(account)} ${reference} ${ends}`;
}

/** The ledger shows the whole text with the first segment, and with the others where it is. */
function showWhole(
  desk: Desk,
  parts: readonly { readonly id: string; readonly seq: number; readonly text: string }[],
): void {
  const { ledger } = desk.host.store;
  const [first] = parts;
  for (const part of parts) {
    const message = ledger.get(part.seq);
    if (message === null) continue;
    const whole =
      part === first ? { longText: parts.map((one) => one.text).join("") } : { longTextOf: first?.id ?? "" };
    ledger.update({ ...message, fields: { ...message.fields, ...whole } });
  }
}

/** The account's pending message with the same ends and service_type (4.4.1.2), the latest. */
function replaceable(desk: Desk, { sandbox, account }: SubmitVisit, { body }: PduOf<"submit_sm">): Message | null {
  const filter = { account: accountKey(account), channel: "smpp", newestFirst: true, limit: 1_000 } as const;
  const same = (message: Message): boolean =>
    isPending(message.status) &&
    message.toWritten === body.destination_addr &&
    String(message.fields["source"] ?? "") === body.source_addr &&
    String(message.fields["service_type"] ?? "") === body.service_type;
  return desk.host.store.ledger.list(sandbox.name, filter).find(same) ?? null;
}
