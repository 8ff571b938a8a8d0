// Habits of clients in SMPP sessions: a reset, a removal and another clock begin them anew.

import { afterEach, expect, it } from "vitest";
import type { Sandbox } from "../../src/client/sandbox.ts";
import { connect } from "../support/esme.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

async function sessionsOf(sandbox: Sandbox): Promise<Record<string, unknown>[]> {
  const parts: Uint8Array[] = [];
  for await (const part of (await sandbox.export("jsonl", { times: true })).parts) parts.push(part);
  const lines = Buffer.concat(parts).toString().trimEnd().split("\n");
  return lines.filter((line) => line.startsWith('{"line":"session"')).map((line) => JSON.parse(line));
}

async function bound() {
  const details = { integrationUser: "shop-user", smppPassword: "shop-pw" };
  const emulator = await emulate({}, {}, { shop: { "mensagem/main": { details } } });
  const esme = await connect(emulator.urls.smpp);
  await esme.request("bind_transceiver", { system_id: "shop-user", password: "shop-pw" });
  for (let count = 0; count < 3; count++) await esme.request("enquire_link", {});
  return { emulator, esme, shop: await emulator.sandbox("shop") };
}

it("a reset forgets what an open session counted before", async () => {
  const { esme, shop } = await bound();
  expect(await sessionsOf(shop)).toMatchObject([{ enquireLinks: 3 }]);
  await shop.reset();
  expect(await sessionsOf(shop)).toMatchObject([{ received: 0, enquireLinks: 0, mostProcessing: 0 }]);
  await esme.request("enquire_link", {});
  await esme.request("unbind", {});
  await shop.waitForRequest({ operation: "unbind" });
  await expect.poll(() => sessionsOf(shop)).toMatchObject([{ received: 2, enquireLinks: 1, end: "unbind" }]);
  esme.close();
});

it("a session without an enquire_link since a reset is said to lack it, as a new one is", async () => {
  const { esme, shop } = await bound();
  await shop.reset();
  await shop.clock.advance("2m");
  await esme.request("unbind", {});
  await shop.waitForRequest({ operation: "unbind" });
  const [unbind] = await shop.requests({ operation: "unbind" });
  expect(unbind?.findings.map(({ code }) => code)).toContain("no-enquire-link");
  esme.close();
});

it("a session is not said to lack an enquire_link for the time between two clocks", async () => {
  const { esme, shop } = await bound();
  await shop.reset();
  await shop.clock.set({ mode: "manual", start: "2031-01-01T00:00:00Z" });
  await esme.request("unbind", {});
  await shop.waitForRequest({ operation: "unbind" });
  const [unbind] = await shop.requests({ operation: "unbind" });
  expect(unbind?.findings).toEqual([]);
  esme.close();
});

it("sessions of a removed sandbox do not count under a new sandbox of its name", async () => {
  const { emulator, esme, shop } = await bound();
  await shop.remove();
  const again = await emulator.sandbox("shop");
  expect(await sessionsOf(again)).toEqual([]);
  esme.close();
  await expect.poll(async () => (await again.sessions()).length).toBe(0);
  expect(await sessionsOf(again)).toEqual([]);
});
