// Mistakes in the octets of a text by their look, beside near neighbours that are meant as they stand.

import { describe, expect, it } from "vitest";
import { encodeGsm } from "../../../src/core/gsm.ts";
import { dataCoding } from "../../../src/protocols/smpp/data-coding.ts";
import { textMistakes } from "../../../src/protocols/smpp/text-mistakes.ts";
import { octets } from "./support/octets.ts";

const gsm = (text: string): Buffer => Buffer.from(encodeGsm(text) ?? []);
const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");
const utf8 = (text: string): Buffer => Buffer.from(text);
const big = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();
const little = (text: string): Buffer => Buffer.from(text, "utf16le");
const joined = (...parts: readonly Buffer[]): Buffer => Buffer.concat(parts);

/** Septets packed as on the air (GSM 03.38 6.1.2.1), behind so many bits of filling. */
function packed(text: string, fill = 0): Buffer {
  const septets = gsm(text);
  const out = Buffer.alloc(Math.ceil((septets.length * 7 + fill) / 8));
  for (const [index, septet] of septets.entries()) {
    const bit = fill + index * 7;
    const shifted = septet << (bit & 7);
    const at = bit >> 3;
    out[at] = (out[at] ?? 0) | (shifted & 0xff);
    if (shifted > 0xff) out[at + 1] = (out[at + 1] ?? 0) | (shifted >> 8);
  }
  return out;
}

type Row = readonly [what: string, data: Buffer, coding: number, found: string | null, esmClass?: 0x40];

function result(data: Buffer, coding: number, esmClass = 0): readonly string[] {
  const { alphabet } = dataCoding(coding);
  const hasUdh = (esmClass & 0x40) !== 0;
  return textMistakes({ octets: data, dataCoding: coding, alphabet, hasUdh }).map(({ text }) => text);
}

function passes(rows: readonly Row[]): void {
  it.each(rows.map((row) => ({ what: row[0], row })))("$what", ({ row: [, data, coding, wanted, esmClass] }) => {
    const all = result(data, coding, esmClass);
    if (wanted === null) expect(all).toEqual([]);
    else expect(all).toEqual([expect.stringContaining(wanted)]);
  });
}

describe("M6: a user data header without UDHI", () => {
  const udh = "begins as a user data header";
  passes([
    ["8-bit reference", octets("05 00 03 2a 02 01 'Oi'"), 0, udh],
    ["8-bit reference, UCS-2", joined(octets("05 00 03 2a 02 02"), big("Olá")), 8, udh],
    ["16-bit reference", octets("06 08 04 01 2a 03 02 'Oi'"), 0, udh],
    ["a reference over 0x7f", octets("05 00 03 f0 02 01 'Oi'"), 0, udh],
    ["ports", octets("06 05 04 0b 84 23 f0 'x'"), 4, udh],
    ["ports and a reference", octets("0b 05 04 0b 84 23 f0 00 03 2a 02 01 'x'"), 4, udh],
    ["one segment of one", octets("05 00 03 2a 01 01 'Oi'"), 0, udh],
    ["with UDHI", octets("05 00 03 f0 02 01 'Oi'"), 0, null, 0x40],
    ["segment 3 of 2", octets("05 00 03 2a 02 03 'Oi'"), 0, null],
    ["segment 0", octets("05 00 03 2a 02 00 'Oi'"), 0, null],
    ["é and a text", gsm("é@ vamos"), 0, null],
    ["é@¥ and a text", gsm("é@¥ vamos"), 0, null],
    ["a header that is not whole", octets("05 00 03 2a"), 0, null],
    ["an element of another length", octets("05 00 02 2a 02 01 'Oi'"), 0, null],
    ["an unknown element", octets("05 70 03 2a 02 01 'Oi'"), 0, null],
    ["a header of no element", octets("00 'Oi'"), 0, null],
    ["Cyrillic", big("Ԁ̃ Привет"), 8, null],
    ["octets of a program", octets("03 24 01 03 ff fe"), 4, null],
  ]);
});

describe("M3: octets over 0x7f in a 7-bit alphabet", () => {
  passes([
    ["Latin-1 as data_coding 0", latin1("Olá, João"), 0, "octet 0xe1 is over 0x7f, and data_coding 0x00 is the GSM"],
    ["Latin-1 as data_coding 1", latin1("Olá"), 1, "octet 0xe1 is over 0x7f, and data_coding 0x01 is IA5"],
    ["UTF-8 as data_coding 0", utf8("Olá, João"), 0, "the octets are UTF-8"],
    ["UTF-8 as data_coding 1", utf8("Olá"), 1, "the octets are UTF-8"],
    ["Windows-1252", octets("93 'Oi' 94 ', tudo bem?'"), 0, "octet 0x93"],
    ["class 0", latin1("Olá"), 0x10, "data_coding 0x10"],
    ["class 1 of group 15", latin1("Olá"), 0xf1, "data_coding 0xf1"],
    ["behind a header", joined(octets("05 00 03 f0 02 01"), latin1("Olá")), 0, "octet 0xe1", 0x40],
    ["in the header alone", octets("05 00 03 f0 02 01 'Oi'"), 0, null, 0x40],
    ["GSM with accents", gsm("Çà é ñ ü £ @"), 0, null],
    ["GSM with escapes", gsm("[10€] {x}"), 0, null],
    ["0x7f, which is à", octets("'a' 7f"), 0, null],
    ["ASCII as IA5", latin1("Ola {x} ~"), 1, null],
    ["Latin-1 as data_coding 3", latin1("Olá, João"), 3, null],
    ["octets", octets("ff 00 80"), 4, null],
    ["octets of class 1", octets("ff 00 80"), 0xf5, null],
    ["UTF-8 as octets", utf8("Olá"), 2, null],
    ["no text", Buffer.alloc(0), 0, null],
  ]);
});

describe("M3: packed septets", () => {
  const look = "look like packed septets";
  const long = "Seu codigo de acesso e 482913, valido por 10 minutos";
  passes([
    ["a text", packed(long), 0, look],
    ["a short text", packed("hello world 2026"), 0, look],
    ["capitals", packed("PROMOCAO DE VERAO NA LOJA"), 0, look],
    ["with accents", packed("Olà Joào, sua consulta é amanhã".replace("ã", "a")), 0, look],
    ["as IA5", packed(long), 1, look],
    ["behind a header, with filling", joined(octets("05 00 03 2a 02 01"), packed(long, 1)), 0, look, 0x40],
    ["the same text, a septet an octet", gsm(long), 0, null],
    ["digits and signs", gsm("1234567890 +5511999990001 (#*)"), 0, null],
    ["Greek capitals", gsm("ΔΦΓΛΩΠΨΣΘΞ ΔΦΓΛΩ"), 0, null],
    ["accents of GSM", gsm("èéùìòÇØøÅåÆæßÉ ÄÖÑÜäöñüà"), 0, null],
    ["as octets", packed(long), 4, null],
  ]);
  it.each([
    ["Latin-1", latin1("Olá, sua consulta é amanhã às 10h, não falte")],
    ["Latin-1 capitals", latin1("ATENÇÃO: PROMOÇÃO SÓ AMANHÃ ÀS 8H")],
    ["accents alone", latin1("ÀÉÍÓÚ ÃÕÇ ÀÉÍÓÚ ÃÕÇ")],
    ["Windows-1252", octets("93 'Ol' e1 '! Sua fatura venceu' 94 85 ' pague hoje'")],
    ["UTF-8", utf8("Olá, sua consulta é amanhã às 10h, não falte")],
    ["random octets", Buffer.from("d8a3f1037c92e5be0b44c6981fa07d3e", "hex")],
    ["nine octets", packed("Seu codig")],
  ])("not so, but over 0x7f: %s", (_what, data) => {
    expect(result(data, 0)).toEqual([expect.stringContaining("is over 0x7f")]);
  });
});

describe("M3: UCS-2", () => {
  const looks = "looks little endian";
  passes([
    ["a byte order mark", joined(octets("fe ff"), big("Olá")), 8, "begins with a byte order mark"],
    ["the other byte order mark", joined(octets("ff fe"), little("Olá")), 8, "the byte order mark of little endian"],
    ["little endian", little("Olá, João"), 8, looks],
    ["little endian with an emoji", little("Parabéns 🎉 pelo dia"), 8, looks],
    ["little endian, class 0", little("Olá, João"), 0x18, looks],
    ["little endian behind a header", joined(octets("05 00 03 2a 02 01"), little("Olá, João")), 8, looks, 0x40],
    ["half a surrogate pair", big("Oi \ud83d tudo bem"), 8, "half a surrogate pair"],
    ["U+FFFD", big("Ol\ufffd"), 8, "U+FFFD"],
    ["big endian", big("Olá, João"), 8, null],
    ["big endian with an emoji", big("Parabéns 🎉"), 8, null],
    ["a mark within", big("Oi\ufeff Oi"), 8, null],
    ["three letters of little endian", little("Olá"), 8, null],
    ["Chinese", big("您的验证码是一二三四"), 8, null],
    ["a repeated U+4E00", big("一一一一一一"), 8, null],
    ["characters that end in 0x00", big("一一倀一倀一"), 8, null],
    ["Japanese", big("ご注文ありがとうございます。"), 8, null],
    ["Arabic", big("رمز التحقق"), 8, null],
    ["Cyrillic", big("Ваш код 1234"), 8, null],
    ["little endian as octets", little("Olá, João"), 4, null],
    ["odd, which is refused", octets("00 'O' 00"), 8, null],
  ]);
});

it("each with its section", () => {
  const sources = [octets("05 00 03 2a 02 01 'Oi'"), latin1("Olá"), packed("hello world 2026")].map(
    (data) => textMistakes({ octets: data, dataCoding: 0, alphabet: "gsm", hasUdh: false })[0]?.source,
  );
  expect(sources).toEqual([
    "SMPP 3.4 5.2.12; GSM 03.40 9.2.3.24",
    "SMPP 3.4 5.2.19",
    "SMPP 3.4 5.2.19; GSM 03.38 6.1.2.1",
  ]);
});
