// Conversations in octets whose PDUs are read by the codec.

import { decode } from "../../../../../src/protocols/smpp/decode.ts";
import { isPdu, type Pdu } from "../../../../../src/protocols/smpp/pdu.ts";
import { tlvRow } from "../../../../../src/protocols/smpp/tlv-table.ts";
import type { RawClient } from "../../../../protocols/smpp/support/client.ts";
import { header, octets, pdu, word } from "../../../../protocols/smpp/support/octets.ts";

export async function readPdu(client: RawClient): Promise<Pdu> {
  const decoded = decode(await client.readPdu());
  if (!isPdu(decoded)) throw new Error(decoded.error.en);
  return decoded;
}

export async function requestPdu(client: RawClient, request: Buffer): Promise<Pdu> {
  client.send(request);
  return readPdu(client);
}

/** The next deliver_sm, which is acknowledged. */
export async function nextDelivery(client: RawClient): Promise<Pdu> {
  const request = await readPdu(client);
  if (request.command === "deliver_sm") client.send(header(0x80000005, 0, request.sequence));
  return request;
}

/** The message_id of a response. */
export function messageIdOf({ body }: Pdu): string {
  return "message_id" in body ? body.message_id : "";
}

export function shortMessageOf({ body }: Pdu): string {
  return "short_message" in body ? body.short_message.toString("latin1") : "";
}

/** Optional parameters by name, in hex. */
export function tlvsOf({ tlvs }: Pdu): Readonly<Record<string, string>> {
  return Object.fromEntries(tlvs.map(({ tag, value }) => [tlvRow(tag)?.name ?? String(tag), value.toString("hex")]));
}

interface SubmitFields {
  readonly sequence?: number;
  readonly source?: string;
  readonly to?: string;
  readonly esm?: string;
  readonly schedule?: string;
  readonly validity?: string;
  readonly registered?: string;
  readonly replace?: string;
  readonly coding?: string;
  readonly text?: string;
  readonly tlvs?: string;
}

/** submit_sm in the notation of `octets`. */
export function submitSmOctets(fields: SubmitFields = {}): Buffer {
  const text = octets(fields.text ?? "'Oi'");
  const { source = "01 01 '28149' 00", to = "01 01 '5511999990001' 00", schedule = "00", registered = "01" } = fields;
  return pdu(
    `00000004 00000000 ${word(fields.sequence ?? 7)} 00 ${source} ${to} ${fields.esm ?? "00"} 00 00 ${schedule} ${fields.validity ?? "00"}
     ${registered} ${fields.replace ?? "00"} ${fields.coding ?? "00"} 00
     ${text.length.toString(16).padStart(2, "0")} ${text.toString("hex")} ${fields.tlvs ?? ""}`,
  );
}
