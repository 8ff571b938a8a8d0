// The machine's date is set while everything is under way, by an hour back or days forward: nothing is lost or told twice,
// nobody is thrown out, and what is measured is what has passed.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startCatcher } from "../../support/catcher.ts";
import { listen } from "../../support/control.ts";
import { connect } from "../../support/esme.ts";
import { emulate, later, sendMensagem, sendSophia, undoAll } from "../../support/sandboxed.ts";

const hour = 3_600_000;
const user = { system_id: "126b114c", password: "smpp9500" };
const sms = { destination_addr: "11999990001", short_message: "Oi", registered_delivery: 1 };
const quick = {
  scenario: "Quick",
  rules: [{ rule: "all", then: [{ life: [{ sent: "30ms" }, { delivered: "60ms" }] }] }],
};

let ahead = 0;
beforeEach(() => {
  ahead = 0;
  const date = Date.now.bind(Date);
  vi.spyOn(Date, "now").mockImplementation(() => date() + ahead);
});
afterEach(async () => {
  await undoAll();
  vi.restoreAllMocks();
});

describe("the machine's date is set", () => {
  it("statuses, callbacks with their second tries and receipts come once each, and sessions stay", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    const callbacks = { dlr: catcher.url };
    const emulator = await emulate(
      { "sophia/main": { callbacks }, "mensagem/main": { callbacks } },
      { clock: "real", providers: { sophia: { firstDelayMs: 50 }, mensagem: { firstDelayMs: 50 } } },
    );
    const api = emulator;
    await emulator.scenario.put(quick);
    const esme = await connect(emulator.urls.smpp);
    later(() => esme.close());
    await esme.request("bind_transceiver", user);
    const ids = new Set<string>();
    let messages = 0;
    for (const by of [-hour, 48 * hour, -24 * hour, 24 * hour]) {
      catcher.inTurn(500, 503, 500, 503);
      for (let n = 0; n < 3; n++) {
        await sendSophia(emulator);
        await sendMensagem(emulator);
        const { message_id = "" } = await esme.request("submit_sm", sms);
        ids.add(message_id);
        messages += 3;
        if (n === 1) ahead += by;
      }
      const delivered = { status: "delivered" } as const;
      expect(await api.wait({ what: "messages", where: delivered, count: messages, timeout: "60s" })).toMatchObject({
        ok: true,
      });
      const reported = { what: "callbacks", where: { state: "delivered" }, timeout: "60s" } as const;
      expect(await api.wait({ ...reported, count: (await emulator.callbacks()).length })).toMatchObject({ ok: true });
      expect((await emulator.callbacks()).every(({ state }) => state === "delivered")).toBe(true);
    }
    const entries = await emulator.callbacks();
    const attempts = entries.reduce((sum, { by, attemptCount: each }) => sum + (by === "http" ? each : 0), 0);
    expect(catcher.caught).toHaveLength(attempts);
    // Sixteen were refused once; everything else was told at the first try.
    expect(attempts).toBe(entries.filter(({ by }) => by === "http").length + 16);
    expect(esme.received.map(({ receipted_message_id }) => receipted_message_id).toSorted()).toEqual(
      [...ids].toSorted(),
    );
    expect(await api.sessions()).toHaveLength(1);
    expect((await esme.request("enquire_link", {})).command_status).toBe(0);
  });

  it("receipts that wait for a receiver are there for the next bind", async () => {
    const emulator = await emulate({}, { clock: "real" });
    const api = emulator;
    await emulator.scenario.put(quick);
    const transmitter = await connect(emulator.urls.smpp);
    later(() => transmitter.close());
    await transmitter.request("bind_transmitter", user);
    const { message_id } = await transmitter.request("submit_sm", sms);
    await api.wait({ what: "callbacks", count: 1, timeout: "60s" });
    ahead -= hour;
    const receiver = await connect(emulator.urls.smpp);
    later(() => receiver.close());
    await receiver.request("bind_receiver", user);
    const reported = { what: "callbacks", where: { state: "delivered" }, count: 1, timeout: "60s" } as const;
    expect(await api.wait(reported)).toMatchObject({ ok: true });
    expect(receiver.received.map(({ receipted_message_id }) => receipted_message_id)).toEqual([message_id]);
  });

  it("a sandbox that may be idle for so long is, whatever the date says", async () => {
    const emulator = await emulate({}, { clock: "real" });
    const removed = new Map(["used", "marker"].map((name) => [name, Promise.withResolvers<void>()]));
    await listen(emulator, {}, (event) => {
      if (event.kind === "sandbox" && event.change === "removed") removed.get(event.sandbox)?.resolve();
    });
    await emulator.sandbox("used", { idle: "600ms" });
    await emulator.sandbox("marker", { idle: "300ms" });
    await removed.get("marker")?.promise;
    const touched = performance.now();
    await emulator.existing("used").sendInbound({ from: "11999990001", text: "Oi", provider: "mensagem" });
    ahead += 48 * hour;
    await removed.get("used")?.promise;
    expect(performance.now() - touched).toBeGreaterThan(590);
  });

  it("an attempt lasts as long as it lasted", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    const emulator = await emulate({ "sophia/main": { callbacks: { dlr: catcher.url } } }, { clock: "real" });
    const api = emulator;
    await emulator.scenario.put(quick);
    for (const by of [-hour, 48 * hour]) {
      catcher.inTurn((response) => {
        ahead += by;
        response.end("ok");
      });
      await sendSophia(emulator);
      const where = { state: "delivered" } as const;
      await api.wait({ what: "callbacks", where, count: (await emulator.callbacks()).length + 1, timeout: "60s" });
    }
    const lasted = (await emulator.callbacks()).flatMap((callback) =>
      callback.attempts.map(({ durationMs }) => durationMs),
    );
    expect(lasted.length).toBeGreaterThan(1);
    for (const ms of lasted) expect(ms).toSatisfy((it: number) => it >= 0 && it < hour / 2);
  });
});
