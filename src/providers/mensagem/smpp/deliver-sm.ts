// deliver_sm: receipts (SMPP 3.4 Appendix B) and inbounds, from what the outbox kept of them.

import { national } from "../../../core/address.ts";
import { encodeUcs2 } from "../../../core/charset.ts";
import { encodeGsm } from "../../../core/gsm.ts";
import type { JsonObject } from "../../../core/json.ts";
import type { Message } from "../../../core/message.ts";
import { choice, number, record, text, whole } from "../../../core/shape.ts";
import { isFinal } from "../../../core/status.ts";
import type { Delivery } from "../../../wire/smpp/pool.ts";
import { buildReceipt, receiptDelivery, receiptTlvs, stateWord } from "../../../wire/smpp/receipt.ts";
import { receiptDate } from "../../../wire/smpp/time.ts";
import type { News, Notice } from "../../provider.ts";
import { stateOf } from "./codes.ts";

/** Quarter hours east of UTC: America/Sao_Paulo. */
const saoPaulo = -12;

const receiptShape = record({
  what: choice("receipt"),
  id: text(),
  state: choice(0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
  submitted: whole(),
  done: whole(),
  text: text(),
  delivered: whole(0, 999),
  sourceTon: number(0, 255),
  sourceNpi: number(0, 255),
  source: text(),
  destTon: number(0, 255),
  destNpi: number(0, 255),
  dest: text(),
});
const inboundShape = record({ what: choice("inbound"), from: text(), to: text(), text: text() });

/** Whether registered_delivery asks for a receipt of this end (5.2.17). */
function wanted(message: Message): boolean {
  const asked = Number(message.fields["registered_delivery"] ?? 0) & 3;
  if (asked === 1) return true;
  const failed = message.status !== "delivered" && message.status !== "unconfirmed";
  return asked === 2 ? failed : asked === 3 && !failed;
}

export function smppNotices(news: News): readonly Notice[] {
  if (news.kind === "inbound") {
    const { inbound } = news;
    return [
      { by: "smpp", data: { what: "inbound", from: national(inbound.from), to: inbound.to, text: inbound.text } },
    ];
  }
  const { message } = news;
  if (!isFinal(message.status) || !wanted(message)) return [];
  const of = (name: string): number => Number(message.fields[name] ?? 0);
  const data: JsonObject = {
    what: "receipt",
    id: message.id,
    state: stateOf[message.status],
    submitted: message.acceptedAt,
    done: message.statusAt,
    text: message.text.slice(0, 20),
    delivered: message.status === "delivered" ? 1 : 0,
    sourceTon: of("source_ton"),
    sourceNpi: of("source_npi"),
    source: String(message.fields["source"] ?? ""),
    destTon: of("dest_ton"),
    destNpi: of("dest_npi"),
    dest: message.toWritten,
  };
  return [{ by: "smpp", data }];
}

export function pdusOf(data: JsonObject): readonly Delivery[] {
  if (data["what"] === "inbound") return [inboundPdu(inboundShape(data, "outbox"))];
  const it = receiptShape(data, "outbox");
  const receipt = buildReceipt({
    id: it.id,
    sub: 1,
    dlvrd: it.delivered,
    submitDate: receiptDate(it.submitted, saoPaulo),
    doneDate: receiptDate(it.done, saoPaulo),
    stat: stateWord(it.state),
    err: 0,
    text: Buffer.from(encodeGsm(it.text) ?? encodeGsm(it.text.replaceAll(/[^ -~]/g, "?")) ?? []),
  });
  const ends = {
    source: { ton: it.sourceTon, npi: it.sourceNpi, address: it.source },
    destination: { ton: it.destTon, npi: it.destNpi, address: it.dest },
  };
  return [receiptDelivery(ends, receipt, receiptTlvs(it.id, it.state))];
}

function inboundPdu(it: { from: string; to: string; text: string }): Delivery {
  const gsm = encodeGsm(it.text);
  const octets = Buffer.from(gsm ?? encodeUcs2(it.text));
  return {
    command: "deliver_sm",
    body: {
      source_addr_ton: 1,
      source_addr_npi: 1,
      source_addr: it.from,
      dest_addr_ton: 0,
      dest_addr_npi: 1,
      destination_addr: it.to,
      data_coding: gsm === null ? 8 : 0,
      short_message: octets.subarray(0, 254),
    },
  };
}

/** deliver_sm_resp: retried, or never (4.6.2). */
export function verdictOf(status: number): "done" | "failed" | "refused" {
  if (status === 0) return "done";
  return [0x64, 0x14, 0x58, 0x08].includes(status) ? "failed" : "refused";
}
