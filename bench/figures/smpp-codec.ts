// Cost of the SMPP codec alone, in microseconds a PDU.

import { decode } from "../../src/protocols/smpp/decode.ts";
import { encode } from "../../src/protocols/smpp/encode.ts";
import type { PduDraft } from "../../src/protocols/smpp/pdu.ts";
import { tlv } from "../../src/protocols/smpp/tlv.ts";
import { type Row, spread } from "../row.ts";

const rounds = 9;
const count = 100_000;

const submit: PduDraft = {
  command: "submit_sm",
  sequence: 77,
  body: {
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: "28149",
    dest_addr_ton: 1,
    dest_addr_npi: 1,
    destination_addr: "5511999990001",
    registered_delivery: 1,
    short_message: Buffer.alloc(160, "Ola, sua fatura vence amanha. "),
  },
};
const withTlvs: PduDraft = {
  ...submit,
  tlvs: [
    tlv("user_message_reference", 7),
    tlv("source_port", 1),
    tlv("destination_port", 2),
    tlv("privacy_indicator", 1),
    tlv("display_time", 1),
  ],
};
const receipt: PduDraft = {
  command: "deliver_sm",
  sequence: 1,
  body: {
    source_addr: "5511999990001",
    destination_addr: "28149",
    esm_class: 4,
    short_message: Buffer.from(
      "id:0123456789abcdef0123456789abcdef sub:001 dlvrd:001 submit date:2603020900 done date:2603020901 stat:DELIVRD err:000 text:Ola",
    ),
  },
  tlvs: [tlv("receipted_message_id", "0123456789abcdef0123456789abcdef"), tlv("message_state", 2)],
};
const response: PduDraft = {
  command: "submit_sm_resp",
  sequence: 77,
  body: { message_id: "0123456789abcdef0123456789abcdef" },
};

function measure(what: string, work: () => unknown, budget: Row["budget"] = null): Row {
  for (let index = 0; index < count; index++) work();
  const costs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    for (let index = 0; index < count; index++) work();
    costs.push(Number(process.hrtime.bigint() - start) / 1000 / count);
  }
  return { id: "codec", what, unit: "us", yardstick: null, figure: spread(costs), budget };
}

export async function codec(): Promise<Row[]> {
  const octets = { submit: encode(submit), withTlvs: encode(withTlvs), receipt: encode(receipt) };
  return [
    measure("decode submit_sm, 160 octets", () => decode(octets.submit), { max: 1.5, of: "figure" }),
    measure("decode submit_sm, five TLVs", () => decode(octets.withTlvs)),
    measure("decode deliver_sm, receipt", () => decode(octets.receipt)),
    measure("encode submit_sm_resp", () => encode(response)),
    measure("encode deliver_sm, receipt", () => encode(receipt)),
  ];
}
