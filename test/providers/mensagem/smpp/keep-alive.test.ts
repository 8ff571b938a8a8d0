// enquire_link of ours and the end of a silent session, on the sandbox's clock. An unanswered enquire_link counts only
// after its real-time grace, which is a setting and short here.

import { afterEach, describe, expect, it } from "vitest";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { header } from "../../../protocols/smpp/support/octets.ts";
import { emulate, undoAll } from "../../../support/sandboxed.ts";
import { bind, rawBound, readHeader, startEsme, statusOf, submitOctets } from "./support/smsc.ts";

afterEach(undoAll);
const minute = 60_000;
const unknownCommand = 0x0d;
const enquireLink = 0x15;
const enquireLinkResp = 0x80000015;

/** A request of the client's own and its answer: whatever we sent before has arrived then. */
async function enquired(client: RawClient): Promise<void> {
  client.send(header(enquireLink, 0, 0x99));
  expect(await client.readPdu()).toEqual(header(enquireLinkResp, 0, 0x99));
}

describe("enquire_link of the SMSC (S13)", () => {
  it("comes after a minute of sandbox time without traffic, once an advance however long, with the next number", async () => {
    const emulator = await emulate();
    const client = await rawBound(emulator);
    await emulator.clock.advance(minute - 1);
    await enquired(client);
    await emulator.clock.advance(minute - 1);
    await enquired(client);
    for (const [round, duration] of [minute, 48 * 60 * minute, 30 * minute].entries()) {
      const moved = emulator.clock.advance(duration);
      expect(await client.readPdu()).toEqual(header(enquireLink, 0, round + 1));
      client.send(header(enquireLinkResp, 0, round + 1));
      await moved;
      await enquired(client);
      expect(client.unhandled).toHaveLength(0);
    }
  });

  it("comes to every session, and node-smpp that answers stays bound for days", async () => {
    const emulator = await emulate();
    const esme = startEsme();
    const sessions = [await bind(esme, emulator.urls.smpp), await bind(esme, emulator.urls.smpp, "bind_receiver")];
    for (let day = 0; day < 3; day++) {
      await emulator.clock.advance(24 * 60 * minute);
      for (const session of sessions) {
        await esme.pdu(session, "enquire_link");
        expect(statusOf(await esme.request(session, "enquire_link"))).toBe("ESME_ROK");
      }
    }
  });

  it("is answered before the clock goes on: each answer has the instant of its enquire_link", async () => {
    const emulator = await emulate();
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp);
    const begun = (await emulator.clock.read()).now;
    const instants: number[] = [];
    for (const duration of [10, 48 * 60, 2]) {
      const before = (await emulator.clock.read()).now;
      await emulator.clock.advance(duration * minute);
      await esme.pdu(session, "enquire_link");
      instants.push(before + minute);
    }
    expect(instants[0]).toBe(begun + minute);
    const requests = await emulator.requests({ operation: "enquire_link" });
    expect(requests.map(({ at, code }) => [at, code])).toEqual(instants.map((at) => [at, "ESME_ROK"]));
  });

  it.each([[[0, 1, 2]], [[2, 0, 1]], [[1, 2, 0]]])(
    "of several sessions at one instant stands in the journal in the order of asking, as do receipts: %j",
    async (answering) => {
      const emulator = await emulate();
      const clients: RawClient[] = [];
      for (let n = 0; n < 3; n++) clients.push(await rawBound(emulator));
      const remotes = (await emulator.requests({ operation: "bind_transceiver" })).map(({ remote }) => remote);
      /** Each of the three is asked once, and they answer in the order of `answering`. */
      const round = async (moved: Promise<unknown>): Promise<void> => {
        const answered = await Promise.all(clients.map(async (client) => readHeader(await client.readPdu())));
        for (const index of answering) {
          const [{ command, sequence } = { command: 0, sequence: 0 }, client] = [answered[index], clients[index]];
          // Whatever it is answered, what stands in front has been read then.
          client?.send(header(0x80000000 + command, 0, sequence), header(unknownCommand, 0, 0x99));
          await client?.readPdu();
        }
        await moved;
      };
      await round(emulator.clock.advance(minute));
      await round(emulator.clock.advance(minute));
      for (const client of clients) {
        client.send(submitOctets(5));
        expect(readHeader(await client.readPdu()).status).toBe(0);
      }
      await round(emulator.clock.advance(10_000));
      const requests = (await emulator.requests()).filter(({ operation }) =>
        /^(?:enquire_link|deliver_sm)$/.test(operation),
      );
      expect(requests.map(({ remote }) => remote)).toEqual([...remotes, ...remotes, ...remotes]);
      expect(requests.map(({ code }) => code)).toEqual(Array(9).fill("ESME_ROK"));
      expect(new Set(requests.map(({ at }) => at)).size).toBe(3);
    },
  );

  it("goes on after a reset, which gives the sandbox another clock", async () => {
    const emulator = await emulate();
    const esme = startEsme();
    const session = await bind(esme, emulator.urls.smpp);
    await emulator.clock.advance(2 * minute);
    await esme.pdu(session, "enquire_link");
    await emulator.reset();
    await emulator.clock.advance(minute);
    await esme.pdu(session, "enquire_link");
    expect(await emulator.requests({ operation: "enquire_link" })).toHaveLength(1);
  });

  it("waits as long as the account's details say, or never comes", async () => {
    const smpp = (enquireLinkMs: number): object => ({ details: { smpp: { enquireLinkMs } } });
    const often = await emulate({ "mensagem/main": smpp(5_000) });
    const client = await rawBound(often);
    const moved = often.clock.advance(5_000);
    expect(await client.readPdu()).toEqual(header(enquireLink, 0, 1));
    client.send(header(enquireLinkResp, 0, 1));
    await moved;
    const never = await emulate({ "mensagem/main": { details: { smpp: { enquireLinkMs: 0, inactivityMs: 0 } } } });
    const left = await rawBound(never);
    await never.clock.advance(48 * 60 * minute);
    await enquired(left);
    expect(left.unhandled).toHaveLength(0);
  });
});

describe("inactivity", () => {
  it("closes a session whose enquire_link stays unanswered, not before five minutes", async () => {
    const emulator = await emulate({}, { smpp: { enquireLinkGraceMs: 1 } });
    const client = await rawBound(emulator);
    // Answered on a session of its own, this gives the real-time grace its turn and the silent one no sign of life.
    const other = await rawBound(emulator);
    const began = (await emulator.clock.read()).now;
    for (let step = 0; step < 1_000 && !client.ended; step++) {
      await emulator.clock.advance(10_000);
      await enquired(other);
      if ((await emulator.clock.read()).now - began < 5 * minute) expect(client.ended).toBe(false);
    }
    expect(client.ended).toBe(true);
    const sent = await client.readToEnd();
    expect(sent.subarray(0, 16)).toEqual(header(enquireLink, 0, 1));
    expect(sent.length).toBeGreaterThanOrEqual(32);
    await enquired(other);
  });

  it("keeps it through the real-time grace after a move, and waits in a move for its answer once only", async () => {
    const emulator = await emulate({}, { smpp: { enquireLinkGraceMs: 1_500 } });
    const client = await rawBound(emulator);
    for (let n = 0; n < 5; n++) await emulator.clock.advance(60 * minute);
    expect(await client.readPdu()).toEqual(header(enquireLink, 0, 1));
    await enquired(client);
    expect(client.unhandled).toHaveLength(0);
  });
});
