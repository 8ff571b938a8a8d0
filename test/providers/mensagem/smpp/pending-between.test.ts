// Which messages query_sm, cancel_sm, replace_sm and replace_if_present mean (Q1, Q3, M11): one emulator, a phone for each row.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { pdu, word } from "../../../protocols/smpp/support/octets.ts";
import { emulate, sendMensagem, undoAll } from "../../../support/sandboxed.ts";
import { type Header, rawBound, readHeader } from "./support/smsc.ts";

const la = "01 01 '28149' 00";
const tomorrow = "'000001000000000R' 00";

interface Ends {
  readonly source?: string;
  readonly to?: string;
  readonly service?: string;
}

function submit({ source = la, to, service = "" }: Ends, schedule = tomorrow, flag = "00"): Buffer {
  return pdu(
    `00000004 00000000 00000007 '${service}' 00 ${source} 01 01 '${to}' 00 00 00 00 ${schedule} 00 00 ${flag} 00 00 02 'Oi'`,
  );
}
function cancel({ source = la, to, service = "" }: Ends, id = ""): Buffer {
  return pdu(`00000008 00000000 00000008 '${service}' 00 '${id}' 00 ${source} 01 01 '${to}' 00`);
}
const byId = (command: number, id: string, more = ""): Buffer =>
  pdu(`${word(command)} 00000000 00000009 '${id}' 00 ${la} ${more}`);
const query = (id: string): Buffer => byId(3, id);
const replace = (id: string): Buffer => byId(7, id, "00 00 00 00 04 'Novo'");

const idOf = ({ body }: Header): string => body.subarray(0, -1).toString("latin1");

let emulator: Emulator;
let main: RawClient;
let other: RawClient;
let shop: RawClient;

beforeAll(async () => {
  const account = (integrationUser: string): object => ({
    prepaid: false,
    details: { integrationUser, smppPassword: "smpp9500" },
  });
  const accounts = { "mensagem/main": { prepaid: false }, "mensagem/other": account("other") };
  const smpp = { enquireLinkMs: 0, inactivityMs: 0 };
  emulator = await emulate(accounts, { smpp }, { shop: { "mensagem/main": account("shop") } });
  main = await rawBound(emulator);
  other = await rawBound(emulator, "transceiver", "other");
  shop = await rawBound(emulator, "transceiver", "shop");
});
afterAll(undoAll);

async function answer(client: RawClient, request: Buffer): Promise<Header> {
  return readHeader(await client.send(request).readPdu());
}
async function submitted(client: RawClient, request: Buffer): Promise<string> {
  const header = await answer(client, request);
  expect(header.status).toBe(0);
  return idOf(header);
}

let phones = 0;
const freshPhone = (): string => `1199888${String(++phones).padStart(4, "0")}`;

describe("Q3, M11: between two ends", () => {
  const rows: readonly [why: string, pending: Ends, meant: Ends, cancels: boolean, replaces: boolean][] = [
    ["the same ends", {}, {}, true, true],
    ["the phone with its country", { to: "55" }, {}, true, true],
    ["the phone without its country", {}, { to: "55" }, true, true],
    ["the phone behind a plus", {}, { to: "+55" }, true, true],
    ["a NULL source of both", { source: "00 00 00" }, { source: "00 00 00" }, true, true],
    ["a NULL source of the command alone", {}, { source: "00 00 00" }, false, false],
    ["another source", {}, { source: "01 01 '28150' 00" }, false, false],
    ["another TON of the source", {}, { source: "02 01 '28149' 00" }, false, false],
    ["another NPI of the source", {}, { source: "01 08 '28149' 00" }, false, false],
    ["the same service_type", { service: "CMT" }, { service: "CMT" }, true, true],
    ["another service_type", { service: "CMT" }, { service: "USSD" }, false, false],
    ["a service_type of the command alone", {}, { service: "CMT" }, false, false],
    ["a service_type of the message alone: a cancel_sm without one means any", { service: "CMT" }, {}, true, false],
  ];
  it.each(rows)("%s", async (_why, pending, meant, cancels, replaces) => {
    const phone = freshPhone();
    const ends = (of: Ends): Ends => ({ ...of, to: `${of.to ?? ""}${phone}` });
    const id = await submitted(main, submit(ends(pending)));
    expect((await submitted(main, submit(ends(meant), tomorrow, "01"))) === id).toBe(replaces);
    // A message that was not replaced has a new one with the ends of the command beside it.
    expect((await answer(main, cancel(ends(meant)))).status).toBe(0);
    expect((await emulator.messages({ id }))[0]?.status).toBe(cancels ? "cancelled" : "scheduled");
  });

  it.each([
    ["account", () => other],
    ["sandbox", () => shop],
  ])("never those of another %s", async (_of, client) => {
    const to = freshPhone();
    const id = await submitted(client(), submit({ to }));
    expect((await answer(main, cancel({ to }))).status).toBe(0x11);
    expect(await submitted(main, submit({ to }, tomorrow, "01"))).not.toBe(id);
    expect((await answer(client(), cancel({ to }, id))).status).toBe(0);
  });

  it("never one that is final", async () => {
    const to = freshPhone();
    const id = await submitted(main, submit({ to }));
    expect((await answer(main, cancel({ to }))).status).toBe(0);
    expect((await answer(main, cancel({ to }))).status).toBe(0x11);
    expect(await submitted(main, submit({ to }, tomorrow, "01"))).not.toBe(id);
  });

  it("cancels what waits by HTTP, which a submit_sm does not replace", async () => {
    const to = freshPhone();
    const id = await sendMensagem(emulator, { n: to, d: "2026-03-09 09:00:00" });
    const own = await submitted(main, submit({ to }, tomorrow, "01"));
    expect(own).not.toBe(id);
    expect((await answer(main, cancel({ to }))).status).toBe(0);
    const states = [...(await emulator.messages({ id })), ...(await emulator.messages({ id: own }))];
    expect(states.map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
  });

  it("finds the pending one behind a thousand newer messages", async () => {
    const to = freshPhone();
    const id = await submitted(main, submit({ to }));
    const newer = 1_001;
    main.send(...Array.from({ length: newer }, () => submit({ to: "11977770001" }, "00")));
    for (let n = 0; n < newer; n++) expect(readHeader(await main.readPdu()).status).toBe(0);
    expect(await submitted(main, submit({ to }, tomorrow, "01"))).toBe(id);
    expect((await answer(main, cancel({ to }))).status).toBe(0);
    expect((await emulator.messages({ id }))[0]?.status).toBe("cancelled");
  });
});

describe("Q1: by message_id", () => {
  it.each([
    ["another account", () => other, "scheduled", [0x67, 0x11, 0x13]],
    ["another sandbox", () => shop, "scheduled", [0x0c, 0x0c, 0x0c]],
    ["the account, once final", () => main, "cancelled", [0, 0x11, 0x13]],
  ] as const)("query, cancel and replace of a message of %s", async (_whose, client, state, statuses) => {
    const to = freshPhone();
    const id = await submitted(client(), submit({ to }));
    if (state === "cancelled") expect((await answer(main, cancel({ to }, id))).status).toBe(0);
    const requests = [query(id), cancel({ to }, id), replace(id)];
    const answers: number[] = [];
    for (const request of requests) answers.push((await answer(main, request)).status);
    expect(answers).toEqual(statuses);
    // query_sm_resp: message_id, final_date, message_state.
    const { body } = await answer(client(), query(id));
    expect(body.at(-2)).toBe(state === "cancelled" ? 4 : 0);
  });
});
