// Memory that a process keeps after many messages, in a process of its own.

import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { connectEmulator } from "../../../src/client/connect.ts";
import { amount } from "../../support/endurance/amount.ts";
import { scratch, undoAll } from "../../support/sandboxed.ts";
import { launch, privately, type Running } from "../../support/torpedo-process.ts";

const megabytes = 2 ** 20;
let run: Running;
afterEach(async () => {
  await run.kill();
  await undoAll();
});

it("grows no more after its first hundred thousand messages", async () => {
  run = launch(["start", "--json", "--clock", "manual", ...privately, "--data", join(scratch(), "torpedo.db")]);
  const urls: { readonly http: string; readonly mensagem: string } = JSON.parse((await run.line()) ?? "{}");
  const resident = async (): Promise<number> => {
    const text = await (await fetch(`${urls.http}/torpedo/v1/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\d+)$/m.exec(text)?.[1]) / megabytes;
  };
  const accounts = { "mensagem/main": { credits: 1_000_000 } };
  const rules = [{ rule: "as always", when: {}, then: [{ life: [{ delivered: "1s" }] }] }];
  const emulator = await connectEmulator({ url: urls.http });
  await emulator.scenario.put({ scenario: "Rich", accounts, rules });
  const numbers = Array.from({ length: 1_000 }, (_, n) => `1199999${String(n).padStart(4, "0")}`).join(";");
  const send = async (thousands: number): Promise<void> => {
    for (let n = 0; n < thousands; n++)
      expect(await (await fetch(`${urls.mensagem}/sms/mult?u=126b114c&n=${numbers}&m=Oi`)).text()).toMatch(/^1;/);
  };
  await send(100);
  const before = await resident();
  await send(amount(30, 300));
  const after = await resident();
  expect(before).toBeGreaterThan(30);
  expect(after - before).toBeLessThan(60);
});
