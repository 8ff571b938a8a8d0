// Facts of the journal for `torpedo conduct`: real times, refused messages, connections, habits of sessions.

import { afterEach, expect, it } from "vitest";
import type { Emulator } from "../../src/client/sandbox.ts";
import { connect } from "../support/esme.ts";
import { emulate, sendSophia, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

async function lines(emulator: Emulator, times: boolean): Promise<Record<string, unknown>[]> {
  const parts: Uint8Array[] = [];
  for await (const part of (await emulator.export("jsonl", { times })).parts) parts.push(part);
  const text = Buffer.concat(parts).toString().trimEnd();
  return text.split("\n").map((line) => JSON.parse(line));
}
const refused = (emulator: Emulator, destino: string, msg: string): Promise<Response> => {
  const query = new URLSearchParams({ token: "DEMO-SOPHIA-TOKEN", destino, msg });
  return fetch(`${emulator.urls.http}/api/unitario.php?${query}`);
};

it("a request has its real times, its connection and the messages that were refused, with a hash for a text", async () => {
  const emulator = await emulate();
  await sendSophia(emulator, { msg: "Oi" });
  await refused(emulator, "12", "Oi");
  await refused(emulator, "12", "Oi");
  await refused(emulator, "12", "Olá");
  const [accepted, first, second, third] = await emulator.requests();
  expect(accepted?.refused).toBeUndefined();
  expect(accepted?.connection).toBeGreaterThan(0);
  expect(first?.elapsedMs).toBeGreaterThanOrEqual(accepted?.elapsedMs ?? Infinity);
  expect(first?.refused).toMatchObject([{ to: expect.stringMatching(/12$/), code: expect.any(String) }]);
  const [hash, again, other] = [first, second, third].map((one) => one?.refused?.[0]?.textHash);
  expect(again).toBe(hash);
  expect(other).not.toBe(hash);
});

it("keeps the first hundred refused messages of a request", async () => {
  const emulator = await emulate();
  const n = Array.from({ length: 130 }, (_, index) => `1190000${String(index).padStart(4, "0")}`).join(";");
  const query = new URLSearchParams({ u: "126b114c", n, m: "", l: "0" });
  await fetch(`${emulator.urls.mensagem}/sms/mult?${query}`);
  const [request] = await emulator.requests();
  expect([request?.refused?.length, request?.moreRefused]).toEqual([100, 30]);
});

it("the canonical export has none of it, and the export with times has all of it", async () => {
  const emulator = await emulate();
  await refused(emulator, "12", "Oi");
  await sendSophia(emulator);
  const esme = await connect(emulator.urls.smpp);
  await esme.ask("bind_transmitter", { system_id: "126b114c", password: "smpp9500" });
  await esme.ask("enquire_link", {});
  await esme.ask("unbind", {});
  esme.close();
  await emulator.waitForRequest({ operation: "unbind" });
  await expect.poll(async () => (await lines(emulator, true)).at(-1)).toMatchObject({ line: "session", end: "unbind" });
  const names = ["elapsedMs", "connection", "refused", "ms", "remote", "textHash", "durationMs"];
  const canonical = JSON.stringify(await lines(emulator, false));
  expect(names.filter((name) => canonical.includes(`"${name}"`))).toEqual([]);
  const whole = JSON.stringify(await lines(emulator, true));
  expect(
    ["elapsedMs", "connection", "refused", "ms", "remote", "textHash"].filter((name) => !whole.includes(`"${name}"`)),
  ).toEqual([]);
  expect((await lines(emulator, true)).at(-1)).toMatchObject({
    account: "mensagem/main",
    enquireLinks: 1,
    enquiries: 0,
  });
});

it("a refused bind has a hash of its password", async () => {
  const emulator = await emulate();
  const esme = await connect(emulator.urls.smpp);
  await esme.ask("bind_transmitter", { system_id: "126b114c", password: "wrong" });
  esme.close();
  const [bind] = await emulator.requests();
  expect(bind?.refused).toEqual([{ to: "126b114c", textHash: expect.stringMatching(/^[0-9a-f]{32}$/), code: "" }]);
});
