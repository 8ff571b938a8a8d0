import type { Config } from "../config/config.ts";
import { readConfig } from "../config/read.ts";
import type { Emulator } from "../emulator.ts";
import type { Provider } from "../providers/provider.ts";
import { type Flags, isOn, type Session } from "./flags.ts";
import { exit } from "./host.ts";
import { otherAddresses, reachableHere } from "./reachable-address.ts";

interface Running {
  readonly emulator: Emulator<string>;
  readonly config: Config;
  readonly registry: readonly Provider[];
}

/** `torpedo start`: listens until a signal or the end of npm stops the emulator. Flags by name without dashes. */
export async function start({ host, terminal, registry }: Session, flags: Flags): Promise<number> {
  const starting = startWith(flags, registry());
  host.onStop(async () => {
    const started = await starting.catch(() => null);
    await started?.emulator.stop();
    return exit.done;
  });
  const running = await starting;
  const { config, emulator } = running;
  // A token that somebody gave is printed nowhere.
  const madeToken = config.token === undefined ? emulator.token : null;
  const urls = reachableHere(emulator.urls);
  if (isOn(flags, "json")) {
    terminal.out(`${JSON.stringify({ ...urls, ...(madeToken && { token: madeToken }) })}\n`);
    return exit.done;
  }
  const { welcome } = await import("./welcome.ts");
  const { certificate } = await emulator.control.about();
  const { clock } = await emulator.info();
  terminal.out(
    welcome({
      ...running,
      urls,
      others: otherAddresses(config.host),
      accounts: await emulator.accounts.list(),
      madeToken,
      fingerprint: certificate?.fingerprint256 ?? null,
      clock,
      scenario: await emulator.scenario.read(),
    }),
  );
  return exit.done;
}

async function startWith(flags: Flags, providers: Promise<readonly Provider[]>): Promise<Running> {
  const loading = import("../emulator.ts");
  loading.catch(() => {});
  const registry = await providers;
  const config = await readConfig({ flags, registry });
  const { startEmulator } = await loading;
  return { emulator: await startEmulator(config, registry), config, registry };
}
