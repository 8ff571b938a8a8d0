// torpedo health where the data file takes nothing more.

import { afterEach, expect, it } from "vitest";
import { run } from "../support/cli.ts";
import { type Server, serve } from "../support/endurance/server.ts";

let server: Server | null = null;
afterEach(async () => {
  await server?.kill("SIGKILL");
});

it.runIf(process.platform === "linux")("names the cause and fails, until there is room again", async () => {
  server = await serve();
  const { http } = server.urls;
  expect(await run(["health", "--url", http])).toMatchObject({ code: 0, stdout: "ready\n" });
  server.limitFiles(1_000);
  const send = () => fetch(`${http}/api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=11999990001&msg=Oi`);
  await (await send()).text();
  const full = await run(["health", "--url", http]);
  expect(full).toMatchObject({ code: 1, stdout: "" });
  expect(full.stderr).toMatch(
    /is not ready \(nothing is kept and nothing has happened: .*cannot be written: .*\); remove the cause\.\n$/,
  );
  expect((await run(["health", "--live", "--url", http])).code).toBe(0);
  server.limitFiles(null);
  expect((await run(["health", "--url", http])).code).toBe(0);
  expect(await (await send()).text()).toContain('"status":200');
});
