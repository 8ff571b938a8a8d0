// The ends of a session: by the client, the timeline, a rule, the emulator's stop, an account that is disabled. Unacknowledged deliver_sm go back to the queue and arrive again at the next bind.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { AccountInput } from "../../../../src/index.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { header } from "../../../protocols/smpp/support/octets.ts";
import { allowed } from "../../../support/endurance/amount.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { untyped } from "../../../support/scenario/untyped.ts";
import { bind, rawBound, readHeader, receipts, sms, startEsme, statusOf, submitOctets } from "./support/smsc.ts";

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
  it("is answered, and what it did not acknowledge arrives again, in order, at the next bind (S8)", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    const ids = await submit(client, 3);
    await unacknowledged(emulator, client, ids);
    expect(await emulator.callbacks({ state: "waiting" })).toHaveLength(3);

    const esme = startEsme();
    const receiver = await bind(esme, emulator.urls.smpp, "bind_receiver");
    await emulator.clock.advance(60_000);
    const again = await receipts(esme, receiver, 3);
    expect(again).toEqual(ids);
    await emulator.clock.advance(0);
    expect(await emulator.callbacks({ state: "delivered" })).toHaveLength(3);
  });

  it("without a word, a connection that breaks, loses nothing either (S10, D11)", async () => {
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
    await emulator.scenario.put(
      untyped({ scenario: "night", rules: [], timeline: [{ at: "1m", do: { unbind: whose } }] }),
    );
    await emulator.clock.advance(59_000);
    for (const session of sessions) expect(statusOf(await esme.request(session, "enquire_link"))).toBe("ESME_ROK");
    await emulator.clock.advance(1_000);
    for (const session of sessions) {
      await esme.pdu(session, "unbind");
      await esme.closed(session);
    }
    const next = await bind(esme, emulator.urls.smpp);
    expect(statusOf(await esme.request(next, "submit_sm", sms))).toBe("ESME_ROK");
  });

  it("by the timeline: sessions of another account stay", async () => {
    const details = { integrationUser: "other", smppPassword: "smpp9500" };
    const emulator = await emulate({ "mensagem/other": { details } });
    const [mine, other] = [await rawBound(emulator), await rawBound(emulator, "transceiver", "other")];
    const timeline = [{ at: "1m", do: { unbind: { account: "mensagem/main" } } }];
    await emulator.scenario.put({ scenario: "one", rules: [], timeline });
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
    await emulator.scenario.put(untyped({ scenario: "rule", rules }));
    await submit(client, 1);
    const { command, sequence } = readHeader(await client.readPdu());
    expect(command).toBe(unbind);
    client.send(header(unbindResp, 0, sequence));
    await client.waitGone();
    expect(await emulator.messages()).toHaveLength(1);
  });

  it("a request that comes before the client has seen our unbind is still answered (S9)", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    await emulator.scenario.put({ scenario: "now", rules: [], timeline: [{ at: "1s", do: { unbind: true } }] });
    await emulator.clock.advance(1_000);
    const { command, sequence } = readHeader(await client.readPdu());
    expect(command).toBe(unbind);
    client.send(submitOctets(7));
    expect(readHeader(await client.readPdu())).toMatchObject({ command: 0x80000004, status: 0, sequence: 7 });
    client.send(header(unbindResp, 0, sequence));
    await client.waitGone();
    expect(await emulator.messages()).toHaveLength(1);
  });
});

describe("by us, once the session could not bind any more", () => {
  const main = "mensagem/main";
  const scenario = (account: object) => (emulator: Emulator) =>
    emulator.scenario.put({ scenario: "account", accounts: { [main]: account } });
  const change = (account: AccountInput) => (emulator: Emulator) => emulator.accounts.change(main, account);

  it.each<[string, (emulator: Emulator) => Promise<unknown>]>([
    ["disabled by a scenario", scenario({ enabled: false })],
    ["disabled by the control API", change({ enabled: false })],
    ["its user disabled", scenario({ details: { userEnabled: false } })],
    ["its system_id changed", scenario({ details: { integrationUser: "another" } })],
    ["removed", (emulator) => emulator.accounts.remove(main)],
  ])("an account that is %s: what still comes is refused, and so are binds", async (_, happens) => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    const receiver = await rawBound(emulator, "receiver");
    await happens(emulator);
    const { command, sequence } = readHeader(await client.readPdu());
    expect(command).toBe(unbind);
    client.send(submitOctets(7));
    expect(readHeader(await client.readPdu())).toMatchObject({ command: 0x80000004, status: 0x0d, sequence: 7 });
    client.send(header(0x15, 0, 8));
    expect(await client.readPdu()).toEqual(header(0x80000015, 0, 8));
    client.send(header(unbindResp, 0, sequence));
    await client.waitGone();
    expect(readHeader(await receiver.readPdu()).command).toBe(unbind);
    expect(await emulator.messages()).toEqual([]);
    await expect(rawBound(emulator)).rejects.toThrow(/ESME_R(BINDFAIL|INVSYSID)/);
  });

  it("an account that a rule disables: the submission that met the rule is answered", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    const off = { account: main, enabled: false };
    const rules = [{ rule: "off", when: { operation: "submit_sm", nth: 2 }, then: [off] }];
    await emulator.scenario.put({ scenario: "rule", rules });
    await submit(client, 1);
    client.send(submitOctets(2));
    const seen = [readHeader(await client.readPdu()), readHeader(await client.readPdu())];
    expect(seen.map(({ command }) => command).toSorted((a, b) => a - b)).toEqual([unbind, 0x80000004]);
  });

  it("an account that is enabled again binds as before", async () => {
    const emulator = await emulate();
    await scenario({ enabled: false })(emulator);
    await scenario({ enabled: true })(emulator);
    const client = await rawBound(emulator);
    expect(await submit(client, 1)).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
  });

  it("a sandbox that is removed, and a reset that takes an account away; the others stay", async () => {
    const emulator = await emulate();
    const details = (integrationUser: string) => ({ details: { integrationUser, smppPassword: "smpp9500" } });
    const sandbox = await emulator.sandbox("guest");
    await sandbox.accounts.put("mensagem/guest", details("guest"));
    await emulator.accounts.put("mensagem/late", details("late"));
    const guest = await rawBound(emulator, "transceiver", "guest");
    const late = await rawBound(emulator, "transceiver", "late");
    const mine = await rawBound(emulator);
    await sandbox.remove();
    expect(readHeader(await guest.readPdu()).command).toBe(unbind);
    guest.send(header(unbindResp, 0, 1));
    await guest.waitGone();
    await emulator.reset();
    expect(readHeader(await late.readPdu()).command).toBe(unbind);
    mine.send(header(0x15, 0, 2));
    expect(await mine.readPdu()).toEqual(header(0x80000015, 0, 2));
    // Events of a removed sandbox do not reach another.
    expect(await emulator.requests({ account: "mensagem/guest" })).toEqual([]);
  });

  it("not for another password, which the next bind needs, nor for credits", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    await scenario({ details: { smppPassword: "changed" }, credits: 5 })(emulator);
    client.send(header(0x15, 0, 2));
    expect(await client.readPdu()).toEqual(header(0x80000015, 0, 2));
    await submit(client, 1);
    await expect(rawBound(emulator)).rejects.toThrow("ESME_RINVPASWD");
  });
});

describe("by stop() (D14)", () => {
  it("who answers is gone politely, who does not is gone all the same, within two seconds", async () => {
    const emulator = await emulate();
    const esme = startEsme();
    const polite = await bind(esme, emulator.urls.smpp);
    const deaf = await rawBound(emulator);
    const began = performance.now();
    await emulator.stop();
    expect(performance.now() - began).toBeLessThan(allowed(2_000));
    await esme.pdu(polite, "unbind");
    await esme.closed(polite);
    expect(readHeader(await deaf.readPdu()).command).toBe(unbind);
    await deaf.waitGone();
  });
});

it("says what a session shows of its client when it ends, with unbind or without", async () => {
  const emulator = await emulate({}, { smpp: { enquireLinkMs: 0, inactivityMs: 0 } });
  const [polite, rude] = [await rawBound(emulator), await rawBound(emulator)];
  await emulator.clock.advance(60_000);
  polite.send(header(unbind, 0, 2));
  await polite.readToEnd();
  rude.destroy();
  const call = await emulator.waitForRequest({ operation: "close" });
  const finding = { text: "the client never sent an enquire_link", source: "SMPP 3.4 7.2" };
  expect(call.findings).toMatchObject([finding]);
  expect(call.decidedBy).toMatch(/^default: the session ended without unbind \((?:peer|reset)\)$/);
  expect((await emulator.requests({ operation: "unbind" })).map(({ findings }) => findings)).toMatchObject([[finding]]);
});
