// Octets <-> PDU: the specification's octets for every command, and what must hold for any PDU and any octets.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Command, commandNamed, commandTable } from "../../../src/protocols/smpp/commands.ts";
import { decode } from "../../../src/protocols/smpp/decode.ts";
import { EncodeError, encode, encodeWithOffsets } from "../../../src/protocols/smpp/encode.ts";
import type { PduField } from "../../../src/protocols/smpp/fields.ts";
import { type AnyDraft, isPdu } from "../../../src/protocols/smpp/pdu.ts";
import { status, statusByName, statusName, statusNames, statusSentence } from "../../../src/protocols/smpp/status.ts";
import { hasUnexpectedTlv, tlv, tlvNumber, tlvOctets, tlvText } from "../../../src/protocols/smpp/tlv.ts";
import { tlvTable } from "../../../src/protocols/smpp/tlv-table.ts";
import { maskSecrets, pduView } from "../../../src/protocols/smpp/view.ts";
import { allowed } from "../../support/endurance/amount.ts";
import { mutations, patience, seed } from "./support/mutations.ts";
import { header, octets, pdu, submitSm } from "./support/octets.ts";

const octet = fc.integer({ min: 0, max: 255 });
const latin1 = (max: number) =>
  fc.string({ unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: max });
const buffer = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

function fieldValue(field: PduField): fc.Arbitrary<unknown> {
  const sme = { dest_addr_ton: octet, dest_addr_npi: octet, destination_addr: latin1(20) };
  switch (field.kind) {
    case "octet":
      return octet;
    case "text":
      return latin1(field.max - 1);
    case "time":
      return fc.constantFrom("", "000002000000000R", "260302090000012-");
    case "message":
      return buffer(254);
    case "destinations":
      return fc.array(
        fc.oneof(fc.record({ flag: fc.constant(1), ...sme }), fc.record({ flag: fc.constant(2), dl_name: latin1(20) })),
        { minLength: 1, maxLength: 8 },
      );
    case "failures":
      return fc.array(fc.record({ ...sme, error_status_code: fc.nat(0xffffffff) }), { maxLength: 8 });
  }
}

const anyTlv = fc.oneof(
  fc.constantFrom(...tlvTable).chain((row) => {
    const [least, max] = row.length;
    if (row.kind === "cstring") return latin1(max - 1).map((text) => tlv(row.name, text));
    if (row.values !== undefined) {
      return fc.integer({ min: row.values[0], max: row.values[1] }).map((value) => tlv(row.name, value));
    }
    return fc
      .uint8Array({ minLength: least, maxLength: Math.min(max, 300) })
      .map((value) => ({ tag: row.tag, value: Buffer.from(value) }));
  }),
  fc.record({ tag: fc.integer({ min: 0x1400, max: 0x3fff }), value: buffer(40) }),
);

function anyPdu(command: Command): fc.Arbitrary<AnyDraft> {
  const body = fc.record(Object.fromEntries(command.fields.map((field) => [field.name, fieldValue(field)])));
  const plain = { command: fc.constant(command.name), sequence: fc.nat(0xffffffff) };
  return fc.record({ ...plain, status: fc.constant(0), body, tlvs: fc.array(anyTlv, { maxLength: 5 }) });
}
const pdus = fc.constantFrom(...commandTable).chain(anyPdu);
const write = (draft: AnyDraft) => encodeWithOffsets(draft).octets;

describe("the codec", () => {
  it("decodes what it encodes", () => {
    fc.assert(
      fc.property(pdus, (draft) => {
        expect(decode(write(draft))).toEqual(draft);
      }),
      { numRuns: 3_000 },
    );
  });

  it("writes a negative response as the bare header and reads it with empty fields (W6)", () => {
    const bare = encode({
      command: "submit_sm_resp",
      status: status("ESME_RTHROTTLED"),
      sequence: 7,
      body: { message_id: "abc" },
    });
    expect(bare).toEqual(header(0x80000004, 0x58, 7));
    expect(decode(bare)).toEqual({
      command: "submit_sm_resp",
      status: 0x58,
      sequence: 7,
      body: { message_id: "" },
      tlvs: [],
    });
  });

  it(
    "never throws on mutated PDUs, and never gives a PDU that does not account for every octet",
    () => {
      console.log(`mutated PDUs: TORPEDO_SEED=${seed}`);
      const samples = fc.sample(pdus, { seed, numRuns: 400 }).map(write);
      const random = fc.sample(fc.tuple(octet, octet, octet, octet), { seed, numRuns: 1_000 });
      let count = 0;
      let slowest = 0;
      for (let round = 0; count < mutations; round++) {
        const sample = samples[round % samples.length] ?? Buffer.alloc(16);
        const [a, b, c, d] = random[(round * 7 + (round >> 9)) % random.length] ?? [0, 0, 0, 0];
        const at = 4 + ((a * 256 + b) % Math.max(1, sample.length - 4));
        const mutated =
          c % 4 === 0
            ? Buffer.from(sample.subarray(0, at))
            : c % 4 === 1
              ? Buffer.concat([sample, Buffer.of(c, d)])
              : Buffer.from(sample);
        if (mutated.length > at) mutated[at] = d;
        if (mutated.length >= 16) mutated.writeUInt32BE(mutated.length, 0);
        const start = performance.now();
        const decoded = decode(mutated);
        slowest = Math.max(slowest, performance.now() - start);
        count++;
        if (isPdu(decoded) && mutated.length > 16) expect(write({ ...decoded, status: 0 }).length).toBe(mutated.length);
      }
      console.log(`mutated PDUs: ${count}, slowest ${slowest.toFixed(2)} ms`);
      expect(count).toBe(mutations);
      expect(slowest).toBeLessThan(allowed(1_000));
    },
    patience,
  );

  it("keeps octets of texts as they are, and unknown and repeated optional parameters", () => {
    const decoded = decode(
      pdu(
        "00000004 00000000 00000001 00 00 00 'caf' e9 00 00 00 'x' 00 00 00 00 00 00 00 00 00 00 04 1b650041 1400 0001 07 0302 0001 01 0302 0001 02",
      ),
    );
    if (!isPdu(decoded) || decoded.command !== "submit_sm") throw new Error("no submit_sm");
    expect(decoded.body.source_addr).toBe("caf\xe9");
    expect(decoded.body.short_message).toEqual(Buffer.from("1b650041", "hex"));
    expect(decoded.tlvs.map(({ tag, value }) => [tag, value.toString("hex")])).toEqual([
      [0x1400, "07"],
      [0x0302, "01"],
      [0x0302, "02"],
    ]);
  });

  it.each([
    ["a text too long for its field", { command: "bind_receiver", body: { system_id: "x".repeat(16) } }],
    ["a NUL inside a text", { command: "submit_sm", body: { source_addr: "1\x002" } }],
    ["a character beyond Latin-1", { command: "submit_sm", body: { source_addr: "€" } }],
    ["a number that is no octet", { command: "submit_sm", body: { esm_class: 256 } }],
    ["a fraction", { command: "submit_sm", body: { esm_class: 1.5 } }],
    ["255 octets of short_message", { command: "submit_sm", body: { short_message: Buffer.alloc(255) } }],
    ["a time of 12 characters", { command: "query_sm_resp", body: { final_date: "260302090000" } }],
    ["no destination", { command: "submit_multi", body: { dest_address: [] } }],
    [
      "a PDU over 66,000 octets",
      { command: "data_sm", tlvs: [1, 2].map(() => tlv("message_payload", Buffer.alloc(40_000))) },
    ],
  ] as const)("does not write %s", (_name, draft) => {
    expect(() => write(draft)).toThrow(EncodeError);
  });
});

describe("the tables", () => {
  it("have every PDU of section 5.1.2.1, and for each request its response", () => {
    const ids = Object.fromEntries(commandTable.map(({ name, id }) => [name, id]));
    expect(ids).toMatchObject({
      generic_nack: 0x80000000,
      bind_receiver: 1,
      bind_transmitter: 2,
      query_sm: 3,
      submit_sm: 4,
      deliver_sm: 5,
      unbind: 6,
      replace_sm: 7,
      cancel_sm: 8,
      bind_transceiver: 9,
      outbind: 0x0b,
      enquire_link: 0x15,
      submit_multi: 0x21,
      alert_notification: 0x102,
      data_sm: 0x103,
    });
    expect(commandTable).toHaveLength(27);
    for (const { name, id, isResponse } of commandTable) {
      if (isResponse && name !== "generic_nack")
        expect(commandTable.some((item) => item.id === id - 0x80000000)).toBe(true);
    }
  });

  it("have the 44 optional parameters of section 5.3.2 in the order of their tags, and know no tag twice", () => {
    const tags = tlvTable.map(({ tag }) => tag);
    expect(tags).toHaveLength(44);
    expect(tags).toEqual([...new Set(tags)].sort((a, b) => a - b));
  });

  it("know a status by name and number", () => {
    expect(statusByName("esme_rthrottled")).toBe(0x58);
    expect(statusByName("RINVDSTADR")).toBe(0x0b);
    expect(statusByName("ESME_RNONSENSE")).toBeUndefined();
    expect(statusName(0xc1)).toBe("ESME_ROPTPARNOTALLWD");
    expect(statusName(0x461)).toBe("0x00000461");
    expect(statusSentence(0x14)).toBe("Message Queue Full");
    expect(new Set(statusNames.map(statusByName)).size).toBe(statusNames.length);
  });
});

describe("optional parameters", () => {
  it("are made and read by name", () => {
    const tlvs = [tlv("receipted_message_id", "abc"), tlv("message_state", 2), tlv("qos_time_to_live", 70_000)];
    expect(tlvs.map(({ value }) => value.toString("hex"))).toEqual(["61626300", "02", "00011170"]);
    expect(tlvText({ tlvs }, "receipted_message_id")).toBe("abc");
    expect(tlvNumber({ tlvs }, "qos_time_to_live")).toBe(70_000);
    expect(tlvOctets({ tlvs }, "set_dpf")).toBeUndefined();
  });

  it("of another command are told from its own and from unknown ones", () => {
    const unknown = { tag: 0x1400, value: Buffer.alloc(0) };
    const command = commandNamed("submit_sm").name;
    expect(hasUnexpectedTlv({ command, tlvs: [tlv("user_message_reference", 1), unknown] })).toBe(false);
    expect(hasUnexpectedTlv({ command, tlvs: [tlv("set_dpf", 1)] })).toBe(true);
  });
});

describe("the decoded view", () => {
  const bind = pdu("00000009 00000000 00000001 'user' 00 'secret' 00 'SMPP' 00 34 01 01 00");

  it("shows names and values in the order of the wire, and no password", () => {
    expect(pduView(decode(bind), bind).map(({ name, value }) => ({ name, value }))).toEqual([
      { name: "command_length", value: bind.length },
      { name: "command_id", value: "bind_transceiver" },
      { name: "command_status", value: "ESME_ROK" },
      { name: "sequence_number", value: 1 },
      { name: "system_id", value: "user" },
      { name: "password", value: "******" },
      { name: "system_type", value: "SMPP" },
      { name: "interface_version", value: 0x34 },
      { name: "addr_ton", value: 1 },
      { name: "addr_npi", value: 1 },
      { name: "address_range", value: "" },
    ]);
  });

  it("shows lists, octets and optional parameters", () => {
    const multi = pdu(
      "00000021 00000000 00000007 00 00 00 00 02 01 01 01 '5511' 00 02 'list' 00 00 00 00 00 00 01 00 00 00 02 'Oi' 1400 0001 ff 0424 0001 41 0427 0001 02",
    );
    const view = pduView(decode(multi), multi);
    const named = (name: string) => view.find((field) => field.name === name)?.value;
    expect(named("number_of_dests")).toBe(2);
    expect(named("dest_address[1].destination_addr")).toBe("5511");
    expect(named("dest_address[2].dl_name")).toBe("list");
    expect(named("sm_length")).toBe(2);
    expect(named("short_message")).toBe("4f69");
    expect(named("0x1400")).toBe("ff");
    expect(named("message_payload")).toBe("41");
    expect(named("message_state")).toBe(2);
  });

  it("says what is wrong with octets that are no PDU", () => {
    const raw = submitSm(3).fill(0x41, 17);
    const view = pduView(decode(raw), raw);
    expect(view).toContainEqual({ name: "error_status", value: "ESME_RINVSRCADR", at: 16, length: 0 });
    expect(view[1]).toEqual({ name: "command_id", value: "submit_sm", at: 4, length: 4 });
    expect(pduView(decode(raw.subarray(0, 6)), raw.subarray(0, 6)).map(({ length }) => length)).toEqual([
      4, 0, 0, 0, 0, 0,
    ]);
  });

  it("says where in the octets each field stands", () => {
    const multi = pdu(
      "00000021 00000000 00000007 00 00 00 '28149' 00 02 01 01 01 '5511' 00 02 'list' 00 00 00 00 00 00 01 00 00 00 02 'Oi' 1400 0001 ff",
    );
    const failed = pdu("80000021 00000000 00000007 'id' 00 01 01 01 '5511' 00 0000000b");
    for (const raw of [bind, multi, failed, submitSm(3)]) {
      const view = pduView(decode(raw), raw);
      let end = 0;
      for (const { at, length } of view) {
        expect(at).toBe(end);
        end += length;
      }
      expect(end).toBe(raw.length);
    }
    const where = (name: string) => {
      const field = pduView(decode(multi), multi).find((item) => item.name === name);
      return field === undefined ? undefined : multi.subarray(field.at, field.at + field.length);
    };
    expect(where("source_addr")).toEqual(octets("'28149' 00"));
    expect(where("dest_address[2].dl_name")).toEqual(octets("'list' 00"));
    expect(where("short_message")).toEqual(octets("'Oi'"));
    expect(where("0x1400")).toEqual(octets("1400 0001 ff"));
    // The body of a response may be left out.
    const bare = pdu("80000004 00000058 00000001");
    expect(pduView(decode(bare), bare).at(-1)).toEqual({ name: "message_id", value: "", at: 16, length: 0 });
  });

  it.each([
    ["bind", bind, "'****' 00 '******' 00 'SMPP' 00 34 01 01 00"],
    ["outbind", pdu("0000000b 00000000 00000001 'a' 00 'pw' 00"), "'*' 00 '**' 00"],
    ["a bind that ends inside the password", pdu("00000002 00000000 00000001 'user' 00 'secr'"), "'****' 00 '****'"],
    [
      "a bind whose system_id is too long",
      pdu(`00000002 00000000 00000001 '${"u".repeat(40)}' 00 'secret' 00`),
      `'${"*".repeat(40)}' 00 '******' 00`,
    ],
  ])("masks the octets of system_id and password: %s", (_name, raw, body) => {
    expect(maskSecrets(raw).subarray(16)).toEqual(octets(body));
    expect(maskSecrets(submitSm(1))).toEqual(submitSm(1));
  });
});
