// The pure parts around a PDU: times, user data headers, data_coding, receipts, and the rules of a submission.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CheckOptions,
  checkMessage,
  defaultLimits,
  messageOctets,
} from "../../../src/protocols/smpp/check-message.ts";
import { type Alphabet, dataCoding } from "../../../src/protocols/smpp/data-coding.ts";
import { decode } from "../../../src/protocols/smpp/decode.ts";
import { encode } from "../../../src/protocols/smpp/encode.ts";
import { isPdu } from "../../../src/protocols/smpp/pdu.ts";
import {
  buildReceipt,
  messageStates,
  parseReceipt,
  receiptDelivery,
  receiptTlvs,
  stateWord,
} from "../../../src/protocols/smpp/receipt.ts";
import { formatAbsolute, formatRelative, parseTime, receiptDate } from "../../../src/protocols/smpp/time.ts";
import {
  buildUdh,
  concatenationElement,
  isSound,
  nationalLanguage,
  parseUdh,
  portsOf,
  segmentOfUdh,
} from "../../../src/protocols/smpp/udh.ts";
import { octets, pdu } from "./support/octets.ts";

const now = Date.UTC(2026, 2, 2, 12, 0, 0);

describe("times (M9)", () => {
  it.each([
    ["260302090000012-", "2026-03-02T12:00:00.000Z"],
    ["260302090000000+", "2026-03-02T09:00:00.000Z"],
    ["260302093000522+", "2026-03-02T04:00:00.500Z"],
    ["371231235959048-", "2038-01-01T11:59:59.000Z"],
    ["380101000000000+", "1938-01-01T00:00:00.000Z"],
    ["240229000000000+", "2024-02-29T00:00:00.000Z"],
    ["000000000000000R", "2026-03-02T12:00:00.000Z"],
    ["000002030405000R", "2026-03-04T15:04:05.000Z"],
    ["010100000000000R", "2027-04-02T12:00:00.000Z"],
  ])("%s is %s", (text, instant) => {
    const time = parseTime(text, now);
    expect(time && new Date(time.at).toISOString()).toBe(instant);
    expect(time?.kind).toBe(text.endsWith("R") ? "relative" : "absolute");
  });

  it("puts a month on from the 31st on the last day of a shorter one", () => {
    const time = parseTime("000100000000000R", Date.UTC(2026, 0, 31));
    expect(time && new Date(time.at).toISOString()).toBe("2026-02-28T00:00:00.000Z");
  });

  it.each([
    "",
    "R",
    "260302090000",
    "260302090000012",
    "260302090000012*",
    "26030209000001 -",
    "261302090000000+",
    "260230090000000+",
    "250229000000000+",
    "260302240000000+",
    "260302096000000+",
    "260302090060000+",
    "260302090000049+",
    "000000000000000+",
  ])("%j is no time", (text) => {
    expect(parseTime(text, now)).toBeUndefined();
  });

  it("are written and read back", () => {
    const instants = fc.integer({ min: Date.UTC(2000, 0, 2), max: Date.UTC(2037, 11, 30) });
    fc.assert(
      fc.property(instants, fc.integer({ min: -48, max: 48 }), (at, offset) => {
        const tenths = Math.floor(at / 100) * 100;
        expect(parseTime(formatAbsolute(tenths, offset), now)).toEqual({ kind: "absolute", at: tenths });
      }),
    );
    fc.assert(
      fc.property(fc.nat(100 * 86_400 - 1), (seconds) => {
        expect(parseTime(formatRelative(seconds * 1_000), now)?.at).toBe(now + seconds * 1_000);
      }),
    );
    expect(() => formatRelative(100 * 86_400_000)).toThrow(RangeError);
  });

  it("stand in receipts as local time", () => {
    expect(receiptDate(now, -12)).toBe("2603020900");
    expect(receiptDate(now + 5_000, -12, true)).toBe("260302090005");
  });
});

describe("data_coding (M3)", () => {
  const rows: readonly [octet: number, alphabet: Alphabet, messageClass: number | undefined, reserved: boolean][] = [
    [0x00, "gsm", undefined, false],
    [0x01, "ia5", undefined, false],
    [0x02, "octets", undefined, false],
    [0x03, "latin1", undefined, false],
    [0x04, "octets", undefined, false],
    [0x08, "ucs2", undefined, false],
    [0x10, "gsm", 0, false],
    [0x11, "gsm", 1, false],
    [0x15, "octets", 1, false],
    [0x18, "ucs2", 0, false],
    [0x1c, "octets", 0, true],
    [0xf0, "gsm", 0, false],
    [0xf2, "gsm", 2, false],
    [0xf5, "octets", 1, false],
    [0xf8, "gsm", 0, true],
    [0x0b, "octets", undefined, true],
    [0x20, "octets", undefined, true],
    [0xe0, "octets", undefined, true],
  ];
  it.each(rows)("0x%s is %s", (octet, alphabet, messageClass, reserved) => {
    expect(dataCoding(octet)).toEqual({ alphabet, reserved, ...(messageClass !== undefined && { messageClass }) });
  });

  it("tells message waiting indications apart", () => {
    const { waiting } = dataCoding(0xc8);
    expect(waiting).toEqual({ store: false, active: true, kind: "voicemail" });
    expect(dataCoding(0xd1).waiting).toEqual({ store: true, active: false, kind: "fax" });
  });

  it("has an answer for each of the 256", () => {
    for (let octet = 0; octet < 256; octet++) expect(dataCoding(octet).alphabet).toBeDefined();
  });
});

describe("user data headers (M6)", () => {
  it.each([
    ["8-bit reference", "05 00 03 a7 02 01 'Oi'", { reference: 0xa7, total: 2, number: 1, by: "udh8" }, "Oi"],
    ["16-bit reference", "06 08 04 12a7 03 03 'Oi'", { reference: 0x12a7, total: 3, number: 3, by: "udh16" }, "Oi"],
    [
      "behind ports",
      "0b 05 04 1581 0000 00 03 a7 02 01 'Oi'",
      { reference: 0xa7, total: 2, number: 1, by: "udh8" },
      "Oi",
    ],
    ["none", "03 24 01 03 'Oi'", undefined, "Oi"],
    ["an empty header", "00 'Oi'", undefined, "Oi"],
  ])("%s", (_name, notation, segment, rest) => {
    const udh = parseUdh(octets(notation));
    expect(udh && segmentOfUdh(udh)).toEqual(segment);
    expect(udh?.rest.toString()).toBe(rest);
  });

  it.each(["", "05 00 03", "01 00", "03 00 05 01", "06 00 03 a7 02 01 00"])("%j does not fit", (notation) => {
    expect(parseUdh(octets(notation))).toBeUndefined();
  });

  it("carry ports and national languages", () => {
    const udh = parseUdh(octets("0c 05 04 1581 23f4 24 01 03 25 01 03"));
    expect(udh && portsOf(udh)).toEqual({ destination: 0x1581, source: 0x23f4 });
    expect(udh && nationalLanguage(udh)).toEqual({ single: 3, locking: 3 });
    const narrow = parseUdh(octets("04 04 02 05 06"));
    expect(narrow && portsOf(narrow)).toEqual({ destination: 5, source: 6 });
    expect(narrow && nationalLanguage(narrow)).toEqual({});
  });

  it("are built and read back", () => {
    const element = fc.record({
      id: fc.nat(255),
      data: fc.uint8Array({ maxLength: 30 }).map((data) => Buffer.from(data)),
    });
    fc.assert(
      fc.property(fc.array(element, { maxLength: 4 }), fc.uint8Array({ maxLength: 20 }), (elements, rest) => {
        const message = Buffer.concat([buildUdh(elements), rest]);
        expect(parseUdh(message)).toEqual({ elements, rest: Buffer.from(rest) });
      }),
    );
    const segment = { reference: 0x1234, total: 4, number: 2, by: "udh16" } as const;
    expect(buildUdh([concatenationElement(segment, true)])).toEqual(octets("06 08 04 1234 04 02"));
    expect(buildUdh([concatenationElement(segment)])).toEqual(octets("05 00 03 34 04 02"));
    expect(isSound(segment)).toBe(true);
    expect(isSound({ ...segment, number: 5 })).toBe(false);
    expect(() => buildUdh([{ id: 1, data: Buffer.alloc(140) }])).toThrow(RangeError);
  });
});

describe("receipts (D1, D2, D3)", () => {
  const receipt = {
    id: "0123456789abcdef0123456789abcdef",
    sub: 1,
    dlvrd: 0,
    submitDate: "2603020900",
    doneDate: "2603020901",
    stat: stateWord(5),
    err: 27,
    text: Buffer.from("Sua fatura vence amanha"),
  };
  const text =
    "id:0123456789abcdef0123456789abcdef sub:001 dlvrd:000 submit date:2603020900 done date:2603020901 stat:UNDELIV err:027 text:Sua fatura vence ama";

  it("have the text of Appendix B, with 20 characters of the message", () => {
    expect(buildReceipt(receipt).toString("latin1")).toBe(text);
    const { text: _, ...short } = receipt;
    expect(buildReceipt(short).toString("latin1")).toBe(text.slice(0, text.indexOf(" text:")));
  });

  it("are read back", () => {
    expect(parseReceipt(Buffer.from(text))).toEqual({ ...receipt, text: Buffer.from("Sua fatura vence ama") });
    const { text: _, ...short } = receipt;
    expect(parseReceipt(buildReceipt({ ...short, err: "9FF" }))).toEqual({ ...short, err: "9FF" });
    expect(parseReceipt(Buffer.from("SAIR"))).toBeUndefined();
  });

  it("know only words of the specification", () => {
    const words = ["DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "ACCEPTD", "UNKNOWN", "REJECTD", "ENROUTE"];
    for (const { state } of messageStates) expect(words).toContain(stateWord(state));
    expect([stateWord(0), stateWord(9)]).toEqual(["ENROUTE", "REJECTD"]);
  });

  it("change the ends and carry two optional parameters, three with a network error", () => {
    const ends = { source: { ton: 1, npi: 1, address: "28149" }, destination: { ton: 2, npi: 8, address: "5511" } };
    const octetsOf = (more?: Buffer) =>
      encode({ ...receiptDelivery(ends, Buffer.from("id:1"), receiptTlvs("ab", 2, more)), sequence: 3 });
    const start = "00000005 00000000 00000003 00 02 08 '5511' 00 01 01 '28149' 00 04 00 00 00 00 00 00 00 00 04 'id:1'";
    expect(octetsOf()).toEqual(pdu(`${start} 001e 0003 'ab' 00 0427 0001 02`));
    expect(octetsOf(octets("03 0001"))).toEqual(pdu(`${start} 001e 0003 'ab' 00 0427 0001 02 0423 0003 03 0001`));
    expect(receiptDelivery(ends, Buffer.alloc(0), [], "intermediate").body).toMatchObject({ esm_class: 0x20 });
  });
});

describe("the rules of a submission", () => {
  const options: CheckOptions = { now, ...defaultLimits };
  interface Case {
    readonly source?: string;
    readonly esm?: string;
    readonly priority?: string;
    readonly times?: string;
    readonly replace?: string;
    readonly coding?: string;
    readonly predefined?: string;
    readonly text?: string;
    readonly tlvs?: string;
  }
  const check = (fields: Case, more: Partial<CheckOptions> = {}) => {
    const { source = "01 01 '28149' 00", esm = "00", priority = "00", times = "00 00", replace = "00" } = fields;
    const { coding = "00", predefined = "00", text = "02 'Oi'", tlvs = "" } = fields;
    const decoded = decode(
      pdu(
        `00000004 00000000 00000001 00 ${source} 01 01 '5511999990001' 00 ${esm} 00 ${priority} ${times} 01 ${replace} ${coding} ${predefined} ${text} ${tlvs}`,
      ),
    );
    if (!isPdu(decoded) || decoded.command !== "submit_sm") throw new Error(JSON.stringify(decoded));
    return checkMessage(decoded, { ...options, ...more })?.status;
  };

  const payload = "0424 0002 'Oi'";
  const refused: readonly [name: string, fields: Case, status: string, more?: Partial<CheckOptions>][] = [
    ["no text anywhere (M2)", { text: "00" }, "ESME_RINVMSGLEN"],
    ["text twice", { tlvs: payload }, "ESME_RINVMSGLEN"],
    ["an empty message_payload", { text: "00", tlvs: "0424 0000" }, "ESME_RINVMSGLEN"],
    ["UCS-2 of three octets (M3)", { coding: "08", text: "03 004f00" }, "ESME_RINVMSGLEN"],
    [
      "UCS-2 of an odd rest behind a header",
      { esm: "40", coding: "08", text: "07 050003a70201 41" },
      "ESME_RINVMSGLEN",
    ],
    ["an alphanumeric source of 12 (M14)", { source: "05 00 'ABCDEFGHIJKL' 00" }, "ESME_RINVSRCADR"],
    [
      "another source TON, when strict",
      { source: "02 01 '28149' 00" },
      "ESME_RINVSRCTON",
      { source: { ton: [1], npi: [1] } },
    ],
    [
      "another source NPI, when strict",
      { source: "01 08 '28149' 00" },
      "ESME_RINVSRCNPI",
      { source: { ton: [1], npi: [1] } },
    ],
    ["another destination TON, when strict", {}, "ESME_RINVDSTTON", { destination: { ton: [2], npi: [1] } }],
    ["another destination NPI, when strict", {}, "ESME_RINVDSTNPI", { destination: { ton: [1], npi: [8] } }],
    ["datagram mode, when refused (M5)", { esm: "01" }, "ESME_RINVESMCLASS", { refuseOtherModes: true }],
    ["a header and sar (M5)", { esm: "40", text: "08 050003a70201 'Oi'", tlvs: "020c 0002 0001" }, "ESME_RINVESMCLASS"],
    ["a header and ports", { esm: "40", text: "08 050003a70201 'Oi'", tlvs: "020b 0002 0001" }, "ESME_RINVESMCLASS"],
    ["a header beyond the message (M6)", { esm: "40", text: "02 'Oi'" }, "ESME_RINVESMCLASS"],
    ["segment 3 of 2 by a header (M7)", { esm: "40", text: "08 050003a70203 'Oi'" }, "ESME_RINVESMCLASS"],
    ["segment 3 of 2 by sar", { tlvs: "020c 0002 0001 020e 0001 02 020f 0001 03" }, "ESME_RINVOPTPARAMVAL"],
    ["priority 4 (M12)", { priority: "04" }, "ESME_RINVPRTFLG"],
    ["replace flag 2 (M11)", { replace: "02" }, "ESME_RINVREPFLAG"],
    ["a predefined message (M13)", { predefined: "07" }, "ESME_RINVDFTMSGID"],
    ["a reserved data_coding, when refused", { coding: "20" }, "ESME_RINVDCS", { refuseReservedDataCoding: true }],
    ["an impossible schedule (M9)", { times: "'261302090000000+' 00 00" }, "ESME_RINVSCHED"],
    ["a schedule 15 days ahead", { times: "'000015000000000R' 00 00" }, "ESME_RINVSCHED"],
    ["an impossible expiry", { times: "00 '260302250000000+' 00" }, "ESME_RINVEXPIRY"],
    ["an expiry that has passed", { times: "00 '260302115959000+' 00" }, "ESME_RINVEXPIRY"],
    ["an expiry of 8 days", { times: "00 '000008000000000R' 00" }, "ESME_RINVEXPIRY"],
    ["an expiry before the schedule", { times: "'000002000000000R' 00 '000001000000000R' 00" }, "ESME_RINVEXPIRY"],
  ];
  it.each(refused)("%s", (_name, fields, status, more) => {
    expect(check(fields, more)).toBe(status);
  });

  it.each<[name: string, fields: Case]>([
    ["a plain message", {}],
    ["text in message_payload", { text: "00", tlvs: payload }],
    ["datagram mode", { esm: "01" }],
    ["store and forward, as Kannel sends it", { esm: "03" }],
    ["a header with a sound segment", { esm: "40", text: "08 050003a70201 'Oi'" }],
    ["sar with a sound segment", { tlvs: "020c 0002 0001 020e 0001 02 020f 0001 02" }],
    ["sar that is not whole", { tlvs: "020c 0002 0001" }],
    ["an alphanumeric source of 11", { source: "05 00 'ABCDEFGHIJK' 00" }],
    ["no source", { source: "00 00 00" }],
    ["surrogates in UCS-2", { coding: "08", text: "04 d83dde00" }],
    ["a schedule in the past", { times: "'250302090000000+' 00 00" }],
    ["14 days ahead and 7 days of validity", { times: "'000014000000000R' 00 '000020000000000R' 00" }],
  ])("takes %s", (_name, fields) => {
    expect(check(fields)).toBeUndefined();
  });

  it("wants the text of data_sm in message_payload (M20), and looks at submit_multi and replace_sm too", () => {
    const status = (notation: string) => {
      const decoded = decode(pdu(notation));
      if (!isPdu(decoded)) throw new Error(decoded.error.en);
      const { command } = decoded;
      if (command !== "data_sm" && command !== "submit_multi" && command !== "replace_sm") throw new Error(command);
      return [checkMessage(decoded, options)?.status, messageOctets(decoded).toString()];
    };
    const data = "00000103 00000000 00000001 00 00 00 00 00 00 '5511' 00 00 00 00";
    expect(status(data)).toEqual(["ESME_RMISSINGOPTPARAM", ""]);
    expect(status(`${data} ${payload}`)).toEqual([undefined, "Oi"]);
    expect(status("00000007 00000000 00000001 'a' 00 00 00 00 00 00 00 00 00")).toEqual(["ESME_RINVMSGLEN", ""]);
    const multi = "00000021 00000000 00000007 00 00 00 00 01 02 'list' 00 00 00";
    expect(status(`${multi} 09 00 00 00 00 00 00 02 'Oi'`)).toEqual(["ESME_RINVPRTFLG", "Oi"]);
  });
});
