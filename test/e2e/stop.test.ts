// A program that stops its emulator ends by itself: nothing that was opened keeps it alive.

import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

const program = `
  import { connectEmulator, startEmulator } from "./src/index.ts";
  const before = process.getActiveResourcesInfo();
  const emulator = await startEmulator({ clock: "manual" });
  const far = await connectEmulator({ url: emulator.urls.http });
  const read = async (events) => { for await (const _ of events); };
  read(await far.control.events()).catch(() => {});
  far.waitForMessage({ text: "never" }, "10m").catch(() => {});
  await (await fetch(emulator.urls.mensagem + "/sms/send?u=126b114c&n=11999990001&m=Oi")).text();
  const shop = await emulator.sandbox("shop", { idle: "1h" });
  read(await emulator.control.events()).catch(() => {});
  fetch(emulator.urls.http + "/torpedo/v1/events").catch(() => {});
  fetch(emulator.urls.http + "/torpedo/v1/sandboxes/shop/wait", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: '{"what":"messages","timeout":"10m"}',
  }).catch(() => {});
  await emulator.waitForMessage({ text: "Oi" });
  await emulator.clock.advance("48h");
  await shop.reset();
  await far.stop();
  await emulator.stop();
  const listening = process.getActiveResourcesInfo().filter((one) => /Server/.test(one));
  process.stdout.write(JSON.stringify([before.filter((one) => /Server/.test(one)), listening]));
`;

it("stop leaves no handle open", () => {
  const options = { encoding: "utf8", timeout: 180_000 } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module-typescript", "-e", program],
    options,
  );
  expect([status, stdout, stderr]).toEqual([0, "[[],[]]", ""]);
});
