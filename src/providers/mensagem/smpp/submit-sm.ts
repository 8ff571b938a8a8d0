// submit_sm and data_sm: an SMS or a segment of one, into the same ledger as /sms/send (SMPP 3.4 4.4, 4.7).

import { normalise } from "../../../core/address.ts";
import type { Instant } from "../../../core/clock.ts";
import { refusalIn } from "../../../core/decision.ts";
import type { Finding } from "../../../core/findings.ts";
import type { JsonObject } from "../../../core/json.ts";
import type { Message } from "../../../core/message.ts";
import { defaultOutcome, type Outcome, withMessageId, withRefused } from "../../../core/outcome.ts";
import { defaultBecause, reasonWords } from "../../../core/reason-sentences.ts";
import type { Bilingual } from "../../../core/sentences.ts";
import { checkMessage, messageOctets } from "../../../protocols/smpp/check-message.ts";
import type { PduOf, Tlv } from "../../../protocols/smpp/pdu.ts";
import type { SmppAddress } from "../../../protocols/smpp/receipt.ts";
import type { PduReply } from "../../../protocols/smpp/session-types.ts";
import { status } from "../../../protocols/smpp/status.ts";
import { tlv } from "../../../protocols/smpp/tlv.ts";
import type { Segment } from "../../../protocols/smpp/udh.ts";
import { receiverKey } from "../../provider.ts";
import type { MensagemOperation } from "../operation.ts";
import { refusalBesideCredit, type Sms, smsDefaults } from "../translate.ts";
import { rememberAddresses } from "./addresses.ts";
import { statusOfDecision, statusOfRefusal } from "./codes.ts";
import { type CommandContext, type CommandRequest, type CommandResult, type HandledPdu, served } from "./context.ts";
import { because } from "./decision-sentences.ts";
import { formattedId } from "./message-id.ts";
import { pendingBetween } from "./pending-between.ts";
import { willSetFlag } from "./pending-flag.ts";
import { replace } from "./replacement.ts";
import { arrivalFindings, tooLong } from "./segments.ts";
import { checkOptions, findingsOf, nationalOf, sourceAddress, submissionOf } from "./submission.ts";
import { readText, type Text } from "./text.ts";
import { dataSm, submitSm } from "./vocabulary.ts";

type SubmitRequest = CommandRequest<PduOf<"submit_sm"> | PduOf<"data_sm">>;

export function serveSubmitSm(context: CommandContext, request: SubmitRequest): HandledPdu {
  return new SmSubmission(context, request).answer();
}

class SmSubmission {
  readonly #context: CommandContext;
  readonly #request: SubmitRequest;
  readonly #operation: MensagemOperation;
  readonly #now: Instant;
  #findings: readonly Finding[];

  constructor(context: CommandContext, request: SubmitRequest) {
    const { pdu, sandbox } = request;
    this.#context = context;
    this.#request = request;
    this.#operation = pdu.command === "submit_sm" ? submitSm : dataSm;
    this.#now = sandbox.clock.now();
    this.#findings = findingsOf(pdu, context.dialect, this.#now);
  }

  answer(): HandledPdu {
    const { pdu, sandbox, account } = this.#request;
    const { dialect, throttle } = this.#context;
    const busy = throttle(sandbox, account);
    if (busy !== null) {
      const code = statusOfRefusal(busy, this.#operation, dialect);
      return this.#refused(code, defaultBecause(busy.detail ?? reasonWords(busy)));
    }
    const objection = checkMessage(pdu, checkOptions(dialect, this.#now));
    if (objection !== undefined) return this.#refused(status(objection.status), defaultBecause(objection.reason));
    const text = readText(pdu, pdu.body.data_coding, pdu.body.esm_class, dialect);
    const { segment } = text;
    return segment === undefined ? this.#whole(text) : this.#segment(text, segment);
  }

  #whole(text: Text): HandledPdu {
    return this.#replacement(text) ?? this.#submit(text, {});
  }

  #segment(text: Text, segment: Segment): HandledPdu {
    const { sandbox, pdu } = this.#request;
    const { segments } = this.#context;
    const key = this.#setKey(segment);
    // A copy: the octets are a view on the read buffer.
    const octets = Buffer.from(messageOctets(pdu));
    const arrival = segments.arrive(key, segment.number, octets, sandbox.clock);
    this.#findings = [...this.#findings, ...arrivalFindings(arrival, segment)];
    if (arrival.kind === "repeat") {
      return this.#accepted(arrival.id, defaultBecause(because("repeated-segment", { number: segment.number })));
    }
    if (tooLong(arrival, text.text)) {
      return this.#refused(status("ESME_RINVMSGLEN"), defaultBecause(because("segments-too-long")));
    }
    return (
      this.#replacement(text) ??
      this.#submit(text, { segment: { ...segment } }, ({ id, seq, call: request }) => {
        const part = { id, seq, text: text.text, octets, request };
        const whole = segments.add(key, segment, part, sandbox.clock);
        if (whole !== null) showWhole(this.#context, whole);
      })
    );
  }

  /** Decides a replacement as a submission, without credits. Null: no pending message is to be replaced. */
  #replacement(text: Text): HandledPdu | null {
    const { pdu, sandbox, account, session } = this.#request;
    const { host, dialect, idForm } = this.#context;
    if (pdu.command !== "submit_sm" || pdu.body.replace_if_present_flag !== 1) return null;
    const narrowing = { channel: "smpp", serviceType: pdu.body.service_type } as const;
    const [older] = pendingBetween(this.#context, { ...this.#request, pdu }, narrowing);
    if (older === undefined) return null;
    const sms = this.#sms(text, {});
    const decision = host.submissions.query(sandbox, sms.facts, this.#operation, (now, ruling) =>
      ruling === null ? refusalBesideCredit(now, sms) : null,
    );
    const refusedWith = { outcome: this.#refusedOutcome(decision.outcome) };
    if (decision.kind !== "cleared") {
      return this.#refused(statusOfDecision(decision, this.#operation, dialect), decision.decidedBy, refusedWith);
    }
    const objection = replace(this.#context, older, { text, pdu, session, now: this.#now });
    if (objection !== null) return this.#refused(status(objection[0]), defaultBecause(objection[1]), refusedWith);
    rememberAddresses(host.store, account, sourceAddress(pdu.body), this.#destination());
    const outcome = withMessageId(decision.outcome, formattedId(older.id, idForm, "response"));
    const decidedBy = outcome.rule ?? defaultBecause(because("replaces-pending"));
    const instead = refusalIn(outcome, this.#operation);
    if (instead === null) return this.#accepted(older.id, decidedBy, { outcome });
    return this.#refused(statusOfDecision(instead, this.#operation, dialect), decidedBy, { outcome });
  }

  #sms(text: Text, more: JsonObject): Sms {
    return submissionOf(this.#operation, this.#request, text, this.#destination(), more);
  }

  #destination(): SmppAddress {
    const { dest_addr_ton: ton, dest_addr_npi: npi, destination_addr: address } = this.#request.pdu.body;
    return { ton, npi, address };
  }

  #submit(text: Text, more: JsonObject, onAccepted?: (message: Message) => void): HandledPdu {
    const { pdu, sandbox, account } = this.#request;
    const { host, dialect, idForm } = this.#context;
    const decision = host.submissions.submit(sandbox, this.#sms(text, more), {
      ...smsDefaults(this.#operation),
      idForClient: (id) => formattedId(id, idForm, "response"),
    });
    const { decidedBy, outcome } = decision;
    if (decision.kind !== "accepted") {
      return this.#refused(statusOfDecision(decision, this.#operation, dialect), decidedBy, { outcome });
    }
    const { message } = decision;
    rememberAddresses(host.store, account, sourceAddress(pdu.body), this.#destination());
    onAccepted?.(message);
    if (decision.instead !== undefined) {
      const code = statusOfDecision(decision.instead, this.#operation, dialect);
      return this.#refused(code, decidedBy, { messages: [message], outcome });
    }
    return this.#accepted(message.id, decidedBy, { messages: [message], outcome }, dpfResult(pdu, message));
  }

  #accepted(
    id: string,
    decidedBy: Bilingual,
    more: Partial<CommandResult> = {},
    tlvs: readonly Tlv[] = [],
  ): HandledPdu {
    const message_id = formattedId(id, this.#context.idForm, "response");
    return this.#served({ status: 0, body: { message_id }, tlvs }, decidedBy, more);
  }

  #refused(code: number, decidedBy: Bilingual, more: Partial<CommandResult> = {}): HandledPdu {
    return this.#served({ status: code }, decidedBy, { outcome: this.#refusedOutcome(defaultOutcome), ...more });
  }

  /** The outcome of a message that was not submitted. */
  #refusedOutcome(outcome: Outcome): Outcome {
    const { pdu } = this.#request;
    const { data_coding, esm_class, destination_addr } = pdu.body;
    const { text } = readText(pdu, data_coding, esm_class, this.#context.dialect);
    return withRefused(outcome, [{ to: normalise(destination_addr), text, code: "" }]);
  }

  #served(reply: PduReply, decidedBy: Bilingual, more: Partial<CommandResult>): HandledPdu {
    return served(this.#request, { reply, decidedBy, findings: this.#findings, ...more });
  }

  #setKey({ by, reference, total }: Segment): string {
    const { pdu, account } = this.#request;
    const ends = [pdu.body.source_addr, nationalOf(pdu.body.destination_addr)].join("\0");
    return `${receiverKey(account)} ${by} ${reference} ${total} ${ends}`;
  }
}

/** dpf_result belongs to the transaction mode: in other modes the outcome is not known yet (5.3.2.28). */
function dpfResult(pdu: SubmitRequest["pdu"], message: Message): readonly Tlv[] {
  if (message.fields["set_dpf"] !== 1 || (pdu.body.esm_class & 3) !== 2) return [];
  return [tlv("dpf_result", willSetFlag(message) ? 1 : 0)];
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
      part === first ? { longText: parts.map((part) => part.text).join("") } : { longTextOf: first?.id ?? "" };
    ledger.update({ ...message, fields: { ...message.fields, ...whole } });
  }
}
