// The emulator as a user starts it: durable file store, journal, validation, reports scheduled, a scenario of 20 rules of
// which none answers (another number as argument), credits that do not run out.

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
  // The reports' own delivery is measured apart: on this clock they stay scheduled.
  clock: "manual",
});
const rules = Number(process.argv[2] ?? 20);
const accounts = (await emulator.accounts.list()).map(
  ({ provider, name }) => [`${provider}/${name}`, { credits: 1_000_000_000 }] as const,
);
await emulator.scenario.put({
  scenario: "Rules that never answer",
  accounts: Object.fromEntries(accounts),
  rules: Array.from({ length: rules }, (_, index) => ({
    rule: `never ${index}`,
    // Half of them by a text, half by a beginning of the number: no send can know beforehand that none fits.
    when: {
      operation: ["send", "unitario", "MPG_Send_SMS", "submit_sm"],
      ...(index % 2 === 0 ? { text: `/^never ${index}$/` } : { to: `55218${String(index).padStart(4, "0")}*` }),
    },
    then: [{ answer: "no-credit" }],
  })),
});
const port = (address: string): number => Number(address.slice(address.lastIndexOf(":") + 1));
const ports = Object.entries(emulator.urls).map(([name, address]) => [name, port(address)] as const);
serve(Object.fromEntries(ports), async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});
