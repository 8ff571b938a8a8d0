// An emulator that runs elsewhere (a container, `torpedo start`), with the interface of the one that runs in-process.

import { readText } from "../config/text-file.ts";
import type { NewSandbox } from "../control/sandbox-type.ts";
import { type TestDesk, testDesk } from "../control/waits.ts";
import { defaultSandbox } from "../core/sandbox.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Emulator } from "../emulator.ts";
import { createRemote, type RemoteOptions } from "./remote.ts";
import { remoteControl } from "./remote-control.ts";

/**
 * Takes hold of an emulator that runs already.
 * @throws UsageError when none answers there, or when it wants another token
 */
export function connectEmulator(options: RemoteOptions): Promise<Emulator>;
export async function connectEmulator(options: RemoteOptions): Promise<Emulator<string>> {
  const remote = createRemote(options);
  const control = remoteControl(remote);
  const desk = (name = defaultSandbox) => control.sandbox(name);
  const { doors, certificate } = await control.about();
  const readFile = (name: string): string => readText(name, "scenario");
  const urls = doorsOf(doors, remote.origin);

  async function sandbox(name: string, given?: NewSandbox): Promise<TestDesk> {
    if (given !== undefined) await control.create(name, given);
    else
      await desk(name)
        .clock.read()
        .catch((error) => (isKind(error, "missing") ? made(name) : Promise.reject(error)));
    return testDesk(() => desk(name), readFile);
  }
  /** Somebody else may have been faster. */
  async function made(name: string): Promise<void> {
    await control.create(name).catch((error) => (isKind(error, "conflict") ? null : Promise.reject(error)));
  }
  async function stop(): Promise<void> {
    remote.stop();
  }

  return {
    ...testDesk(desk, readFile),
    control,
    urls,
    token: remote.token,
    certificate: certificate?.pem ?? null,
    sandbox,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function isKind(error: unknown, kind: "missing" | "conflict"): boolean {
  return error instanceof UsageError && error.mistake?.kind === kind;
}

/** The doors as one who reached the emulator at `origin` finds them: an address for all of a machine is no address to call. */
function doorsOf(doors: Readonly<Record<string, string>>, origin: string): Emulator<string>["urls"] {
  const { hostname, protocol } = new URL(origin);
  const from = (door: string): string => door.replace(/(^|\/\/)(?:0\.0\.0\.0|\[::\]|::)(?=:\d+$)/, `$1${hostname}`);
  const { http = origin, https, smpp = "", smpps, ...others } = doors;
  const [own, secure] = protocol === "https:" ? [from(http), origin] : [origin, https && from(https)];
  return {
    http: own,
    ...(secure ? { https: secure } : {}),
    ...Object.fromEntries(Object.entries(others).map(([name, address]) => [name, from(address)])),
    smpp: from(smpp),
    ...(smpps ? { smpps: from(smpps) } : {}),
  };
}
