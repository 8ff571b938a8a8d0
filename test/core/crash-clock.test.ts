// A speeded clock after a crash: never before the rows of ledger and journal.

import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { emulate, scratch, sendMensagem, sendSophia, undoAll } from "../support/sandboxed.ts";
import { storeOn } from "../support/store.ts";

afterEach(undoAll);

it("goes on from the last request, not from the start", async () => {
  const folder = scratch();
  const data = join(folder, "running.db");
  const running = await emulate({}, { clock: "real", data });
  await running.clock.set({ mode: "speeded", speed: 1_000, start: "2026-01-01T00:00:00Z" });
  // A test number without later statuses: no due item keeps the clock's time.
  await sendSophia(running, { destino: "11900011100" });
  await sendMensagem(running, { n: "11900011100" });
  // The files as a kill at this moment leaves them: nothing is written at a stop.
  const crashed = join(folder, "crashed.db");
  for (const part of ["", "-wal"]) if (existsSync(data + part)) copyFileSync(data + part, crashed + part);
  const store = storeOn(crashed);
  const kept = Number(store.keyValue.get("default", "sandbox:now"));
  const [request] = store.journal.list("default", { newestFirst: true, limit: 1 });
  const [message] = store.ledger.list("default", { newestFirst: true, limit: 1 });
  store.close();
  expect(kept).toBeGreaterThanOrEqual(request?.at ?? Infinity);
  expect(kept).toBeGreaterThanOrEqual(message?.acceptedAt ?? Infinity);
  const again = await emulate({}, { clock: "real", data: crashed });
  expect((await again.clock.read()).now).toBeGreaterThanOrEqual(kept);
});
