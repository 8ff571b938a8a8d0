// The emulator on a file and a manual clock, with messages whose reports are due in one second: told to go, it delivers.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { serve } from "./serve.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-bench-"));
const emulator = await startEmulator({
  httpPort: 0,
  mensagemPort: 0,
  smppPort: 0,
  data: join(folder, "bench.db"),
  logLevel: "error",
  clock: "manual",
});

async function prepare(address: string): Promise<void> {
  await emulator.scenario.put({
    scenario: "Credit without end, reports to the receiver",
    accounts: { "sophia/main": { credits: 1_000_000_000, callbacks: { dlr: address } } },
  });
}

async function send(count: number): Promise<void> {
  const message = { destino: "11999990001", msg: "Oi" };
  for (let sent = 0; sent < count; sent += 1_000) {
    const mensagens = Array.from({ length: Math.min(1_000, count - sent) }, () => message);
    const body = JSON.stringify([{ token: "DEMO-SOPHIA-TOKEN", mensagens }]);
    const answer = await fetch(`${emulator.urls.http}/api/envio.php`, { method: "POST", body });
    await answer.arrayBuffer();
  }
}

process.on("message", (what) => {
  if (typeof what !== "object" || what === null) return;
  if ("address" in what && "count" in what) {
    void prepare(String(what.address))
      .then(() => send(Number(what.count)))
      .then(() => process.send?.({ ready: true }));
  } else if ("go" in what) {
    void emulator.clock.advance(10_000).then(() => process.send?.({ done: true }));
  }
});
serve({}, async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});
