// Settings of the SMPP listeners: client certificates, limits, balancers, address ranges; and dialect options that decide a command_status.

import { readFileSync } from "node:fs";
import { connect } from "node:tls";
import { afterEach, expect, it } from "vitest";
import { defaultSmppSettings } from "../../../../src/protocols/smpp/settings.ts";
import { smppAccountValidator } from "../../../../src/providers/mensagem/smpp/dialect.ts";
import { RawClient } from "../../../protocols/smpp/support/client.ts";
import { pdu } from "../../../protocols/smpp/support/octets.ts";
import { certificate } from "../../../support/certificate.ts";
import { emulate, scratch, undoAll } from "../../../support/sandboxed.ts";
import {
  bind,
  bindOctets,
  binds,
  rawBound,
  rawClient,
  readHeader,
  sms,
  startEsme,
  statusOf,
  submitOctets,
  user,
} from "./support/smsc.ts";

afterEach(undoAll);
const portOf = (address = ""): number => Number(address.split(":").at(-1));

it("the TLS door asks for a client certificate, and has limits of its own", async () => {
  const files = certificate(scratch(), "smsc");
  const [cert, key] = [readFileSync(files.tlsCert), readFileSync(files.tlsKey)];
  const smpps = { clientCertificate: "require", clientCa: files.tlsCert, sessionsPerAccount: 1 };
  const emulator = await emulate({}, { smppsPort: 0, ...files, smpp: { smpps } });
  const dial = (visible: object): RawClient =>
    new RawClient(
      connect({ port: portOf(emulator.urls.smpps), host: "127.0.0.1", rejectUnauthorized: false, ...visible }),
    );
  await dial({}).waitGone();
  const client = dial({ cert, key });
  client.send(bindOctets(binds.transceiver));
  expect(readHeader(await client.readPdu()).status).toBe(0);
  const second = dial({ cert, key });
  second.send(bindOctets(binds.transceiver));
  expect(readHeader(await second.readPdu()).status).toBe(0x0d);
  const esme = startEsme();
  await bind(esme, emulator.urls.smpp);
  client.destroy();
  second.destroy();
});

it("takes a client's address from a balancer's header (S15)", async () => {
  const emulator = await emulate({}, { smpp: { proxyFrom: ["127.0.0.1"] } });
  const client = await rawClient(emulator);
  client.send(Buffer.from("PROXY TCP4 203.0.113.9 127.0.0.1 4711 9500\r\n"), bindOctets(binds.receiver));
  expect(readHeader(await client.readPdu()).status).toBe(0);
  expect((await emulator.requests({ operation: "bind_receiver" }))[0]?.remote).toMatch(/^203\.0\.113\.9#/);
});

it("narrows inbounds by address_range when told to (D7)", async () => {
  const emulator = await emulate({}, { smpp: { addressRange: true } });
  const esme = startEsme();
  const sessions: number[] = [];
  for (const address_range of ["^999", "^281(49|50)$"]) {
    const session = await esme.connect({ url: `smpp://${emulator.urls.smpp}` });
    expect(statusOf(await esme.request(session, "bind_receiver", { ...user, address_range }))).toBe("ESME_ROK");
    sessions.push(session);
  }
  for (const text of ["um", "dois"]) await emulator.sendInbound({ from: "11999990001", text, provider: "mensagem" });
  await emulator.clock.advance(1_000);
  for (const _ of ["um", "dois"]) await esme.pdu(sessions[1] ?? 0, "deliver_sm");
  expect(await emulator.callbacks({ state: "delivered" })).toHaveLength(2);
});

it("keeps an inbound that no bound range allows until a receiver comes that may have it", async () => {
  const emulator = await emulate({}, { smpp: { addressRange: true } });
  const esme = startEsme();
  const url = `smpp://${emulator.urls.smpp}`;
  const other = await esme.connect({ url });
  await esme.request(other, "bind_receiver", { ...user, address_range: "^999" });
  for (const text of ["um", "dois"]) await emulator.sendInbound({ from: "11999990001", text, provider: "mensagem" });
  await emulator.clock.advance(24 * 3_600_000);
  const waiting = await emulator.callbacks({ state: "waiting" });
  expect(waiting.map(({ attemptCount }) => attemptCount)).toEqual([0, 0]);

  const able = await esme.connect({ url });
  await esme.request(able, "bind_receiver", { ...user, address_range: "^281(49|50)$" });
  const came = [await esme.pdu(able, "deliver_sm"), await esme.pdu(able, "deliver_sm")];
  expect(came.map(({ short_message }) => short_message)).toEqual([{ message: "um" }, { message: "dois" }]);
  await emulator.clock.advance(1_000);
  expect((await emulator.callbacks({ state: "delivered" })).map(({ attemptCount }) => attemptCount)).toEqual([1, 1]);
});

it("looks at each destination of a submit_multi under strictTonNpi", async () => {
  const emulator = await emulate({}, { providers: { mensagem: { strictTonNpi: true } } });
  const esme = startEsme();
  const session = await bind(esme, emulator.urls.smpp);
  const to = (ton: number, npi: number, destination_addr: string) => ({
    dest_flag: 1,
    dest_addr_ton: ton,
    dest_addr_npi: npi,
    destination_addr,
  });
  const source = { source_addr_ton: 1, source_addr_npi: 1, source_addr: "28149" };
  const many = (dest_address: object[]) =>
    esme.request(session, "submit_multi", { ...source, dest_address, short_message: "Oi" });
  const [good, badTon, badNpi] = [to(1, 1, "11999990001"), to(9, 1, "11999990002"), to(1, 2, "11999990003")];
  const some = await many([badTon, good, badNpi]);
  expect(statusOf(some)).toBe("ESME_ROK");
  expect(some["unsuccess_sme"]).toEqual([
    { dest_addr_ton: 9, dest_addr_npi: 1, destination_addr: "11999990002", error_status_code: 0x50 },
    { dest_addr_ton: 1, dest_addr_npi: 2, destination_addr: "11999990003", error_status_code: 0x51 },
  ]);
  expect((await emulator.messages()).map(({ to: number }) => number)).toEqual(["5511999990001"]);
  expect(statusOf(await many([badTon]))).toBe("ESME_RINVDSTTON");
});

it.each([
  ["ESME_RINVDSTTON", { strictTonNpi: true }, { dest_addr_ton: 9, dest_addr_npi: 1 }],
  ["ESME_RINVDSTNPI", { strictTonNpi: true }, { dest_addr_ton: 1, dest_addr_npi: 2 }],
  ["ESME_RINVSCHED", { longestScheduleMs: 3_600_000 }, { schedule_delivery_time: "000000020000000R" }],
  ["ESME_RINVEXPIRY", { longestValidityMs: 3_600_000 }, { validity_period: "000000020000000R" }],
  ["ESME_RX_T_APPN", { commandStatus: { "97": "ESME_RX_T_APPN" } }, {}],
])("%s for the readings %j", async (name, mensagem, fields) => {
  const emulator = await emulate({ "mensagem/main": { credits: 0 } }, { providers: { mensagem } });
  const esme = startEsme();
  const session = await bind(esme, emulator.urls.smpp);
  const source = { source_addr_ton: 1, source_addr_npi: 1, source_addr: "28149" };
  expect(statusOf(await esme.request(session, "submit_sm", { ...sms, ...source, ...fields }))).toBe(name);
});

it("refuses a commandStatus that is none", async () => {
  const started = emulate({}, { providers: { mensagem: { commandStatus: { "97": "ESME_ROK" } } } });
  await expect(started).rejects.toThrow("commandStatus.97: must be a command_status of a refusal");
});

it("an account has limits and timers of its own, each that counts after a bind (S13)", async () => {
  const { boundTimers, hostTimers, limits } = defaultSmppSettings;
  const listeners = Object.keys({ ...boundTimers, ...hostTimers, ...limits });
  const before = /^(?:sessionInitMs|refusedBindMs|unbound.*|connections.*|bindAttempts.*|sessionsPerAccount)$/;
  const own = Object.keys(smppAccountValidator({}, "smpp"));
  expect(listeners.filter((name) => !before.test(name) && !own.includes(name))).toEqual([]);

  const smpp = { pduOctets: 100, unbindMs: 10, maxSessions: 2, unexpectedTlvs: "refuse", processing: 1 };
  const emulator = await emulate({ "mensagem/main": { details: { smpp } } });
  const strict = await rawBound(emulator);
  strict.send(pdu(`${submitOctets(2).subarray(4).toString("hex")} 001e 0002 '1' 00`));
  expect(readHeader(await strict.readPdu())).toMatchObject({ status: 0xc1, sequence: 2 });
  strict.send(pdu(`00000004 00000000 00000003 ${"00".repeat(100)}`));
  expect(readHeader(await strict.readPdu())).toMatchObject({ command: 0x80000000, status: 2, sequence: 3 });
  await strict.waitGone();

  const unanswering = await rawBound(emulator);
  await emulator.accounts.change("mensagem/main", { enabled: false });
  expect(readHeader(await unanswering.readPdu()).command).toBe(6);
  await unanswering.waitGone();
});
