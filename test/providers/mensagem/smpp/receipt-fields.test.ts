// Receipts (D1, D2): user_message_reference of the submission (4.6.1), and the submit date of a message that was replaced.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { pdu } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { messageIdOf, nextDelivery, requestPdu, shortMessageOf, submitSmOctets, tlvsOf } from "./support/pdus.ts";
import { rawBound } from "./support/smsc.ts";

afterEach(undoAll);
const timersOff = { enquireLinkMs: 0, inactivityMs: 0 };
const tomorrow = "'000001000000000R' 00";
const source = "01 01 '28149' 00";
const phone = "01 01 '5511999990001' 00";

async function begin(mensagem = {}): Promise<[Emulator, RawClient]> {
  const emulator = await emulate({}, { providers: { mensagem }, smpp: timersOff });
  return [emulator, await rawBound(emulator)];
}

const requests = {
  submit_sm: (tlvs: string) => submitSmOctets({ tlvs }),
  submit_multi: (tlvs: string) =>
    pdu(`00000021 00000000 00000002 00 ${source} 01 01 ${phone} 00 00 00 00 00 01 00 00 00 02 'Oi' ${tlvs}`),
  data_sm: (tlvs: string) => pdu(`00000103 00000000 00000002 00 ${source} ${phone} 00 01 00 0424 0002 'Oi' ${tlvs}`),
};

describe("D2: user_message_reference", () => {
  it.each([
    ["submit_sm", "0204 0002 1234", "1234"],
    ["submit_sm", "0204 0002 0000", "0000"],
    ["submit_sm", "0204 0002 ffff", "ffff"],
    ["submit_multi", "0204 0002 1234", "1234"],
    ["data_sm", "0204 0002 1234", "1234"],
    ["submit_sm", "", undefined],
    ["data_sm", "", undefined],
  ] as const)("of a %s with %j is in its receipt: %s", async (command, tlvs, wanted) => {
    const [emulator, client] = await begin();
    expect((await requestPdu(client, requests[command](tlvs))).status).toBe(0);
    await emulator.report(1, "delivered");
    expect(tlvsOf(await nextDelivery(client))["user_message_reference"]).toBe(wanted);
  });

  it("is in intermediate notifications too, and without the other two by receiptTlvs", async () => {
    const [emulator, client] = await begin({ receiptTlvs: false });
    await requestPdu(client, submitSmOctets({ registered: "11", tlvs: "0204 0002 0102" }));
    await emulator.report(1, "sent");
    await emulator.report(1, "delivered");
    for (const kind of [0x20, 0x04]) {
      const receipt = await nextDelivery(client);
      expect(receipt.body).toMatchObject({ esm_class: kind });
      expect(tlvsOf(receipt)).toEqual({ user_message_reference: "0102" });
    }
  });

  it.each([
    ["the new one of a submit_sm that replaces", "submit_sm", "0204 0002 00aa", "00aa"],
    ["none where the submit_sm that replaces has none", "submit_sm", "", undefined],
    ["the old one where replace_sm replaces", "replace_sm", "", "0001"],
  ] as const)("is %s", async (_what, command, tlvs, wanted) => {
    const [emulator, client] = await begin();
    const first = submitSmOctets({ schedule: tomorrow, tlvs: "0204 0002 0001" });
    const id = messageIdOf(await requestPdu(client, first));
    const replacement =
      command === "submit_sm"
        ? submitSmOctets({ replace: "01", tlvs })
        : pdu(`00000007 00000000 00000009 '${id}' 00 ${source} 00 00 01 00 04 'Novo'`);
    expect((await requestPdu(client, replacement)).status).toBe(0);
    await emulator.report(1, "delivered");
    expect(tlvsOf(await nextDelivery(client))["user_message_reference"]).toBe(wanted);
  });
});

describe("D1: submit date", () => {
  const replacements = {
    replace_sm: (id: string) => pdu(`00000007 00000000 00000009 '${id}' 00 ${source} 00 00 01 00 04 'Novo'`),
    "replace_if_present_flag 1": () => submitSmOctets({ replace: "01", text: "'Novo'", schedule: tomorrow }),
  };

  it.each([
    [[], "2603020900"],
    [["replace_sm"], "2603021000"],
    [["replace_if_present_flag 1"], "2603021000"],
    [["replace_sm", "replace_sm"], "2603021100"],
    [["replace_sm", "replace_if_present_flag 1"], "2603021100"],
  ] as const)("of a message replaced an hour apart by %j is %s (Appendix B)", async (ways, wanted) => {
    const [emulator, client] = await begin();
    const id = messageIdOf(await requestPdu(client, submitSmOctets({ schedule: tomorrow })));
    for (const way of ways) {
      await emulator.clock.advance(3_600_000);
      expect((await requestPdu(client, replacements[way](id))).status).toBe(0);
    }
    await emulator.clock.advance(60_000);
    await emulator.report(1, "delivered");
    expect(shortMessageOf(await nextDelivery(client))).toContain(` submit date:${wanted} `);
  });
});
