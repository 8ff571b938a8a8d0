// submit_sm: one SMS over SMPP, into the same ledger as /sms/send.

import type { Account } from "../../../core/account.ts";
import { normalise, readNational } from "../../../core/address.ts";
import type { Ask } from "../../../core/ask.ts";
import { decodeIa5, decodeLatin1, decodeUcs2 } from "../../../core/charset.ts";
import type { Submitted } from "../../../core/exchange.ts";
import { decodeGsm } from "../../../core/gsm.ts";
import type { JsonObject } from "../../../core/json.ts";
import { messageId } from "../../../core/message-id.ts";
import { type Refusal, refuse } from "../../../core/refusal.ts";
import { rehearsalOf } from "../../../core/rehearsal.ts";
import type { Sandbox } from "../../../core/sandbox.ts";
import { describe, type Encoding } from "../../../core/text.ts";
import { codeFor } from "../../../core/vocabulary.ts";
import { checkMessage, defaultLimits, messageOctets } from "../../../wire/smpp/check-message.ts";
import { dataCoding } from "../../../wire/smpp/data-coding.ts";
import type { PduOf } from "../../../wire/smpp/pdu.ts";
import type { Reply, SessionView } from "../../../wire/smpp/session-types.ts";
import { type StatusName, status } from "../../../wire/smpp/status.ts";
import type { Host, ServedPdu } from "../../provider.ts";
import { detailsOf } from "../details.ts";
import { submitSm } from "../vocabulary.ts";
import { statusOfCode } from "./codes.ts";

interface Text {
  readonly text: string;
  readonly encoding: Encoding;
}

function readText(octets: Buffer, coding: number): Text | null {
  const { alphabet } = dataCoding(coding);
  switch (alphabet) {
    case "gsm":
      return { text: decodeGsm(octets), encoding: "gsm" };
    case "ia5":
      return { text: decodeIa5(octets), encoding: "gsm" };
    case "latin1":
      return { text: decodeLatin1(octets), encoding: "octets" };
    case "ucs2": {
      const text = decodeUcs2(octets);
      return text === null ? null : { text, encoding: "ucs2" };
    }
    case "octets":
      return { text: decodeLatin1(octets), encoding: "octets" };
  }
}

export function serveSubmitSm(
  host: Host,
  pdu: PduOf<"submit_sm">,
  session: SessionView,
  sandbox: Sandbox,
  account: Account,
): ServedPdu<Reply> {
  const { body } = pdu;
  const details = detailsOf(account);
  const served = (reply: Reply, code: string, decidedBy: string, submitted?: Submitted): ServedPdu<Reply> => ({
    answer: reply,
    sandbox,
    operation: "submit_sm",
    account,
    code,
    decidedBy,
    messages: submitted?.kind === "accepted" ? [submitted.message] : [],
    findings: [],
    ...(submitted === undefined ? {} : { outcome: submitted.outcome }),
  });
  const refused = (name: StatusName, why: string, submitted?: Submitted): ServedPdu<Reply> =>
    served({ status: status(name) }, name, why, submitted);

  const objection = checkMessage(pdu, { now: sandbox.clock.now(), ...defaultLimits });
  if (objection !== undefined) return refused(objection.status, `nature: ${objection.reason}`);
  const read = readText(messageOctets(pdu), body.data_coding);
  if (read === null) return refused("ESME_RINVMSGLEN", "nature: half a UCS-2 character");
  const text = read.text.replaceAll("'", " ");
  const written = body.destination_addr;
  const digits = written.startsWith("55") && written.length > 11 ? written.slice(2) : written;
  const rehearsal = rehearsalOf(written);
  const number = rehearsal?.number ?? readNational(digits, { facts: account.numbers });
  const to = "reason" in number ? normalise(written) : number.normal;
  const described = describe(text, read.encoding);

  function check(now: Account | null): Refusal | null {
    if (now === null) return refuse("unknown-credential");
    if (!now.enabled) return refuse("client-disabled");
    if (text.trim() === "") return refuse("empty-text");
    if (text.length > 600) return refuse("text-too-long");
    if ("reason" in number) return number;
    if (now.numbers[to]?.blackList === true) return refuse("black-list");
    if (now.numbers[to]?.procon === true) return refuse("procon");
    if (now.numbers[to]?.invalid === true) return refuse("number-invalidated");
    if (now.prepaid && (now.credits["long"] ?? 0) < described.parts) return refuse("no-credit");
    return null;
  }

  const ask: Ask = {
    provider: "mensagem",
    operation: "submit_sm",
    channel: "smpp",
    account,
    to,
    from: body.source_addr === "" ? details.la : body.source_addr,
    text,
    fields: { service_type: body.service_type, data_coding: String(body.data_coding) },
  };
  const fields: JsonObject = {
    registered_delivery: body.registered_delivery,
    data_coding: body.data_coding,
    source_ton: body.source_addr_ton,
    source_npi: body.source_addr_npi,
    source: body.source_addr,
    dest_ton: body.dest_addr_ton,
    dest_npi: body.dest_addr_npi,
    session: session.id,
  };
  const submitted = host.exchange.submit(sandbox, ask, {
    operation: submitSm,
    check,
    debits: () => [{ kind: "long", amount: described.parts }],
    draft: (ordinal) => ({
      id: messageId(sandbox.dice, ordinal),
      provider: "mensagem",
      account: `mensagem/${account.name}`,
      operation: "submit_sm",
      channel: "smpp",
      to,
      toWritten: written,
      from: body.source_addr === "" ? details.la : body.source_addr,
      text,
      kind: "long",
      encoding: read.encoding,
      parts: described.parts,
      status: "queued",
      fields,
    }),
  });
  switch (submitted.kind) {
    case "accepted":
      return served(
        { status: 0, body: { message_id: submitted.message.id } },
        "ESME_ROK",
        submitted.decidedBy,
        submitted,
      );
    case "refused": {
      if (submitted.refusal.reason === "throttled") return refused("ESME_RTHROTTLED", submitted.decidedBy, submitted);
      const row = codeFor(submitSm, submitted.refusal.reason);
      return refused(statusNameOf(row?.code), submitted.decidedBy, submitted);
    }
    case "scripted":
      return refused(statusNameOf(submitted.code), submitted.decidedBy, submitted);
    case "unprocessed":
      return refused("ESME_RSYSERR", submitted.decidedBy, submitted);
  }
}

function statusNameOf(code: string | undefined): StatusName {
  return statusOfCode[code ?? ""] ?? "ESME_RSYSERR";
}
