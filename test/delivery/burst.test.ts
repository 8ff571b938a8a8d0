// A hundred thousand reports due in one second of sandbox time: all arrive, and memory stays flat.

import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { emulate, later, scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);
const reports = 100_000;
const mebibyte = 1024 * 1024;

/** A receiver that counts and keeps nothing. */
async function startCounter(): Promise<{ readonly url: string; readonly count: () => number }> {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    request.resume();
    response.writeHead(200, { "Content-Length": 0 }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  later(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/dlr`, count: () => count };
}

describe("reports due in the same second", () => {
  it("are all delivered, once each, with flat memory", { timeout: 240_000 }, async () => {
    const receiver = await startCounter();
    const accounts = { "sophia/main": { credits: 1_000_000, callbacks: { dlr: receiver.url } } };
    const emulator = await emulate(accounts, {
      data: `${scratch()}/burst.db`,
      limits: { messages: 200_000, callbacks: 200_000 },
    });
    const mensagens = Array.from({ length: 1_000 }, () => ({ destino: "11999990001", msg: "Oi" }));
    const body = JSON.stringify([{ token: "DEMO-SOPHIA-TOKEN", mensagens }]);
    for (let sent = 0; sent < reports; sent += 1_000) {
      const answer = await fetch(`${emulator.urls.http}/api/envio.php`, { method: "POST", body });
      expect((await answer.text()).includes('"status":0')).toBe(false);
    }
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 50);
    later(() => clearInterval(watch));
    await emulator.clock.advance(3_000);
    expect(receiver.count()).toBe(reports);
    expect(emulator.callbacks({ state: "waiting", limit: 1 })).toEqual([]);
    expect((most - before) / mebibyte).toBeLessThan(150);
  });
});
