import { readConfig } from "../config/read.ts";
import type { Emulator } from "../emulator.ts";
import type { Provider } from "../providers/provider.ts";
import { type Flags, isOn, type Session } from "./flags.ts";
import { exit } from "./host.ts";

/** `torpedo start`: listens until a signal or the end of npm stops the emulator. Flags by name without dashes. */
export async function start({ host, terminal, registry }: Session, flags: Flags): Promise<number> {
  const starting = startWith(flags, registry());
  host.onStop(async () => {
    const started = await starting.catch(() => null);
    await started?.stop();
    return exit.done;
  });
  const emulator = await starting;
  if (isOn(flags, "json")) {
    const { token, urls } = emulator;
    terminal.out(`${JSON.stringify({ ...urls, ...(token && { token }) })}\n`);
  } else {
    const { welcome } = await import("./welcome.ts");
    const { certificate } = await emulator.control.about();
    terminal.out(welcome(emulator.urls, await emulator.accounts.list(), emulator.token, certificate?.fingerprint256));
  }
  return exit.done;
}

async function startWith(flags: Flags, providers: Promise<readonly Provider[]>): Promise<Emulator<string>> {
  const loading = import("../emulator.ts");
  loading.catch(() => {});
  const registry = await providers;
  const config = await readConfig({ flags, registry });
  const { startEmulator } = await loading;
  return startEmulator(config, registry);
}
