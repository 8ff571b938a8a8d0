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
  const [hash, again, other] = [first, second, third].map((item) => item?.refused?.[0]?.textHash);
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
  await esme.request("bind_transmitter", { system_id: "126b114c", password: "smpp9500" });
  await esme.request("enquire_link", {});
  await esme.request("unbind", {});
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

it("refused binds have a hash of their credentials, which nobody can compute from the seed", async () => {
  const hashes: (string | undefined)[] = [];
  for (const passwords of [["wrong", "wrong", "other"], ["wrong"]]) {
    const emulator = await emulate({}, { seed: "7" });
    for (const password of passwords) {
      const esme = await connect(emulator.urls.smpp);
      await esme.request("bind_transmitter", { system_id: "126b114c", password });
      esme.close();
    }
    for (const { refused = [] } of await emulator.requests({ operation: "bind_transmitter" })) {
      expect(refused).toEqual([{ to: "", textHash: expect.stringMatching(/^[0-9a-f]{32}$/), code: "" }]);
      hashes.push(refused[0]?.textHash);
    }
    expect(JSON.stringify(await lines(emulator, true))).not.toContain("126b114c");
  }
  expect(hashes.length).toBe(4);
  expect(hashes[1]).toBe(hashes[0]);
  expect(new Set(hashes).size).toBe(3);
});

it("no token stands in refused messages, near misses, or rules of messages and requests", async () => {
  const emulator = await emulate();
  const token = "DEMO-SOPHIA-TOKEN";
  await emulator.scenario.put(
    `scenario: masks\nrules:\n  - when: { to: "5511999990001" }\n    then: { answer: no-credit }\n  - rule: "names ${token}"\n    when: { to: "5511999990002" }\n    then: { life: [{ delivered: 1s }] }\n`,
  );
  await refused(emulator, token, "Oi");
  await sendSophia(emulator, { destino: "11999990002" });
  await sendSophia(emulator, { destino: "11999990003", msg: token });
  expect((await emulator.requests())[0]?.refused?.[0]?.to).toContain("*".repeat(token.length));
  const { nearMisses } = (await emulator.scenario.read()) ?? {};
  const messages = (await emulator.messages()).map(({ rules }) => rules);
  const requests = (await emulator.requests()).map(({ rules, nearMiss, decidedBy, refused: kept }) => [
    ...[rules, nearMiss, decidedBy, kept],
  ]);
  expect(nearMisses?.length).toBeGreaterThan(0);
  expect(messages.some((rules) => rules !== undefined)).toBe(true);
  expect(JSON.stringify([nearMisses, messages, requests])).not.toContain(token);
});
