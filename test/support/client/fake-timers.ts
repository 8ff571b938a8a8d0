// A test in a runner whose timers are fake: the emulator answers, waits, moves its clock and stops.

import assert from "node:assert/strict";
import { get } from "node:http";
import { startEmulator } from "../../../src/client/start-emulator.ts";

/** Sends by `node:http`, since `fetch` of Node needs real timers of its own. */
function answerOf(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      response.resume().once("end", () => resolve(response.statusCode));
    }).once("error", reject);
  });
}

/** Runs with fake timers. The library is loaded by then, as it is in a test file. */
export async function useEmulator(): Promise<void> {
  const emulator = await startEmulator({ logLevel: "error" });
  const sandbox = await emulator.sandbox("own", { clock: "manual", scenario: { scenario: "Late", rules: [late] } });
  const { token } = (await sandbox.accounts.get("sophia/main")).details;
  const query = new URLSearchParams({ token: String(token), destino: "11999990001", msg: "Oi" });
  assert.equal(await answerOf(`${emulator.urls.http}/api/unitario.php?${query}`), 200);
  assert.equal((await sandbox.waitForMessage({ text: "Oi" })).text, "Oi");
  await assert.rejects(sandbox.waitForMessage({ text: "no" }, 20));
  await sandbox.clock.advance("48h");
  assert.equal((await sandbox.messages({ status: "delivered" })).length, 1);
  await emulator.stop();
}

const late = { rule: "late", then: [{ delay: "20ms" }] };
