import { readConfig } from "../config/read.ts";
import type { Flags, Session } from "./flags.ts";
import { exit } from "./host.ts";

/** `torpedo start`: listens until it is told to stop. Flags by name without dashes. */
export async function start({ host, terminal }: Session, flags: Flags): Promise<number> {
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
    terminal.out(`${JSON.stringify(urls)}\n`);
  } else {
    const { welcome } = await import("./welcome.ts");
    const { certificate } = await emulator.control.about();
    terminal.out(welcome(emulator.urls, await emulator.accounts.list(), emulator.token, certificate?.fingerprint256));
  }
  host.ready();
  return exit.done;
}
