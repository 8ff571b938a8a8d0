// The ends of a session: by the client, the timeline, a rule, the emulator's stop, an account that is disabled. What was
// not acknowledged goes back and arrives again at the next bind.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/emulator.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import type { RawClient } from "../../../wire/smpp/support/client.ts";
import { header } from "../../../wire/smpp/support/octets.ts";
import { bind, idOf, rawBound, readHeader, receipts, sms, startEsme, statusOf, submitOctets } from "./support/smsc.ts";

afterEach(undoAll);
const unbind = 0x06;
const unbindResp = 0x80000006;
const deliverSm = 0x05;

/** Submits and reads past the answers. @returns the message_ids */
async function submit(client: RawClient, many: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= many; n++) {
    const { status, body } = readHeader(await client.send(submitOctets(n)).readPdu());
    expect(status).toBe(0);
    ids.push(body.subarray(0, -1).toString());
  }
  return ids;
}

/** The receipts that come to a client which acknowledges none of them. */
async function unacknowledged(emulator: Emulator, client: RawClient, ids: readonly string[]): Promise<void> {
  // The advance ends only when they are answered, or their time is over.
  const advanced = emulator.clock.advance(10_000);
  for (const id of ids) {
    const { command, body } = readHeader(await client.readPdu());
    expect(command).toBe(deliverSm);
    expect(body.toString("latin1")).toContain(`id:${id} `);
  }
  client.send(header(unbind, 0, 0x99));
  expect(await client.readPdu()).toEqual(header(unbindResp, 0, 0x99));
  await client.waitGone();
  await advanced;
}

describe("by the client", () => {
  it("is answered, and what it did not acknowledge arrives again, in order, at the next bind", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    const ids = await submit(client, 3);
    await unacknowledged(emulator, client, ids);
    expect(emulator.callbacks({ state: "waiting" })).toHaveLength(3);

    const esme = startEsme();
    const receiver = await bind(esme, emulator.urls.smpp, "bind_receiver");
    await emulator.clock.advance(60_000);
    const again = await receipts(esme, receiver, 3);
    expect(again).toEqual(ids);
    await emulator.clock.advance(0);
    expect(emulator.callbacks({ state: "delivered" })).toHaveLength(3);
  });

  it("without a word, a connection that breaks, loses nothing either", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    const ids = await submit(client, 3);
    const advanced = emulator.clock.advance(10_000);
    await client.readPdu();
    client.socket.resetAndDestroy();
    await advanced;

    const esme = startEsme();
    const receiver = await bind(esme, emulator.urls.smpp);
    await emulator.clock.advance(60_000);
    const again = await receipts(esme, receiver, 3);
    expect(again).toEqual(ids);
  });
});

describe("by us", () => {
  it.each([
    ["all sessions", true],
    ["those of an account", { account: "mensagem/main" }],
  ])("by the timeline: %s", async (_, whose) => {
    const emulator = await emulate();
    const esme = startEsme();
    const sessions = [await bind(esme, emulator.urls.smpp), await bind(esme, emulator.urls.smpp, "bind_receiver")];
    await emulator.scenario({ scenario: "night", rules: [], timeline: [{ at: "1m", do: { unbind: whose } }] });
    await emulator.clock.advance(59_000);
    for (const session of sessions) expect(statusOf(await esme.ask(session, "enquire_link"))).toBe("ESME_ROK");
    await emulator.clock.advance(1_000);
    for (const session of sessions) {
      await esme.pdu(session, "unbind");
      await esme.closed(session);
    }
    const next = await bind(esme, emulator.urls.smpp);
    expect(statusOf(await esme.ask(next, "submit_sm", sms))).toBe("ESME_ROK");
  });

  it("by the timeline: sessions of another account stay", async () => {
    const details = { integrationUser: "other", smppPassword: "torpedo" };
    const emulator = await emulate({ "mensagem/other": { details } });
    const [mine, other] = [await rawBound(emulator), await rawBound(emulator, "transceiver", "other")];
    const timeline = [{ at: "1m", do: { unbind: { account: "mensagem/main" } } }];
    await emulator.scenario({ scenario: "one", rules: [], timeline });
    await emulator.clock.advance(30_000);
    for (const client of [mine, other]) {
      client.send(header(0x15, 0, 1));
      expect(await client.readPdu()).toEqual(header(0x80000015, 0, 1));
    }
    await emulator.clock.advance(30_000);
    expect(readHeader(await mine.readPdu()).command).toBe(unbind);
    other.send(header(0x15, 0, 2));
    expect(await other.readPdu()).toEqual(header(0x80000015, 0, 2));
  });

  it("by a rule: the answer first, then the unbind", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    const rules = [{ rule: "go", when: { operation: "submit_sm" }, then: [{ fault: "unbind" }] }];
    await emulator.scenario({ scenario: "rule", rules });
    await submit(client, 1);
    const { command, sequence } = readHeader(await client.readPdu());
    expect(command).toBe(unbind);
    client.send(header(unbindResp, 0, sequence));
    await client.waitGone();
    expect(emulator.messages()).toHaveLength(1);
  });

  it("a request that comes before the client has seen our unbind is still answered", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    await emulator.scenario({ scenario: "now", rules: [], timeline: [{ at: "1s", do: { unbind: true } }] });
    await emulator.clock.advance(1_000);
    const { command, sequence } = readHeader(await client.readPdu());
    expect(command).toBe(unbind);
    client.send(submitOctets(7));
    expect(readHeader(await client.readPdu())).toMatchObject({ command: 0x80000004, status: 0, sequence: 7 });
    client.send(header(unbindResp, 0, sequence));
    await client.waitGone();
    expect(emulator.messages()).toHaveLength(1);
  });

  it("not when the account is disabled: what the session asks is refused, and binds fail until it is enabled", async () => {
    const emulator = await emulate();
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp);
    const put = (enabled: boolean): Promise<void> =>
      emulator.scenario({ scenario: "account", accounts: { "mensagem/main": { enabled } } });
    await put(false);
    expect(statusOf(await esme.ask(session, "submit_sm", sms))).toBe("ESME_RBINDFAIL");
    await expect(bind(esme, emulator.urls.smpp)).rejects.toThrow("ESME_RBINDFAIL");
    expect(emulator.messages()).toEqual([]);
    await put(true);
    const next = await bind(esme, emulator.urls.smpp);
    expect(idOf(await esme.ask(next, "submit_sm", sms))).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe("by stop()", () => {
  it("who answers is gone politely, who does not is gone all the same, within two seconds", async () => {
    const emulator = await emulate();
    const esme = startEsme();
    const polite = await bind(esme, emulator.urls.smpp);
    const deaf = await rawBound(emulator);
    const began = performance.now();
    await emulator.stop();
    expect(performance.now() - began).toBeLessThan(2_000);
    await esme.pdu(polite, "unbind");
    await esme.closed(polite);
    expect(readHeader(await deaf.readPdu()).command).toBe(unbind);
    await deaf.waitGone();
  });
});
