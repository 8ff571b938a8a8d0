// The emulator as a user starts it: durable file store, journal, validation, reports scheduled, a scenario of 20 rules of
// which none answers, credits that do not run out.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../src/emulator.ts";
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
const rich = { set: 1_000_000_000 }.set;
await emulator.scenario({
  scenario: "Twenty rules that never answer",
  accounts: {
    "mensagem/main": { credits: rich },
    "sophia/main": { credits: rich },
    "mobilepronto/main": { credits: rich },
  },
  rules: Array.from({ length: 20 }, (_, index) => ({
    rule: `never ${index}`,
    when: { text: `/never ${index}$/` },
    then: [{ answer: "no-credit" }],
  })),
});
const port = (address: string): number => Number(address.slice(address.lastIndexOf(":") + 1));
const { http, mensagem, smpp } = emulator.urls;
serve({ http: port(http), mensagem: port(mensagem), smpp: port(smpp) }, async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});
