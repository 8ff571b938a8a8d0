import { inProcess } from "../api/in-process.ts";
import { freePorts, hasCertificate } from "../config/config.ts";
import { noOptions } from "../config/options.ts";
import { runEmulator, type StartOptions } from "../emulator.ts";
import { providers } from "../providers/index.ts";
import type { Provider } from "../providers/provider.ts";
import { createEmulator, type LocalEmulator } from "./sandbox.ts";

/**
 * Starts an emulator in this process: unless the options say otherwise on free ports of this machine, with everything in
 * memory, so that nothing is left behind and any number may run side by side. Reads no environment and no config file.
 * @throws UsageError when the options do not go together, a file is wrong or a port is taken
 */
export function startEmulator(options?: StartOptions): Promise<LocalEmulator>;
/** @param registry its providers; default: those that come with the package */
export function startEmulator(options: StartOptions, registry: readonly Provider[]): Promise<LocalEmulator<string>>;
export async function startEmulator(
  options: StartOptions = {},
  registry: readonly Provider[] = providers,
): Promise<LocalEmulator<string>> {
  if (typeof options !== "object" || options === null) throw noOptions(options);
  const { api, app, ...facts } = await runEmulator(
    { ...freePorts(registry), data: ":memory:", ...(hasCertificate(options) ? { httpsPort: 0 } : {}), ...options },
    registry,
  );
  return { ...createEmulator(inProcess(api), facts), app };
}
