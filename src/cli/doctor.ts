// Checks of `torpedo doctor`: this machine, the settings, the running emulator, and the receivers of its callbacks.

import { lookup } from "node:dns";
import { accessSync, constants, existsSync } from "node:fs";
import { createServer } from "node:net";
import { dirname } from "node:path";
import type { AccountView } from "../api/schema/account.ts";
import { readAccounts } from "../config/accounts.ts";
import { type Config, ownPorts } from "../config/config.ts";
import { isOldNode, oldestNode } from "../config/node-version.ts";
import { packageVersion } from "../config/package-version.ts";
import { readConfig } from "../config/read.ts";
import { readTls } from "../config/tls.ts";
import { accountKey } from "../core/account.ts";
import { addressRefusal } from "../core/callback-address.ts";
import { guardedLookUp } from "../core/outgoing-address.ts";
import { isGone, UsageError } from "../core/usage-error.ts";
import type { Provider } from "../providers/provider.ts";
import { type Flags, textOf } from "./flags.ts";
import { httpRequest } from "./http-request.ts";
import { isReady } from "./is-ready.ts";
import { portOwner } from "./port-owner.ts";
import { findingsIn } from "./scenario-files.ts";
import { type Connected, withEmulator } from "./with-emulator.ts";

export interface Diagnosis {
  readonly check: string;
  /** `note`: nothing is wrong, but it may be what one looks for. */
  readonly state: "ok" | "note" | "wrong";
  /** Result of a check, and the remedy. */
  readonly says: string;
}

const ok = (check: string, says: string): Diagnosis => ({ check, state: "ok", says });
const note = (check: string, says: string): Diagnosis => ({ check, state: "note", says });
const wrong = (check: string, says: string): Diagnosis => ({ check, state: "wrong", says });

const timeoutMs = 3_000;

export async function examine(flags: Flags, registry: readonly Provider[]): Promise<readonly Diagnosis[]> {
  const file = textOf(flags, "config");
  const config = await readConfig({ flags: file === undefined ? {} : { config: file }, registry }).catch(mistake);
  const running = await emulator(flags);
  return [
    node(process.versions.node),
    ...(typeof config === "string" ? [wrong("settings", config)] : await settings(config, registry, running.ports)),
    ...running.findings,
  ];
}

function node(version: string): Diagnosis {
  return isOldNode(version)
    ? wrong("Node.js", `${version} is too old; install ${oldestNode} or newer.`)
    : ok("Node.js", version);
}

/** Obstacles for the next `torpedo start` here. @param running ports of the emulator that runs */
async function settings(
  config: Config,
  registry: readonly Provider[],
  running: ReadonlySet<number>,
): Promise<readonly Diagnosis[]> {
  const { scenario, accounts } = config;
  const files = [
    ...(scenario === undefined ? [] : [fileFinding("scenario file", scenario, () => findingsIn(scenario, registry))]),
    ...(accounts === undefined
      ? []
      : [fileFinding("accounts file", accounts, () => readAccounts(accounts, registry).then(() => []))]),
    ...(config.tlsCert === undefined ? [] : [fileFinding("certificate", config.tlsCert, () => void readTls(config))]),
  ];
  const listeners = [
    ["http", config.httpPort],
    ["https", config.httpsPort],
    ...ownPorts(config, registry).map(({ name, port }) => [name, port] as const),
    ["smpp", config.smppPort],
    ["smpps", config.smppsPort],
  ] as const;
  const ports = listeners.map(async ([listener, port]) =>
    port === undefined || port === 0 ? [] : [await portFinding(listener, port, config.host, running)],
  );
  return [dataFile(config.data), ...(await Promise.all(files)), ...(await Promise.all(ports)).flat()];
}

async function fileFinding(check: string, file: string, read: () => unknown): Promise<Diagnosis> {
  try {
    const findings = await read();
    return Array.isArray(findings) && findings.length > 0 ? wrong(check, findings.join(" ")) : ok(check, file);
  } catch (error) {
    return wrong(check, mistake(error));
  }
}

function dataFile(file: string): Diagnosis {
  if (file === ":memory:") return ok("data file", "in memory: nothing is kept");
  // SQLite writes files of its own beside it, so the folder must let it too.
  let folder = dirname(file);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  for (const place of [folder, ...(existsSync(file) ? [file] : [])]) {
    try {
      accessSync(place, constants.R_OK | constants.W_OK);
    } catch {
      return wrong("data file", `${place} cannot be written; give another with --data or TORPEDO_DATA.`);
    }
  }
  return ok("data file", existsSync(file) ? file : `${file}, to be made`);
}

async function portFinding(
  listener: string,
  port: number,
  hosts: readonly string[],
  running: ReadonlySet<number>,
): Promise<Diagnosis> {
  const check = `port ${port} (${listener})`;
  if (running.has(port)) return ok(check, "the emulator that runs listens on it");
  for (const host of hosts) {
    const code = await bindFailure(port, host);
    if (code === null) continue;
    if (code === "EADDRNOTAVAIL" && host === "::1") continue;
    if (code !== "EADDRINUSE")
      return wrong(check, `${host} cannot be listened on (${code}); give another --${listener}-port.`);
    const owner = (await portOwner(port)) ?? "another program";
    return wrong(check, `taken by ${owner}; stop it, or give another --${listener}-port.`);
  }
  return ok(check, "free");
}

/** Null when it can be listened on, else the error's code. */
function bindFailure(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

interface ExaminedEmulator {
  readonly ports: ReadonlySet<number>;
  readonly findings: readonly Diagnosis[];
}

async function emulator(flags: Flags): Promise<ExaminedEmulator> {
  try {
    return await withEmulator(flags, examined);
  } catch (error) {
    return {
      ports: new Set(),
      findings: [isGone(error) ? note("emulator", mistake(error)) : wrong("emulator", mistake(error))],
    };
  }
}

async function examined(running: Connected): Promise<ExaminedEmulator> {
  const { url, control, sandbox } = running;
  const { version, listeners } = await control.about();
  const ports = new Set(Object.values(listeners).map((address) => Number(/:(\d+)$/.exec(address)?.[1])));
  const reason = await isReady(url, "ready");
  const here = packageVersion();
  const findings = [
    reason === null ? ok("emulator", `${url} is ready`) : wrong("emulator", `${url} is not ready (${reason.words}).`),
    ...(version === here ? [] : [note("version", `it is ${version}, this command is ${here}; use the same of both.`)]),
  ];
  try {
    return { ports, findings: [...findings, ...(await callbacks(running))] };
  } catch (error) {
    return { ports, findings: [...findings, wrong(`sandbox ${sandbox.name}`, mistake(error))] };
  }
}

/** Each address that reports or inbounds of the sandbox go to, tried from this machine. */
async function callbacks({ sandbox }: Connected): Promise<readonly Diagnosis[]> {
  const accounts = await sandbox.accounts.list();
  const addresses = accounts.flatMap((account) =>
    (["dlr", "mo"] as const).flatMap((which) => {
      const address = account.callbacks[which];
      return address === undefined ? [] : [{ account, which, address }];
    }),
  );
  if (addresses.length === 0) return [ok("callbacks", `no address is registered in sandbox ${sandbox.name}`)];
  return Promise.all(addresses.map((address) => tried(address)));
}

interface Address {
  readonly account: AccountView;
  readonly which: "dlr" | "mo";
  readonly address: string;
}

/** By OPTIONS, which changes nothing at the receiver: any answer shows that it is there. */
async function tried({ account, which, address }: Address): Promise<Diagnosis> {
  const check = `${accountKey(account)} ${which}`;
  const refusal = addressRefusal(address, account.callbacks.allowedHosts);
  if (refusal !== null) return wrong(check, refusal);
  try {
    const { status } = await httpRequest(address, { method: "OPTIONS", timeoutMs, lookup: guardedLookUp(lookup) });
    return ok(check, `${address} is there (HTTP ${status} to OPTIONS)`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const remedy = `start the receiver, or mend it with torpedo accounts set ${accountKey(account)} --${which} URL`;
    return wrong(check, `${address} cannot be reached from here (${why}); ${remedy}.`);
  }
}

function mistake(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  throw error;
}
