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
import { type CommandContext, type CommandRequest, served } from "./context.ts";
import { shownId } from "./message-id.ts";
import { willSetFlag } from "./pending-flag.ts";
import { replaceWith } from "./replace-sm.ts";
import { tooLong } from "./segments.ts";
import { checkOptions, findingsOf, nationalOf, submissionOf } from "./submission.ts";
import { readText, type Text } from "./text.ts";
import { dataSm, submitSm } from "./vocabulary.ts";

export type SubmitRequest = CommandRequest<PduOf<"submit_sm"> | PduOf<"data_sm">>;

export function serveSubmitSm(context: CommandContext, request: SubmitRequest): ServedPdu<Reply> {
  const { pdu, sandbox, account } = request;
  const { body } = pdu;
  const { dialect } = context;
  const operation = pdu.command === "submit_sm" ? submitSm : dataSm;
  const findings = findingsOf(pdu, request.sandbox.clock.now());
  const now = sandbox.clock.now();
  const refused = (code: number, why: string, submitted?: Submitted): ServedPdu<Reply> =>
    served(request, {
      reply: { status: code },
      decidedBy: why,
      findings,
      ...(submitted === undefined ? {} : { outcome: submitted.outcome }),
    });
  const accepted = (id: string, decidedBy: string, message?: Message, submitted?: Submitted): ServedPdu<Reply> =>
    served(request, {
      reply: {
        status: 0,
        body: { message_id: shownId(id, dialect, "response") },
        ...(message === undefined ? {} : { tlvs: dpfResult(pdu, message) }),
      },
      decidedBy,
      findings,
      ...(message === undefined ? {} : { messages: [message] }),
      ...(submitted === undefined ? {} : { outcome: submitted.outcome }),
    });

  const busy = context.throttle(sandbox, account);
  if (busy !== null) return refused(statusOfRefusal(busy, operation, dialect), `nature: ${busy.detail ?? busy.reason}`);
  const objection = checkMessage(pdu, checkOptions(dialect, now));
  if (objection !== undefined) return refused(status(objection.status), `nature: ${objection.reason}`);
  const text = readText(pdu, body.data_coding, body.esm_class, dialect);
  if (text === undefined) return refused(status("ESME_RINVMSGLEN"), "nature: half a UCS-2 character");

  const { segment } = text;
  const key = segment === undefined ? "" : setKey(request, text);
  const set = segment === undefined ? null : context.segments.find(key, sandbox.clock);
  const repeated = segment === undefined ? undefined : set?.parts.get(segment.number);
  if (repeated !== undefined) return accepted(repeated.id, `nature: segment ${segment?.number} has come before`);
  if (segment !== undefined && tooLong(set, text.text)) {
    return refused(status("ESME_RINVMSGLEN"), "nature: the segments make over 600 characters");
  }
  if (pdu.command === "submit_sm" && pdu.body.replace_if_present_flag === 1) {
    const older = replaceable(context, request, pdu);
    if (older !== null && older.fields["segment"] !== undefined) {
      return refused(status("ESME_RINVSUBREP"), "nature: a segment cannot be replaced");
    }
    if (older !== null) {
      replaceWith(context, older, { text: text.text, encoding: text.encoding, pdu, now });
      return accepted(older.id, "nature: replaces the pending message");
    }
  }

  const destination = { ton: body.dest_addr_ton, npi: body.dest_addr_npi, address: body.destination_addr };
  const more = segment === undefined ? {} : { segment: { ...segment } };
  const { ask, natural } = submissionOf(operation, { ...request, pdu }, text, destination, more);
  const submitted = context.host.exchange.submit(sandbox, ask, natural);
  switch (submitted.kind) {
    case "accepted": {
      const { message } = submitted;
      if (segment !== undefined) {
        const part = { id: message.id, seq: message.seq, text: text.text };
        const whole = context.segments.add(key, segment.number, segment.total, part, sandbox.clock);
        if (whole !== null) showWhole(context, whole);
      }
      return accepted(message.id, submitted.decidedBy, message, submitted);
    }
    case "refused":
      return refused(statusOfRefusal(submitted.refusal, operation, dialect), submitted.decidedBy, submitted);
    case "scripted":
      return refused(statusOfScript(submitted.code, operation, dialect), submitted.decidedBy, submitted);
    case "unprocessed":
      return refused(status("ESME_RSYSERR"), submitted.decidedBy, submitted);
  }
}

/** It is of the transaction mode only: elsewhere nobody knows yet what will become of the message (5.3.2.28). */
function dpfResult(pdu: SubmitRequest["pdu"], message: Message): readonly Tlv[] {
  if (message.fields["set_dpf"] !== 1 || (pdu.body.esm_class & 3) !== 2) return [];
  return [tlv("dpf_result", willSetFlag(message) ? 1 : 0)];
}

function setKey({ pdu, sandbox, account }: SubmitRequest, { segment }: Text): string {
  const { body } = pdu;
  const ends = [body.source_addr, nationalOf(body.destination_addr)].join("\0");
  const reference = `${segment?.by} ${segment?.reference} ${segment?.total}`;
  return `${sandbox.name} ${accountKey(account)} ${reference} ${ends}`;
}

/** The ledger shows the whole text with the first segment, and with the others where it is. */
function showWhole(
  context: CommandContext,
  parts: readonly { readonly id: string; readonly seq: number; readonly text: string }[],
): void {
  const { ledger } = context.host.store;
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
function replaceable(
  context: CommandContext,
  { sandbox, account }: SubmitRequest,
  { body }: PduOf<"submit_sm">,
): Message | null {
  const filter = { account: accountKey(account), channel: "smpp", newestFirst: true, limit: 1_000 } as const;
  const same = (message: Message): boolean =>
    isPending(message.status) &&
    message.toWritten === body.destination_addr &&
    String(message.fields["source"] ?? "") === body.source_addr &&
    String(message.fields["service_type"] ?? "") === body.service_type;
  return context.host.store.ledger.list(sandbox.name, filter).find(same) ?? null;
}
