// submit_multi: one text to many (SMPP 3.4 4.5). Its message_id is the batch: the id of the first message taken, under
// which query_sm knows that message and every receipt comes, told apart by its source address.

import type { Account } from "../../../core/account.ts";
import type { Item } from "../../../core/exchange.ts";
import type { Message } from "../../../core/message.ts";
import { checkDestination, checkMessage } from "../../../protocols/smpp/check-message.ts";
import type { UnsuccessSme } from "../../../protocols/smpp/fields.ts";
import type { PduOf } from "../../../protocols/smpp/pdu.ts";
import type { Reply } from "../../../protocols/smpp/session-types.ts";
import { type StatusName, status } from "../../../protocols/smpp/status.ts";
import type { ServedPdu } from "../../provider.ts";
import { detailsOf } from "../details.ts";
import { statusOfRefusal, statusOfScript } from "./codes.ts";
import { type CommandContext, type CommandRequest, type Result, served } from "./context.ts";
import { shownId } from "./message-id.ts";
import { checkOptions, type Destination, findingsOf, submissionOf } from "./submission.ts";
import { readText } from "./text.ts";
import { submitMulti } from "./vocabulary.ts";

export function serveSubmitMulti(
  context: CommandContext,
  request: CommandRequest<PduOf<"submit_multi">>,
): ServedPdu<Reply> {
  const { pdu, sandbox, account } = request;
  const { dialect } = context;
  const findings = findingsOf(pdu, request.sandbox.clock.now());
  const refused = (code: number, decidedBy: string, more: Partial<Result> = {}): ServedPdu<Reply> =>
    served(request, { reply: { status: code }, decidedBy, findings, ...more });

  const busy = context.throttle(sandbox, account);
  if (busy !== null)
    return refused(statusOfRefusal(busy, submitMulti, dialect), `nature: ${busy.detail ?? busy.reason}`);
  const options = checkOptions(dialect, sandbox.clock.now());
  const objection = checkMessage(pdu, options);
  if (objection !== undefined) return refused(status(objection.status), `nature: ${objection.reason}`);
  const text = readText(pdu, pdu.body.data_coding, pdu.body.esm_class, dialect);
  if (text === undefined) return refused(status("ESME_RINVMSGLEN"), "nature: half a UCS-2 character");
  const all = destinationsOf(pdu, account);
  if (typeof all === "string") return refused(status(all), "nature: the distribution list");
  const unsuccess_sme: UnsuccessSme[] = [];
  const destinations: Destination[] = [];
  for (const destination of all) {
    const bad = options.destination && checkDestination(destination, options.destination);
    if (bad === undefined) destinations.push(destination);
    else unsuccess_sme.push(unsuccess(destination, status(bad.status)));
  }

  let batch: string | undefined;
  const items = destinations.map((destination): Item => {
    const item = submissionOf(submitMulti, request, text, destination, {});
    const draft: Item["natural"]["draft"] = (ordinal, now) => {
      const message = item.natural.draft(ordinal, now);
      batch ??= message.id;
      return { ...message, fields: { ...message.fields, batch } };
    };
    return { ask: item.ask, natural: { ...item.natural, draft } };
  });
  const taken = context.host.exchange.submitAll(sandbox, items, { isWhole: () => false, check: () => null });
  const { instead, each, outcome, decidedBy } = taken;
  if (instead !== null) {
    const code =
      instead.kind === "refused"
        ? statusOfRefusal(instead.refusal, submitMulti, dialect)
        : instead.kind === "scripted"
          ? statusOfScript(instead.code, submitMulti, dialect)
          : status("ESME_RSYSERR");
    return refused(code, decidedBy, { outcome });
  }
  const messages: Message[] = [];
  for (const [index, one] of each.entries()) {
    const destination = destinations[index];
    if (one.kind === "accepted") messages.push(one.message);
    else if (destination !== undefined) {
      const code =
        one.kind === "refused"
          ? statusOfRefusal(one.refusal, submitMulti, dialect)
          : one.kind === "scripted"
            ? statusOfScript(one.code, submitMulti, dialect)
            : status("ESME_RSYSERR");
      unsuccess_sme.push(unsuccess(destination, code));
    }
  }
  if (batch === undefined) {
    // All refused for one reason: that reason says more than ESME_RSUBMITFAIL.
    const [first, ...others] = [...new Set(unsuccess_sme.map((sme) => sme.error_status_code))];
    const code = first !== undefined && others.length === 0 ? first : status("ESME_RSUBMITFAIL");
    return refused(code, decidedBy, { outcome });
  }
  const body = { message_id: shownId(batch, dialect, "response"), unsuccess_sme };
  return served(request, { reply: { status: 0, body }, decidedBy, findings, messages, outcome });
}

function unsuccess({ ton, npi, address }: Destination, error_status_code: number): UnsuccessSme {
  return { dest_addr_ton: ton, dest_addr_npi: npi, destination_addr: address, error_status_code };
}

/** Numbers and the account's lists, in order, at most 254 in all; or what is wrong with a list. */
function destinationsOf({ body }: PduOf<"submit_multi">, account: Account): readonly Destination[] | StatusName {
  const { lists } = detailsOf(account).smpp;
  const all: Destination[] = [];
  for (const one of body.dest_address) {
    if (one.flag === 1) {
      all.push({ ton: one.dest_addr_ton, npi: one.dest_addr_npi, address: one.destination_addr });
      continue;
    }
    const list = lists.find(({ name }) => name === one.dl_name);
    if (list === undefined) return "ESME_RINVDLNAME";
    if (!list.allowed) return "ESME_RCNTSUBDL";
    for (const address of list.numbers) all.push({ ton: 1, npi: 1, address });
  }
  // unsuccess_sme is counted in one octet (5.2.26).
  return all.length > 255 ? "ESME_RINVNUMDESTS" : all;
}
