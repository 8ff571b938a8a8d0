// node-smpp as an independent client, in a process of its own.

import { connect as connectTls } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TlsOptions } from "../../../src/protocols/smpp/listener.ts";
import { buildReceipt, receiptDelivery, receiptTlvs, stateWord } from "../../../src/protocols/smpp/receipt.ts";
import { allowed } from "../../support/endurance/amount.ts";
import { cert, key } from "../../support/tls.ts";
import { RawClient } from "./support/client.ts";
import { Esme } from "./support/esme.ts";
import { openListener } from "./support/listener.ts";
import { bindTransceiver, bindTransceiverResp, octets } from "./support/octets.ts";

const serverTls: TlsOptions = { key, cert };
const credentials = { system_id: "user", password: "secret", system_type: "SMPP", interface_version: 0x34 };

let esme: Esme;
beforeAll(() => {
  esme = new Esme();
});
afterAll(() => esme[Symbol.asyncDispose]());

describe.each([
  ["TCP", undefined],
  ["TLS", serverTls],
] as const)("node-smpp over %s", (_name, tls) => {
  const open = () => openListener(tls ? { tls } : {});
  const connect = (port: number) =>
    esme.connect({ host: "127.0.0.1", port, ...(tls && { tls: true, rejectUnauthorized: false }) });

  it.each(["bind_transmitter", "bind_receiver", "bind_transceiver"])("%s", async (command) => {
    await using listener = await open();
    const session = await connect(listener.port);
    expect(await esme.request(session, command, credentials)).toMatchObject({
      command: `${command}_resp`,
      command_status: 0,
      system_id: "SMSC",
      sc_interface_version: 0x34,
    });
  });

  it("is refused with a wrong password, and reads the answer", async () => {
    await using listener = await open();
    const session = await connect(listener.port);
    const answer = await esme.request(session, "bind_transceiver", { ...credentials, password: "guess" });
    expect(answer.command_status).toBe(0x0e);
    await esme.closed(session);
  });

  it("submits, is asked and asks for a sign of life, takes a receipt, unbinds", async () => {
    await using listener = await open();
    const session = await connect(listener.port);
    await esme.request(session, "bind_transceiver", credentials);
    const submitted = await esme.request(session, "submit_sm", {
      source_addr: "28149",
      destination_addr: "5511999990001",
      short_message: "Olá, sua fatura vence amanhã",
      registered_delivery: 1,
      user_message_reference: 513,
    });
    expect(submitted).toMatchObject({ command: "submit_sm_resp", command_status: 0 });
    expect(String(submitted["message_id"])).toMatch(/^m-\d+$/);
    const seen = listener.seen.find(({ decoded }) => decoded.command === "submit_sm")?.decoded;
    expect(seen).toMatchObject({
      body: { source_addr: "28149", destination_addr: "5511999990001", registered_delivery: 1 },
      tlvs: [{ tag: 0x0204, value: Buffer.from("0201", "hex") }],
    });

    const text = buildReceipt({
      id: "m-2",
      sub: 1,
      dlvrd: 1,
      submitDate: "2603020900",
      doneDate: "2603020901",
      stat: stateWord(2),
      err: 0,
      text: Buffer.from("Ol"),
    });
    const ends = {
      source: { ton: 1, npi: 1, address: "28149" },
      destination: { ton: 1, npi: 1, address: "5511999990001" },
    };
    const outcome = listener.pool.deliver("acme", receiptDelivery(ends, text, receiptTlvs("m-2", 2)));
    expect(await esme.pdu(session, "deliver_sm")).toMatchObject({
      esm_class: 4,
      source_addr: "5511999990001",
      destination_addr: "28149",
      short_message: { message: text.toString() },
      receipted_message_id: "m-2",
      message_state: 2,
    });
    expect(await outcome).toEqual({ outcome: "answered", status: 0 });

    expect((await esme.request(session, "enquire_link")).command).toBe("enquire_link_resp");
    listener.clock.advance(60_000);
    await esme.pdu(session, "enquire_link");
    expect(await esme.request(session, "unbind")).toMatchObject({ command: "unbind_resp", command_status: 0 });
    await esme.closed(session);
    expect(await listener.nextClosed()).toBe("unbind");
    expect(listener.bugs).toEqual([]);
  });

  it("queries, cancels, replaces, submits to many and by data_sm", async () => {
    await using listener = await open();
    const session = await connect(listener.port);
    await esme.request(session, "bind_transmitter", credentials);
    const item = { message_id: "m-9", source_addr: "28149" };
    expect(await esme.request(session, "query_sm", item)).toMatchObject({ message_id: "m-9", message_state: 1 });
    expect((await esme.request(session, "cancel_sm", item)).command_status).toBe(0);
    expect((await esme.request(session, "replace_sm", { ...item, short_message: "Oi" })).command_status).toBe(0);
    const dest_address = [
      { dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: "5511999990001" },
      { dl_name: "list" },
    ];
    const multi = await esme.request(session, "submit_multi", {
      source_addr: "28149",
      dest_address,
      short_message: "Oi",
    });
    expect(multi).toMatchObject({ command_status: 0, unsuccess_sme: [] });
    const data = await esme.request(session, "data_sm", {
      destination_addr: "5511999990001",
      message_payload: { message: "Oi" },
    });
    expect(data.command_status).toBe(0);
  });

  it("is unbound by us", async () => {
    await using listener = await open();
    const session = await connect(listener.port);
    await esme.request(session, "bind_transceiver", credentials);
    const stopped = listener.listener.stop();
    await esme.pdu(session, "unbind");
    await esme.closed(session);
    await stopped;
  });
});

describe("TLS (S14)", () => {
  const tlsClient = async (port: number, more: Readonly<Record<string, unknown>> = {}): Promise<RawClient> => {
    const socket = connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false, ...more });
    return new RawClient(socket);
  };

  it("closes on garbage, quietly, and goes on", async () => {
    await using listener = await openListener({ tls: serverTls });
    const client = await listener.connect();
    client.send(bindTransceiver);
    await client.waitGone();
    expect(listener.bugs).toEqual([]);
    const other = await tlsClient(listener.port);
    other.send(bindTransceiver);
    expect(await other.readPdu()).toEqual(bindTransceiverResp);
    other.destroy();
  });

  it("does not speak TLS 1.1", async () => {
    await using listener = await openListener({ tls: serverTls });
    const client = await tlsClient(listener.port, {
      maxVersion: "TLSv1.1",
      minVersion: "TLSv1",
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    await client.waitGone();
    expect(client.failure).toBeDefined();
    expect(listener.listener.sessions.size).toBe(0);
  });

  it("gives the client certificate to the bind handler, and closes without one where it must be shown", async () => {
    const tls: TlsOptions = { ...serverTls, ca: cert, clientCertificate: "require" };
    await using listener = await openListener({ tls });
    const stranger = await tlsClient(listener.port);
    await stranger.waitGone();
    const client = await tlsClient(listener.port, { key, cert });
    client.send(bindTransceiver);
    expect(await client.readPdu()).toEqual(bindTransceiverResp);
    const [session] = [...listener.listener.sessions];
    expect(session?.peer).toMatchObject({ secure: true, certificate: { subject: "CN=localhost" } });
    client.destroy();
  });

  it("ends a handshake that does not come, and stops in the middle of one", async () => {
    const listener = await openListener({ tls: serverTls, hostTimers: { sessionInitMs: 50 } });
    const client = await listener.connect();
    await client.waitGone();
    const other = await listener.connect();
    other.send(octets("16030100c8"));
    const start = performance.now();
    await listener.listener.stop();
    expect(performance.now() - start).toBeLessThan(allowed(2_000));
    other.destroy();
  });
});
