import { freePorts, hasCertificate } from "../config/config.ts";
import { type LocalEmulator, type StartOptions, startEmulator as start } from "../emulator.ts";
import { providers } from "../providers/index.ts";

/**
 * Starts an emulator in this process: unless the options say otherwise on free ports of this machine, with everything in
 * memory, so that nothing is left behind and any number may run side by side. Reads no environment and no config file.
 * @throws UsageError when the options do not go together, a file is not right or a port is taken
 */
export function startEmulator(options: StartOptions = {}): Promise<LocalEmulator> {
  return start({
    ...freePorts(providers),
    data: ":memory:",
    ...(hasCertificate(options) ? { httpsPort: 0 } : {}),
    ...options,
  });
}
