import { readConfig } from "../config/read.ts";
import type { Emulator } from "../emulator.ts";
import type { Flags, Session } from "./flags.ts";
import { exit } from "./host.ts";

/** `torpedo start`: listens until a signal or the end of npm stops the emulator. Flags by name without dashes. */
export async function start({ host, terminal }: Session, flags: Flags): Promise<number> {
  const starting = startWith(flags);
  host.onStop(async () => {
    const started = await starting.catch(() => null);
    await started?.stop();
    return exit.done;
  });
  const emulator = await starting;
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
  return exit.done;
}

async function startWith(flags: Flags): Promise<Emulator> {
  const loading = import("../emulator.ts");
  loading.catch(() => {});
  const config = await readConfig({ flags });
  const { startEmulator } = await loading;
  return startEmulator(config);
}
