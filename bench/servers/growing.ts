// The emulator as a user starts it, made larger while it runs: { sandboxes: N } until there are so many, { rules: N } for a
// scenario of so many rules of which none answers. It answers { done: true }.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { serve } from "./serve.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-bench-"));
const file = join(folder, "bench.db");
const emulator = await startEmulator({
  httpPort: 0,
  mensagemPort: 0,
  smppPort: 0,
  data: file,
  logLevel: "error",
  limits: { messages: 1_000_000 },
  // Statuses stay scheduled on this clock.
  clock: "manual",
});
await emulator.accounts.change("mensagem/main", { credits: 1_000_000_000 });
let sandboxes = 1;

async function grow(what: Readonly<Record<string, unknown>>): Promise<void> {
  const { sandboxes: wanted, rules } = what;
  if (typeof wanted === "number")
    for (; sandboxes < wanted; sandboxes++) await emulator.sandbox(`box-${sandboxes}`, { idle: "1h" });
  if (typeof rules === "number")
    await emulator.scenario.put({
      scenario: "Rules that never answer",
      rules: Array.from({ length: rules }, (_, index) => ({
        rule: `never ${index}`,
        when: index % 2 === 0 ? { text: `/^never ${index}$/` } : { to: `55218${String(index).padStart(4, "0")}*` },
        then: [{ answer: "no-credit" }],
      })),
    });
  process.send?.({ done: true });
}

process.on("message", (what) => {
  if (typeof what === "object" && what !== null) void grow({ ...what });
});
const port = (address: string): number => Number(address.slice(address.lastIndexOf(":") + 1));
const stop = async (): Promise<void> => {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
};
serve({ mensagem: port(emulator.urls.mensagem) }, stop, file);
