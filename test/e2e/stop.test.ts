// A program that stops its emulator ends by itself: nothing that was opened keeps it alive.

import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

const program = `
  import { startEmulator } from "./src/index.ts";
  await using emulator = await startEmulator({ httpPort: 0, mensagemPort: 0, smppPort: 0, data: ":memory:", clock: "manual" });
  await (await fetch(emulator.urls.mensagem + "/sms/send?u=126b114c&n=11999990001&m=Oi")).text();
  const shop = await emulator.sandbox("shop", { idle: "1h" });
  emulator.control.listen({}, () => {});
  fetch(emulator.urls.http + "/torpedo/v1/events").catch(() => {});
  fetch(emulator.urls.http + "/torpedo/v1/sandboxes/shop/wait", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: '{"what":"messages","timeout":"10m"}',
  }).catch(() => {});
  await emulator.waitForMessage({ text: "Oi" });
  await emulator.clock.advance("48h");
  await shop.reset();
`;

it("stop leaves no handle open", { timeout: 30_000 }, () => {
  const options = { encoding: "utf8", timeout: 20_000 } as const;
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module-typescript", "-e", program], options);
  expect([status, stderr]).toEqual([0, ""]);
});
