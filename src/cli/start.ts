import type { Config } from "../config/config.ts";
import { readConfig } from "../config/read.ts";
import { defaultSandbox } from "../core/sandbox.ts";
import { UsageError } from "../core/usage-error.ts";
import type { RunningEmulator } from "../emulator.ts";
import type { Provider } from "../providers/provider.ts";
import { type CommandSession, type Flags, isOn } from "./flags.ts";
import { exit } from "./host.ts";
import { otherAddresses, reachableHere } from "./reachable-address.ts";
import type { Started } from "./welcome.ts";

interface StartedEmulator {
  readonly emulator: RunningEmulator;
  readonly config: Config;
  readonly registry: readonly Provider[];
}

/** `torpedo start`: listens until a signal or the end of npm stops the emulator. Flags by name without dashes. */
export async function start({ host, terminal, registry }: CommandSession, flags: Flags): Promise<number> {
  const starting = startWith(flags, registry());
  let stopDemo = async (): Promise<void> => {};
  host.onStop(async () => {
    const started = await starting.catch(() => null);
    await started?.emulator.stop();
    await stopDemo();
    return exit.done;
  });
  const running = await starting;
  const { config, emulator } = running;
  // A token that somebody gave is printed nowhere.
  const madeToken = config.token === undefined ? emulator.token : null;
  const urls = reachableHere(emulator.urls);
  if (isOn(flags, "demo")) stopDemo = await (await import("./demo.ts")).fillDemo({ ...running, urls });
  if (isOn(flags, "json")) {
    terminal.out(`${JSON.stringify({ ...urls, ...(madeToken && { token: madeToken }) })}\n`);
    return exit.done;
  }
  const { welcome } = await import("./welcome.ts");
  const [{ clockView }, { api }] = [await import("../api/views.ts"), emulator];
  terminal.out(
    welcome({
      ...running,
      urls,
      others: otherAddresses(config.host),
      accounts: api.store.accounts.list(defaultSandbox),
      madeToken,
      fingerprint: api.about().certificate?.fingerprint256 ?? null,
      clock: clockView(api, api.sandbox(defaultSandbox)),
      scenario: activeScenario(api),
    }),
  );
  return exit.done;
}

async function startWith(flags: Flags, providers: Promise<readonly Provider[]>): Promise<StartedEmulator> {
  const loading = import("../emulator.ts");
  loading.catch(() => {});
  const registry = await providers;
  // The demo keeps nothing unless a flag names a file, which is refused.
  const config = await readConfig({ flags: isOn(flags, "demo") ? { data: ":memory:", ...flags } : flags, registry });
  if (isOn(flags, "demo") && config.data !== ":memory:") {
    const problem = "is for an emulator that keeps nothing";
    throw new UsageError({ where: "--demo", problem, remedy: "leave out --data" });
  }
  const { runEmulator } = await loading;
  try {
    return { emulator: await runEmulator(config, registry), config, registry };
  } catch (error) {
    // A data file in use comes first, and the mistake in the scenario would follow it.
    if (error instanceof UsageError) await refuseScenario(config, registry);
    throw error;
  }
}

/** @throws UsageError where the scenario cannot be read */
async function refuseScenario({ scenario }: Config, registry: readonly Provider[]): Promise<void> {
  if (scenario === undefined) return;
  const findings = (await import("./scenario-files.ts")).findingsIn(scenario, registry);
  if (findings.length > 0) throw new UsageError(findings.join(" "));
}

function activeScenario({ runner, scenarios }: RunningEmulator["api"]): Started["scenario"] {
  const running = runner.get(defaultSandbox);
  const source = scenarios.text(defaultSandbox);
  return running === null || source === null ? null : { title: running.scenario.title, file: source.file };
}
