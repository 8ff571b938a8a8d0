import { hasCertificate, type Options } from "../config/config.ts";
import { type Emulator, startEmulator as start } from "../emulator.ts";

/**
 * Starts an emulator in this process: unless the options say otherwise on free ports of this machine, with everything in
 * memory, so that nothing is left behind and any number may run side by side. Reads no environment and no config file.
 * @throws UsageError when the options do not go together, a file is not right or a port is taken
 */
export function startEmulator(options: Options = {}): Promise<Emulator> {
  const secure = hasCertificate(options) ? { httpsPort: 0 } : {};
  return start({ httpPort: 0, mensagemPort: 0, smppPort: 0, data: ":memory:", ...secure, ...options });
}
