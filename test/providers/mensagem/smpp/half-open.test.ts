// Peers that vanish, or half of them: each session ends at its time-out and is listed no more, what waited for it is
// there for the next bind, and another account's session has noticed nothing.

import { afterEach, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { header } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import {
  bindOctets,
  binds,
  idOf,
  rawBound,
  rawClient,
  readHeader,
  receipts,
  sms,
  startEsme,
  statusOf,
  submitOctets,
  user,
} from "./support/smsc.ts";

afterEach(undoAll);
const [enquireLink, enquireLinkResp, deliverSm] = [0x15, 0x80000015, 5];

/** Accounts of these names, and sandbox time so fast that five minutes without a sign of life are a second. */
async function emulateFor(names: readonly string[], smpp: object = {}): Promise<Emulator> {
  const accounts = names.map((name) => {
    const details = { integrationUser: name, smppPassword: "smpp9500" };
    return [`mensagem/${name}`, { credits: { long: 1_000 }, details }] as const;
  });
  const emulator = await emulate(Object.fromEntries(accounts), { smpp: { enquireLinkGraceMs: 1_000, ...smpp } });
  await emulator.clock.set({ mode: "speeded", speed: 300 });
  return emulator;
}

const listed = async (emulator: Emulator): Promise<string[]> =>
  (await emulator.sessions()).map(({ account }) => account).toSorted();
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setImmediate(resolve));
}

it("bound ones end by inactivity (S13), whatever their peer still does, and keep their receipts for the next bind", {
  timeout: 180_000,
}, async () => {
  const names = ["unread", "halfway", "mute"];
  const emulator = await emulateFor(names);
  const esme = startEsme();
  const healthy = await esme.connect({ url: `smpp://${emulator.urls.smpp}` });
  expect(statusOf(await esme.request(healthy, "bind_transceiver", user))).toBe("ESME_ROK");
  const ids = new Map<string, string>();
  for (const name of names) {
    const client = await rawBound(emulator, "transceiver", name);
    client.send(submitOctets(2));
    const answer = readHeader(await client.readPdu());
    expect(answer.status).toBe(0);
    ids.set(name, answer.body.toString("latin1", 0, answer.body.indexOf(0)));
    // The first client stops reading, the second stops within a PDU, the third reads and never answers.
    if (name === "unread") client.socket.pause();
    else if (name === "halfway") client.send(submitOctets(3).subarray(0, 20));
  }
  expect(await listed(emulator)).toEqual(["mensagem/halfway", "mensagem/main", "mensagem/mute", "mensagem/unread"]);
  const begun = (await emulator.clock.read()).now;
  await until(async () => (await listed(emulator)).length === 1);
  expect((await emulator.clock.read()).now - begun).toBeGreaterThanOrEqual(300_000);
  expect(await listed(emulator)).toEqual(["mensagem/main"]);

  for (const name of names) {
    const next = await esme.connect({ url: `smpp://${emulator.urls.smpp}` });
    expect(statusOf(await esme.request(next, "bind_receiver", { ...user, system_id: name }))).toBe("ESME_ROK");
    expect(await receipts(esme, next, 1)).toEqual([ids.get(name)]);
    expect(statusOf(await esme.request(next, "enquire_link"))).toBe("ESME_ROK");
    expect((await emulator.callbacks({ account: `mensagem/${name}` })).map(({ state }) => state)).toEqual([
      "delivered",
    ]);
  }
  const own = idOf(await esme.request(healthy, "submit_sm", sms));
  expect(await receipts(esme, healthy, 1)).toEqual([own]);
  expect(await emulator.messages()).toHaveLength(names.length + 1);
});

it("one that answers every enquire_link and no deliver_sm stays bound, and what it left is tried again", async () => {
  const emulator = await emulateFor(["lazy"]);
  const client = await rawBound(emulator, "transceiver", "lazy");
  client.send(submitOctets(2));
  const delivered: number[] = [];
  let links = 0;
  const next = async (client: RawClient): Promise<void> => {
    const { command, sequence } = readHeader(await client.readPdu());
    if (command === enquireLink) {
      links += 1;
      client.send(header(enquireLinkResp, 0, sequence));
    } else if (command === deliverSm) delivered.push(sequence);
  };
  // Over five minutes in all: the tries are 1, 5 and 15 s apart, beside half a minute for each response.
  const begun = (await emulator.clock.read()).now;
  while (delivered.length < 4 || links < 2 || (await emulator.clock.read()).now - begun < 330_000) await next(client);
  expect(new Set(delivered).size).toBe(delivered.length);
  expect(await listed(emulator)).toEqual(["mensagem/lazy"]);
  const [entry] = await emulator.callbacks();
  expect(entry).toMatchObject({ state: "waiting", account: "mensagem/lazy" });
  expect(entry?.attempts.slice(0, 3).map(({ error }) => error)).toEqual(["timeout", "timeout", "timeout"]);
  client.destroy();
  const esme = startEsme();
  const other = await esme.connect({ url: `smpp://${emulator.urls.smpp}` });
  expect(statusOf(await esme.request(other, "bind_receiver", { ...user, system_id: "lazy" }))).toBe("ESME_ROK");
  await receipts(esme, other, 1);
  await until(async () => (await emulator.callbacks())[0]?.state === "delivered");
});

it("those that never come as far as a bind end by session_init, in real time (S13)", async () => {
  const emulator = await emulateFor([], { sessionInitMs: 1_500 });
  const esme = startEsme();
  const healthy = await esme.connect({ url: `smpp://${emulator.urls.smpp}` });
  expect(statusOf(await esme.request(healthy, "bind_transceiver", user))).toBe("ESME_ROK");
  const bind = bindOctets(binds.transceiver);
  const begun = performance.now();
  const clients: RawClient[] = [];
  for (const octets of [Buffer.alloc(0), bind.subarray(0, 3), bind.subarray(0, 20), header(enquireLink, 0, 1)])
    clients.push((await rawClient(emulator)).send(octets));
  // Octet by octet is no sign of life either, as long as it is not a bind.
  const dripping = await rawClient(emulator);
  for (const octet of bind.subarray(0, -1)) {
    if (dripping.ended) break;
    dripping.send(Buffer.of(octet));
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (const client of [...clients, dripping]) await client.readToEnd();
  expect(performance.now() - begun).toBeGreaterThan(1_400);
  expect(await listed(emulator)).toEqual(["mensagem/main"]);
  expect(statusOf(await esme.request(healthy, "submit_sm", sms))).toBe("ESME_ROK");
});
