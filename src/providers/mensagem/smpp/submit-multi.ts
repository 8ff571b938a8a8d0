// submit_multi: one text to many (SMPP 3.4 4.5). Its message_id, the batch, is the id of the first message accepted;
// query_sm and receipts use the batch too.

import type { Account } from "../../../core/account.ts";
import { normalise } from "../../../core/address.ts";
import { answeredDecision } from "../../../core/decision.ts";
import type { Finding } from "../../../core/findings.ts";
import type { Message } from "../../../core/message.ts";
import type { Outcome } from "../../../core/outcome.ts";
import { defaultBecause, reasonWords } from "../../../core/reason-sentences.ts";
import type { Bilingual } from "../../../core/sentences.ts";
import type { GroupDefaults } from "../../../core/submission.ts";
import { type CheckOptions, checkDestination, checkMessage } from "../../../protocols/smpp/check-message.ts";
import type { DestAddress, UnsuccessSme } from "../../../protocols/smpp/fields.ts";
import type { PduOf } from "../../../protocols/smpp/pdu.ts";
import type { SmppAddress } from "../../../protocols/smpp/receipt.ts";
import { type StatusName, status } from "../../../protocols/smpp/status.ts";
import { detailsOf } from "../details.ts";
import { type Sms, smsDefaults } from "../translate.ts";
import { rememberAddresses } from "./addresses.ts";
import { statusOfDecision, statusOfRefusal } from "./codes.ts";
import { type CommandContext, type CommandRequest, type HandledPdu, served } from "./context.ts";
import { because } from "./decision-sentences.ts";
import { formattedId } from "./message-id.ts";
import { checkOptions, findingsOf, sourceAddress, submissionOf } from "./submission.ts";
import { readText, type Text } from "./text.ts";
import { submitMulti } from "./vocabulary.ts";

const defaults: GroupDefaults<Sms> = {
  ...smsDefaults(submitMulti),
  wholeCodes: new Set(),
  checkWhole: () => null,
  batchField: "batch",
};

type SubmitMultiRequest = CommandRequest<PduOf<"submit_multi">>;

export function serveSubmitMulti(context: CommandContext, request: SubmitMultiRequest): HandledPdu {
  return new MultiSubmission(context, request).answer();
}

class MultiSubmission {
  readonly #context: CommandContext;
  readonly #request: SubmitMultiRequest;
  readonly #options: CheckOptions;
  readonly #findings: readonly Finding[];
  readonly #unsuccessSmes: UnsuccessSme[] = [];

  constructor(context: CommandContext, request: SubmitMultiRequest) {
    const now = request.sandbox.clock.now();
    this.#context = context;
    this.#request = request;
    this.#options = checkOptions(context.dialect, now);
    this.#findings = findingsOf(request.pdu, context.dialect, now);
  }

  answer(): HandledPdu {
    const { pdu, sandbox, account } = this.#request;
    const { dialect, throttle } = this.#context;
    const busy = throttle(sandbox, account);
    if (busy !== null) {
      const code = statusOfRefusal(busy, submitMulti, dialect);
      return this.#refused(code, defaultBecause(busy.detail ?? reasonWords(busy)));
    }
    const objection = checkMessage(pdu, this.#options);
    if (objection !== undefined) return this.#refused(status(objection.status), defaultBecause(objection.reason));
    const text = readText(pdu, pdu.body.data_coding, pdu.body.esm_class, dialect);
    const all = destinationsOf(pdu, account);
    if (typeof all === "string") return this.#refused(status(all), defaultBecause(because("distribution-list")));
    return this.#submit(this.#allowed(all), text);
  }

  /** Destinations of a kind that is allowed; the others are unsuccessful. */
  #allowed(all: readonly SmppAddress[]): readonly SmppAddress[] {
    const { destination: kinds } = this.#options;
    return all.filter((destination) => {
      const bad = kinds && checkDestination(destination, kinds);
      if (bad !== undefined) this.#unsuccess(destination, status(bad.status));
      return bad === undefined;
    });
  }

  #submit(destinations: readonly SmppAddress[], text: Text): HandledPdu {
    const { host, dialect, idForm } = this.#context;
    const submissions = destinations.map((to) => submissionOf(submitMulti, this.#request, text, to, {}));
    const submitted = host.submissions.submitAll(this.#request.sandbox, submissions, defaults);
    const { instead, each, outcome, decidedBy } = submitted;
    const messages: Message[] = [];
    if (instead !== null) {
      for (const decision of each) if (decision.kind === "accepted") messages.push(decision.message);
      return this.#refused(statusOfDecision(instead, submitMulti, dialect), decidedBy, outcome, messages);
    }
    for (const [index, decision] of each.entries()) {
      const destination = destinations[index];
      if (destination === undefined) continue;
      if (decision.kind === "accepted") messages.push(decision.message);
      const answered = answeredDecision(decision);
      if (answered.kind !== "accepted") this.#unsuccess(destination, statusOfDecision(answered, submitMulti, dialect));
    }
    const [first] = messages;
    if (first === undefined) return this.#refused(this.#commonStatus(), decidedBy, outcome);
    this.#remember();
    const body = { message_id: formattedId(first.id, idForm, "response"), unsuccess_sme: this.#unsuccessSmes };
    const reply = { status: 0, body };
    return served(this.#request, { reply, decidedBy, findings: this.#findings, messages, outcome });
  }

  #remember(): void {
    const { pdu, account } = this.#request;
    const written = pdu.body.dest_address.find((destination) => destination.flag === 1);
    rememberAddresses(this.#context.host.store, account, sourceAddress(pdu.body), written && addressOf(written));
  }

  #unsuccess({ ton, npi, address }: SmppAddress, error_status_code: number): void {
    this.#unsuccessSmes.push({
      dest_addr_ton: ton,
      dest_addr_npi: npi,
      destination_addr: address,
      error_status_code,
    });
  }

  /** The status that all destinations were refused with; ESME_RSUBMITFAIL for different ones. */
  #commonStatus(): number {
    const [first, ...others] = new Set(this.#unsuccessSmes.map((sme) => sme.error_status_code));
    return first !== undefined && others.length === 0 ? first : status("ESME_RSUBMITFAIL");
  }

  #refused(code: number, decidedBy: Bilingual, outcome?: Outcome, messages: readonly Message[] = []): HandledPdu {
    const more = outcome === undefined ? {} : { outcome, messages };
    return served(this.#request, { reply: { status: code }, decidedBy, findings: this.#findings, ...more });
  }
}

function addressOf(destination: Extract<DestAddress, { flag: 1 }>): SmppAddress {
  return { ton: destination.dest_addr_ton, npi: destination.dest_addr_npi, address: destination.destination_addr };
}

/** Numbers and the account's lists, in order, at most 254 in all; or what is wrong with a list. */
function destinationsOf({ body }: PduOf<"submit_multi">, account: Account): readonly SmppAddress[] | StatusName {
  const { lists } = detailsOf(account).smpp;
  const all: SmppAddress[] = [];
  for (const destination of body.dest_address) {
    if (destination.flag === 1) {
      all.push(addressOf(destination));
      continue;
    }
    const list = lists.find(({ name }) => name === destination.dl_name);
    if (list === undefined) return "ESME_RINVDLNAME";
    if (!list.allowed) return "ESME_RCNTSUBDL";
    for (const address of list.numbers) all.push({ ton: 1, npi: 1, address: normalise(address) });
  }
  // unsuccess_sme is counted in one octet (5.2.26).
  return all.length > 255 ? "ESME_RINVNUMDESTS" : all;
}
