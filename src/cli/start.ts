import { readConfig } from "../config/read.ts";
import { exit, type Host } from "./host.ts";

/** `torpedo start`: listens until it is told to stop. Flags by name without dashes. */
export async function start(flags: Readonly<Record<string, unknown>>, host: Host): Promise<number> {
  const emulatorModule = import("../emulator.ts");
  emulatorModule.catch(() => {});
  const config = await readConfig({ flags });
  const { startEmulator } = await emulatorModule;
  const emulator = await startEmulator(config);
  host.onStop(async () => {
    await emulator.stop();
    return exit.done;
  });
  const { http, https, mensagem, smpp, smpps } = emulator.urls;
  if (flags["json"] === true) {
    const { token } = emulator;
    const urls = { http, ...(https && { https }), mensagem, smpp, ...(smpps && { smpps }), ...(token && { token }) };
    process.stdout.write(`${JSON.stringify(urls)}\n`);
  } else {
    const { welcome } = await import("./welcome.ts");
    process.stdout.write(welcome(emulator.urls, emulator.accounts, emulator.token));
  }
  host.ready();
  return exit.done;
}
