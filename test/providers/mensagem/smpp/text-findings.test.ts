// Findings about the text, the segments and the version of an SMPP client, on the rows of its requests.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { header, octets, pdu } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { messageIdOf, readPdu, requestPdu, submitSmOctets } from "./support/pdus.ts";
import { rawBound, rawClient } from "./support/smsc.ts";

afterEach(undoAll);
const timersOff = { enquireLinkMs: 0, inactivityMs: 0 };
const begin = async (dialect = {}): Promise<[Emulator, RawClient]> => {
  const emulator = await emulate({}, { smpp: timersOff, providers: { mensagem: dialect } });
  return [emulator, await rawBound(emulator)];
};
async function findings(emulator: Emulator, operation: string): Promise<string[][]> {
  const rows = await emulator.requests({ operation });
  return rows.map((row) => row.findings.map(({ text }) => text));
}
const octet = (number: number): string => number.toString(16).padStart(2, "0");
/** short_message of `Olá` in Latin-1. */
const ola = "'Ol' e1";
const over = "octet 0xe1 is over 0x7f, and data_coding 0x00 is the GSM 7-bit alphabet";

describe("M3: the text of", () => {
  it("submit_sm", async () => {
    const [emulator, client] = await begin();
    await requestPdu(client, submitSmOctets({ text: ola }));
    await requestPdu(client, submitSmOctets({ text: ola, coding: "03" }));
    await requestPdu(client, submitSmOctets({ text: "05 00 03 2a 02 01 'Oi'" }));
    const udh = "the message begins as a user data header, and esm_class has no UDHI (0x40)";
    expect(await findings(emulator, "submit_sm")).toEqual([[over], [], [udh]]);
  });

  it("submit_sm in message_payload", async () => {
    const [emulator, client] = await begin();
    await requestPdu(client, submitSmOctets({ text: "", tlvs: `0424 0003 ${ola}` }));
    expect(await findings(emulator, "submit_sm")).toEqual([[over]]);
  });

  it("a refused submit_sm", async () => {
    const [emulator, client] = await begin();
    const answer = await requestPdu(client, submitSmOctets({ text: ola, to: "01 01 '123' 00" }));
    expect(answer.status).not.toBe(0);
    expect(await findings(emulator, "submit_sm")).toEqual([[over]]);
  });

  it("data_sm", async () => {
    const [emulator, client] = await begin();
    client.send(
      pdu(`00000103 00000000 00000007 00 01 01 '28149' 00 01 01 '5511999990001' 00 00 00 00 0424 0003 ${ola}`),
    );
    await readPdu(client);
    expect(await findings(emulator, "data_sm")).toEqual([[over]]);
  });

  it("submit_multi", async () => {
    const [emulator, client] = await begin();
    client.send(
      pdu(`00000021 00000000 00000007 00 01 01 '28149' 00 01 01 01 01 '5511999990001' 00
           00 00 00 00 00 00 00 00 00 03 ${ola}`),
    );
    await readPdu(client);
    expect(await findings(emulator, "submit_multi")).toEqual([[over]]);
  });

  it.each([
    ["00", [over]],
    ["03", []],
  ])("replace_sm, with the data_coding %s of the message", async (coding, wanted) => {
    const [emulator, client] = await begin();
    const schedule = "'000001000000000R' 00";
    const id = messageIdOf(await requestPdu(client, submitSmOctets({ schedule, coding })));
    client.send(pdu(`00000007 00000000 00000008 '${id}' 00 01 01 '28149' 00 00 00 00 00 03 ${ola}`));
    expect((await readPdu(client)).status).toBe(0);
    expect(await findings(emulator, "replace_sm")).toEqual([wanted]);
  });

  it("submit_sm where the default alphabet is Latin-1", async () => {
    const [emulator, client] = await begin({ defaultAlphabet: "latin1" });
    await requestPdu(client, submitSmOctets({ text: ola }));
    await requestPdu(client, submitSmOctets({ text: ola, coding: "01" }));
    const ia5 = "octet 0xe1 is over 0x7f, and data_coding 0x01 is IA5";
    expect(await findings(emulator, "submit_sm")).toEqual([[], [ia5]]);
  });
});

describe("M7: a set that never ends", () => {
  const part = (number: number, total: number, reference = 42): Buffer =>
    submitSmOctets({
      esm: "40",
      registered: "00",
      text: `05 00 03 ${octet(reference)} ${octet(total)} ${octet(number)} 'Oi'`,
    });
  const ended = (come: number, total: number): string =>
    `only ${come} of ${total} segments had come of the text with reference 42 when the last session of the account ended`;
  const expired = "only 1 of 2 segments had come of the text with reference 42 within 3600 s";
  const unbind = header(6, 0, 99);

  it("at unbind: on the latest segment", async () => {
    const [emulator, client] = await begin();
    for (const number of [1, 3]) await requestPdu(client, part(number, 3));
    await requestPdu(client, unbind);
    expect(await findings(emulator, "submit_sm")).toEqual([[], [ended(2, 3)]]);
  });

  it("at the end of the connection", async () => {
    const [emulator, client] = await begin();
    const bound = await rawBound(emulator);
    await requestPdu(client, part(1, 2));
    client.socket.end();
    await client.readToEnd();
    await requestPdu(bound, unbind);
    expect(await findings(emulator, "submit_sm")).toEqual([[ended(1, 2)]]);
  });

  it("at its time-out, once", async () => {
    const [emulator, client] = await begin();
    await requestPdu(client, part(1, 2));
    await emulator.clock.advance(3_599_000);
    expect(await findings(emulator, "submit_sm")).toEqual([[]]);
    await emulator.clock.advance(2_000);
    await requestPdu(client, unbind);
    expect(await findings(emulator, "submit_sm")).toEqual([[expired]]);
  });

  it("in a data_sm, by sar_*", async () => {
    const [emulator, client] = await begin();
    client.send(
      pdu(`00000103 00000000 00000007 00 01 01 '28149' 00 01 01 '5511999990001' 00 00 00 00 0424 0002 'Oi'
           020c 0002 002a 020e 0001 02 020f 0001 01`),
    );
    await readPdu(client);
    await requestPdu(client, unbind);
    expect(await findings(emulator, "data_sm")).toEqual([[ended(1, 2)]]);
    const [row] = await emulator.requests({ operation: "data_sm" });
    expect(row?.findings[0]?.source).toBe("SMPP 3.4 5.3.2.22");
  });

  it.each([
    ["a whole set", [part(1, 2), part(2, 2)]],
    ["a whole set in reverse", [part(2, 2), part(1, 2)]],
    ["a repeat, then the rest", [part(1, 2), part(1, 2), part(2, 2)]],
    ["one segment of one", [part(1, 1)]],
    ["no segment", [submitSmOctets({ registered: "00" })]],
    ["two whole sets", [part(1, 2), part(1, 2, 43), part(2, 2), part(2, 2, 43)]],
  ])("is none: %s", async (_what, sent) => {
    const [emulator, client] = await begin();
    for (const item of sent) await requestPdu(client, item);
    await emulator.clock.advance(3_601_000);
    await requestPdu(client, unbind);
    expect((await findings(emulator, "submit_sm")).flat()).toEqual([]);
  });

  it("is none while another session of the account is bound", async () => {
    const [emulator, client] = await begin();
    const other = await rawBound(emulator, "transmitter");
    await requestPdu(client, part(1, 2));
    await requestPdu(client, unbind);
    await requestPdu(other, part(2, 2));
    await requestPdu(other, unbind);
    expect(await findings(emulator, "submit_sm")).toEqual([[], []]);
  });

  it("is none after a reset", async () => {
    const [emulator, client] = await begin();
    await requestPdu(client, part(1, 2));
    await emulator.reset();
    await requestPdu(client, submitSmOctets({ registered: "00" }));
    await emulator.clock.advance(3_601_000);
    await requestPdu(client, unbind);
    expect(await findings(emulator, "submit_sm")).toEqual([[]]);
  });
});

describe("S6: interface_version", () => {
  const bindAs = (version: string): Buffer =>
    pdu(`00000009 00000000 00000001 '126b114c' 00 'smpp9500' 00 'SMPP' 00 ${version} 01 01 00`);
  const effect = "the session is one of SMPP 3.3, without optional parameters; SMPP 3.4 is 0x34";

  it.each([
    ["22", `interface_version 0x22 is 34 in decimal: ${effect}`],
    ["33", `interface_version 0x33 is below 0x34: ${effect}`],
    ["03", `interface_version 0x03 is below 0x34: ${effect}`],
    ["00", `interface_version 0x00 is below 0x34: ${effect}`],
    ["34", null],
    ["35", null],
    ["50", null],
    ["ff", null],
  ])("0x%s", async (version, wanted) => {
    const emulator = await emulate({}, { smpp: timersOff });
    const client = await rawClient(emulator);
    expect((await requestPdu(client, bindAs(version))).status).toBe(0);
    expect(await findings(emulator, "bind_transceiver")).toEqual([wanted === null ? [] : [wanted]]);
    const [row] = await emulator.requests({ operation: "bind_transceiver" });
    expect(row?.findings.map(({ source }) => source)).toEqual(wanted === null ? [] : ["SMPP 3.4 3.4, 5.2.4"]);
  });

  it("of a bind that is refused for it", async () => {
    const emulator = await emulate({}, { smpp: { ...timersOff, acceptVersion33: false } });
    const client = await rawClient(emulator);
    client.send(bindAs("22"));
    expect((await readPdu(client)).status).not.toBe(0);
    expect((await findings(emulator, "bind_transceiver"))[0]?.[0]).toContain("34 in decimal");
  });
});

it("the octets of a text are kept beside its findings", async () => {
  const [emulator, client] = await begin();
  await requestPdu(client, submitSmOctets({ text: ola }));
  const [row] = await emulator.requests({ operation: "submit_sm" });
  const { request } = await emulator.request(row?.seq ?? 0);
  expect(Buffer.from(request.base64, "base64").includes(octets(ola))).toBe(true);
});
