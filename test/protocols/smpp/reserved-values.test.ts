// Reserved values of optional parameters (W9, SMPP 3.4 section 3.3): the default where one is defined, else ignored.

import { describe, expect, it } from "vitest";
import { decode } from "../../../src/protocols/smpp/decode.ts";
import { isPdu } from "../../../src/protocols/smpp/pdu.ts";
import { tlv, tlvNumber } from "../../../src/protocols/smpp/tlv.ts";
import { type TlvName, tlvTable } from "../../../src/protocols/smpp/tlv-table.ts";
import { openListener } from "./support/listener.ts";
import { bindTransmitter, bindTransmitterResp, pdu } from "./support/octets.ts";

/** The last value that the section defines, the first and last that it reserves, and their meaning. */
const table: readonly [name: TlvName, defined: number, reserved: readonly number[], meaning: number | undefined][] = [
  ["payload_type", 1, [2, 5, 255], 0],
  ["privacy_indicator", 3, [4, 9, 255], 0],
  ["number_of_messages", 99, [100, 255], undefined],
  ["dpf_result", 1, [2, 255], undefined],
  ["set_dpf", 1, [2, 255], 1],
  ["ms_availability_status", 2, [3, 255], 0],
  ["delivery_failure_reason", 3, [4, 255], undefined],
  ["more_messages_to_send", 1, [2, 255], 1],
  ["message_state", 9, [10, 255], undefined],
  ["display_time", 2, [3, 255], 1],
  ["ms_validity", 3, [4, 255], 0],
];
const sar = ["sar_total_segments", "sar_segment_seqnum"] as const;
const cases = table.flatMap(([name, defined, reserved, meaning]) => [
  [name, defined, defined] as const,
  ...reserved.map((value) => [name, value, meaning] as const),
]);

describe("the table (W9)", () => {
  it("has every parameter whose values are closed", () => {
    const closed = tlvTable.filter(({ values }) => values !== undefined).map(({ name }) => name);
    expect(closed.toSorted()).toEqual([...sar, ...table.map(([name]) => name)].toSorted());
  });

  it.each(cases)("%s %i means %s", (name, value, meaning) => {
    expect(tlvNumber({ tlvs: [tlv(name, value)] }, name)).toBe(meaning);
  });
});

describe("a submission", () => {
  const submit = (tlvs: string): Buffer =>
    pdu(`00000004 00000000 00000007 00 00 00 00 01 01 '5511999990001' 00 00 00 00 00 00 00 00 00 00 02 'Oi' ${tlvs}`);

  it.each(cases)("with %s %i is taken, and decoded as it came (W9)", async (name, value) => {
    const { tag } = tlv(name, value);
    const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, "0");
    const request = submit(`${hex(tag, 4)} 0001 ${hex(value, 2)}`);
    await using listener = await openListener();
    const client = await listener.connect();
    client.send(bindTransmitter);
    expect(await client.readPdu()).toEqual(bindTransmitterResp);
    client.send(request);
    expect((await client.readPdu()).readUInt32BE(8)).toBe(0);
    const decoded = decode(request);
    expect(isPdu(decoded) && decoded.tlvs[0]?.value).toEqual(Buffer.of(value));
  });
});
