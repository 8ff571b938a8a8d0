// An export of a full journal is made as it is taken: it holds up nobody, and a client that takes nothing of it costs nothing.

import { request } from "node:http";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterEach, expect, it } from "vitest";
import { exportFormats } from "../../../src/api/export/export.ts";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { exported } from "../../support/control.ts";
import { allowed, amount } from "../../support/endurance/amount.ts";
import { emulate, later, scratch, sendSophia, undoAll } from "../../support/sandboxed.ts";
import { callLike, messageLike, storeOn } from "../../support/store.ts";

afterEach(undoAll);

const many = amount(2_000, 20_000);
const kept = { messages: many, requests: many, requestBytes: 1e9, callbacks: many, inboundMessages: many };

/** An emulator with so many calls of so many bytes, half of them PDUs, and as many messages and callbacks. */
async function withMany(bytes: number): Promise<Emulator> {
  const data = join(scratch(), "many.db");
  const options = { data, httpPort: 0, mensagemPort: 0, smppPort: 0, clock: "manual", logLevel: "error" } as const;
  await (await startEmulator(options)).stop();
  const store = storeOn(data, { retention: kept, journalBytes: 1024 * 1024 });
  const request = `POST /api/unitario.php HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n${"msg=Olá&".repeat(bytes / 9)}`;
  const entry = { sandbox: "default", provider: "sophia", about: "report", by: "http", at: 1_000, data: {} } as const;
  for (let n = 1; n <= many; n++) {
    const smpp = n % 2 === 0;
    store.journal.add(
      callLike({
        request: smpp ? Buffer.alloc(bytes, n) : request,
        channel: smpp ? "smpp" : "post",
        remote: `c${n % 7}`,
      }),
    );
    store.ledger.add(messageLike({ status: "delivered", call: n }));
    store.outbox.add({ ...entry, account: `sophia/${n % 11}`, ref: many - n + 1 });
    if (n % 1_000 === 0) await store.committed();
  }
  await store.committed();
  store.close();
  return emulate({}, options);
}

it(`of ${many} calls lets others have their turn, in every format`, async () => {
  const emulator = await withMany(1_000);
  const api = emulator;
  for (const format of exportFormats) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    let [turns, over] = [0, false];
    const turn = (): void => {
      turns += 1;
      if (!over) setImmediate(turn);
    };
    turn();
    delay.enable();
    const begun = performance.now();
    const answer = fetch(`${emulator.urls.http}/torpedo/v1/sandboxes/default/export?format=${format}`)
      .then(async (response) => Buffer.from(await response.arrayBuffer()))
      .finally(() => {
        over = true;
      });
    // Another client is answered meanwhile.
    await sendSophia(emulator);
    expect(over).toBe(false);
    const octets = await answer;
    const took = performance.now() - begun;
    delay.disable();
    const held = delay.max / 1e6;
    process.stdout.write(
      `${format}: ${octets.length} bytes in ${took.toFixed(0)} ms, held for ${held.toFixed(1)} ms\n`,
    );
    expect(octets.length).toBeGreaterThan((many / 2) * 1_000);
    expect(turns).toBeGreaterThan(octets.length / (128 * 1024));
    expect(held).toBeLessThan(allowed(Math.max(250, took / 4)));
    const parts: Uint8Array[] = [];
    for await (const part of (await api.export(format)).parts) parts.push(part);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(256 * 1024);
    const again = Buffer.concat(parts);
    // Lines appear for requests that came later, and only at their place.
    if (format === "pcapng") expect(again.equals(octets)).toBe(true);
    else expect(again.length).toBeGreaterThanOrEqual(octets.length);
  }
  const lines = (await exported(api, "jsonl")).toString().trimEnd().split("\n");
  const read = lines.map((line): { line: string; account?: string; ref?: number } => JSON.parse(line));
  const callbacks = read.filter(({ line }) => line === "callback");
  expect(callbacks).toHaveLength(many);
  const ranks = callbacks.map(({ account, ref }) => `${account} report ${String(ref).padStart(12, "0")}`);
  expect(ranks).toEqual(ranks.toSorted((a, b) => a.localeCompare(b, "en")));
});

it("waits for a client that is slow, and is cut when its sandbox is reset", async () => {
  const emulator = await withMany(10_000);
  const before = process.memoryUsage().rss;
  const address = `${emulator.urls.http}/torpedo/v1/sandboxes/default/export?format=jsonl`;
  const responses = await Promise.all(
    Array.from(
      { length: 4 },
      () =>
        new Promise<import("node:http").IncomingMessage>((resolve) => {
          const asking = request(address, { agent: false }, resolve);
          later(() => asking.destroy());
          asking.end();
        }),
    ),
  );
  // 200 MB are waited for four times; what is made is what sockets hold.
  for (let n = 0; n < 50; n++) await sendSophia(emulator);
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20);
  await emulator.reset();
  for (const response of responses) {
    const read = async (): Promise<void> => {
      for await (const _ of response);
    };
    await expect(read()).rejects.toThrow("aborted");
  }
});
