// `text:` of a receipt (D1): whole characters of the default alphabet, 20 octets at the most (Appendix B).

import { afterEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import { octets, pdu } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { rawBound } from "./support/smsc.ts";

afterEach(undoAll);

/** The octets behind `text:` in the receipt of a message in UCS-2. */
async function receiptText(text: string, mensagem: JsonObject = {}): Promise<Buffer> {
  const emulator = await emulate({}, { providers: { mensagem }, smpp: { enquireLinkMs: 0, inactivityMs: 0 } });
  const client = await rawBound(emulator);
  const message = Buffer.from(text, "utf16le").swap16();
  const length = message.length.toString(16).padStart(2, "0");
  client.send(
    pdu(
      `00000004 00000000 00000007 00 01 01 '28149' 00 01 01 '11999990001' 00 00 00 00 00 00 01 00 08 00 ${length} ${message.toString("hex")}`,
    ),
  );
  await client.readPdu();
  await emulator.report(1, "delivered");
  const receipt = await client.readPdu();
  const start = receipt.indexOf(" text:") + 6;
  return receipt.subarray(start, receipt.indexOf(octets("001e 0021"), start));
}

describe("D1: text: of a receipt in GSM 03.38", () => {
  it.each([
    ["Oi", "'Oi'"],
    ["x".repeat(25), `'${"x".repeat(20)}'`],
    // An extension character takes two octets: whole or not at all.
    [`${"x".repeat(18)}€y`, `'${"x".repeat(18)}' 1b65`],
    [`${"x".repeat(19)}€y`, `'${"x".repeat(19)}'`],
    ["€".repeat(12), "1b65".repeat(10)],
    [`x${"€".repeat(12)}`, `'x' ${"1b65".repeat(9)}`],
    ["[{}]^~|", "1b3c 1b28 1b29 1b3e 1b14 1b3d 1b40"],
    // A character that the alphabet lacks is one question mark, and leaves its neighbours as they are.
    ["Olá, é à", "'Ol?, ' 05 20 7f"],
    ["Привет, ü", "'??????, ' 7e"],
    ["😀 ok", "'? ok'"],
    [`${"x".repeat(19)}😀y`, `'${"x".repeat(19)}?'`],
    ["😀".repeat(25), `'${"?".repeat(20)}'`],
    ["@£$", "00 01 02"],
  ])("%j: %s", async (text, wanted) => {
    expect(await receiptText(text)).toEqual(octets(wanted));
  });
});

describe("D1: text: of a receipt in Latin-1", () => {
  it.each([
    ["Olá, é à", "'Ol' e1 ', ' e9 20 e0"],
    ["5 € só", "'5 ? s' f3"],
    ["😀 ok", "'? ok'"],
    [`${"x".repeat(19)}áé`, `'${"x".repeat(19)}' e1`],
  ])("%j: %s", async (text, wanted) => {
    expect(await receiptText(text, { defaultAlphabet: "latin1" })).toEqual(octets(wanted));
  });
});
