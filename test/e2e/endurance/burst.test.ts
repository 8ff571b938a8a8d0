// Reports due in one second of sandbox time, 100,000 in `npm run endurance`: all arrive, and memory stays flat.

import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { startTarget } from "../../../bench/target.ts";
import { amount } from "../../support/endurance/amount.ts";
import { later, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);
const reports = amount(10_000, 100_000);
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
  it("are all delivered, once each, with flat memory", async () => {
    const receiver = await startCounter();
    // The emulator alone, in a process of its own: its memory is nobody else's.
    const emulator = await startTarget("torpedo", "torpedo-callbacks.ts");
    later(() => emulator.stop());
    await emulator.command({ address: receiver.url, count: reports }, "ready");
    // The garbage of the sends is in V8's young heap; the burst begins here.
    const start = await emulator.memory();
    await emulator.command({ go: true }, "done");
    expect(receiver.count()).toBe(reports);
    const end = await emulator.memory();
    expect((end.peak - start.now) / mebibyte).toBeLessThan(150);
  });
});
