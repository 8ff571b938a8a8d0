// The same scenario, seed and calls give the same journal; another seed another one.

import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { untyped } from "../../support/scenario/untyped.ts";

const scenario = (seed: number): object => ({
  scenario: "everything that is drawn",
  seed,
  rules: [
    { when: { chance: 0.3 }, continue: true, then: [{ callbacks: { order: "shuffled", copies: 2 } }] },
    { when: { operation: ["send", "unitario"], chance: 0.2 }, then: [{ answer: "unavailable" }] },
    { when: { operation: ["send", "unitario"], chance: 0.3 }, then: [{ life: "undelivered" }, { reply: "SAIR" }] },
    { when: { chance: 0.2 }, then: [{ fault: { garbage: { bytes: 30 } } }] },
  ],
});

/** All that clients saw and the ledger holds, as one hash. */
async function run(seed: number): Promise<string> {
  const ports = { httpPort: 0, mensagemPort: 0, smppPort: 0 };
  await using emulator = await startEmulator({ ...ports, data: ":memory:", clock: "manual", logLevel: "silent" });
  await emulator.scenario.put(untyped(scenario(seed)));
  const hash = createHash("sha256");
  for (let n = 0; n < 60; n++) {
    const number = `1199999${String(n).padStart(4, "0")}`;
    const url =
      n % 2 === 0
        ? `${emulator.urls.mensagem}/sms/send?u=126b114c&n=${number}&m=Oi${n}`
        : `${emulator.urls.http}/api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=${number}&msg=Oi${n}`;
    const body = await fetch(url).then(
      (answer) => answer.text(),
      () => "no answer",
    );
    hash.update(`${body}\n`);
    await emulator.clock.advance(1000);
  }
  await emulator.clock.advance(3_600_000);
  for (const message of await emulator.messages()) hash.update(`${JSON.stringify(message)}\n`);
  for (const { state, data, status } of await emulator.callbacks())
    hash.update(`${JSON.stringify({ state, data, status })}\n`);
  return hash.digest("hex");
}

test("two runs with the same seed are equal, another seed is not", async () => {
  const first = await run(7);
  expect(await run(7)).toBe(first);
  expect(await run(8)).not.toBe(first);
});
