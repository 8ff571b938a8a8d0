// Peers that bind below 0x34, 0x00 included (S6, SMPP 3.4 section 3.4): no optional parameter anywhere, and ids of
// 8 hexadecimal digits.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { JsonObject } from "../../../../src/core/json.ts";
import type { Pdu } from "../../../../src/protocols/smpp/pdu.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { pdu, word } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { nextDelivery as delivered, readPdu as read, requestPdu } from "./support/pdus.ts";
import { rawClient } from "./support/smsc.ts";

afterEach(undoAll);
const hex8 = /^[0-9a-f]{8}$/;
const md5 = /^[0-9a-f]{32}$/;
const timersOff = { enquireLinkMs: 0, inactivityMs: 0 };

const bindOctets = (version: string, command = 9): Buffer =>
  pdu(`${word(command)} 00000000 00000001 '126b114c' 00 'smpp9500' 00 'SMPP' 00 ${version} 01 01 00`);

async function begin(version: string, mensagem: JsonObject = {}): Promise<[Emulator, RawClient, Pdu]> {
  const emulator = await emulate({}, { providers: { mensagem }, smpp: timersOff });
  const client = await rawClient(emulator);
  return [emulator, client, await requestPdu(client, bindOctets(version))];
}

const submitSm = (text = "'Oi'", length = "02", tlvs = "", replace = "00"): Buffer =>
  pdu(
    `00000004 00000000 00000002 00 01 01 '28149' 00 01 01 '5511999990001' 00 00 00 00 '000001000000000R' 00 00 01 ${replace}
     00 00 ${length} ${text} ${tlvs}`,
  );
const requests = {
  submit_sm: submitSm(),
  submit_multi: pdu(
    `00000021 00000000 00000002 00 01 01 '28149' 00 01 01 01 01 '5511999990001' 00 00 00 00 00 00 01 00 00 00 02 'Oi'`,
  ),
  data_sm: pdu(
    `00000103 00000000 00000002 00 01 01 '28149' 00 01 01 '5511999990001' 00 02 01 00 0424 0002 'Oi' 0421 0001 01`,
  ),
};
const idOf = (answer: Pdu): string => ("message_id" in answer.body ? answer.body.message_id : "");
const textOf = (request: Pdu): string =>
  "short_message" in request.body ? request.body.short_message.toString("latin1") : "";

describe("interface_version (S6)", () => {
  it.each([
    ["00", true],
    ["21", true],
    ["22", true],
    ["32", true],
    ["33", true],
    ["34", false],
    ["35", false],
    ["50", false],
    ["ff", false],
  ])("%s: treated as 3.3: %s", async (version, isOlder) => {
    const [emulator, client, bound] = await begin(version);
    expect(bound.status).toBe(0);
    expect(bound.tlvs).toHaveLength(isOlder ? 0 : 1);
    const id = idOf(await requestPdu(client, requests.submit_sm));
    expect(id).toMatch(isOlder ? hex8 : md5);
    expect((await emulator.messages())[0]?.id.startsWith(id)).toBe(true);
    await emulator.report(1, "delivered");
    const receipt = await delivered(client);
    expect(textOf(receipt)).toMatch(new RegExp(`^id:${id} `));
    expect(receipt.tlvs).toHaveLength(isOlder ? 0 : 2);
  });

  it.each(["00", "33"])("%s is refused by acceptVersion33: false", async (version) => {
    const emulator = await emulate({}, { smpp: { acceptVersion33: false } });
    const client = await rawClient(emulator);
    expect((await requestPdu(client, bindOctets(version))).status).toBe(0x0d);
  });
});

describe("a peer of 3.3 (S6)", () => {
  it.each(Object.entries(requests))(
    "%s is answered with 8 digits and no optional parameter",
    async (_name, request) => {
      const [emulator, client] = await begin("33");
      await emulator.scenario.put({
        scenario: "away",
        rules: [{ rule: "away", when: { operation: "data_sm" }, then: [{ life: "undelivered" }] }],
      });
      const answer = await requestPdu(client, request);
      expect(answer.status).toBe(0);
      expect(idOf(answer)).toMatch(hex8);
      expect(answer.tlvs).toEqual([]);
      await emulator.report(1, "undelivered");
      const receipt = await delivered(client);
      expect(textOf(receipt)).toContain(`id:${idOf(answer)} `);
      expect(receipt.tlvs).toEqual([]);
      if (answer.command !== "data_sm_resp") return;
      await emulator.reachable("11999990001");
      expect(await read(client)).toMatchObject({ command: "alert_notification", tlvs: [] });
    },
  );

  it.each([
    ["md5", hex8, hex8],
    ["decimal", hex8, hex8],
    ["hex-submit-decimal-receipt", hex8, /^\d{1,10}$/],
  ])("messageId %s: ids have 8 digits", async (messageId, submitted, receipted) => {
    const [emulator, client] = await begin("33", { messageId });
    const id = idOf(await requestPdu(client, requests.submit_sm));
    expect(id).toMatch(submitted);
    await emulator.report(1, "delivered");
    expect(/^id:(\S+) /.exec(textOf(await delivered(client)))?.[1]).toMatch(receipted);
  });

  it.each([
    ["md5", "34"],
    ["md5", "33"],
    ["decimal", "33"],
    ["hex-submit-decimal-receipt", "33"],
  ])(
    "query_sm, replace_sm and cancel_sm know the 8 digits (messageId %s, asked by version %s)",
    async (messageId, by) => {
      const [emulator, client] = await begin("33", { messageId });
      const ids = [
        idOf(await requestPdu(client, requests.submit_sm)),
        idOf(await requestPdu(client, requests.submit_sm)),
      ];
      expect(new Set(ids).size).toBe(2);
      const other = await rawClient(emulator);
      await requestPdu(other, bindOctets(by));
      const source = "01 01 '28149' 00";
      for (const id of ids) {
        const query = await requestPdu(other, pdu(`00000003 00000000 00000003 '${id}' 00 ${source}`));
        expect(query).toMatchObject({ status: 0, body: { message_id: id, message_state: 0 } });
        const upper = id.toUpperCase();
        const replace = pdu(`00000007 00000000 00000004 '${upper}' 00 ${source} 00 00 01 00 04 'Novo'`);
        expect((await requestPdu(other, replace)).status).toBe(0);
        const to = "01 01 '5511999990001' 00";
        expect((await requestPdu(other, pdu(`00000008 00000000 00000005 00 '${id}' 00 ${source} ${to}`))).status).toBe(
          0,
        );
      }
      const unknown = await requestPdu(other, pdu(`00000003 00000000 00000003 'ffffffff' 00 ${source}`));
      expect(unknown.status).toBe(0x0c);
    },
  );

  it("gets a long inbound message in segments, whatever longInbound is", async () => {
    const [emulator, client] = await begin("33", { longInbound: "payload" });
    await emulator.sendInbound({ from: "11999990001", text: "x".repeat(200), provider: "mensagem" });
    const parts = [await delivered(client), await delivered(client)];
    expect(parts.map((part) => [part.tlvs.length, textOf(part).length])).toEqual([
      [0, 159],
      [0, 53],
    ]);
  });
});
