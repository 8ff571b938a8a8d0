// Emulator and sandbox of `torpedo run`: both its own, or a sandbox of its own in a running emulator.

import { createHash } from "node:crypto";
import type { ClockInput } from "../api/schema/sandbox.ts";
import type { Emulator, Sandbox, SandboxOptions, WrittenScenario } from "../client/sandbox.ts";
import { newToken } from "../clock/token.ts";
import { readConfig, readPlace } from "../config/read.ts";
import { freePortFlags, settingsFor } from "../config/settings.ts";
import { accountKey } from "../core/account.ts";
import { defaultSandbox } from "../core/sandbox.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Provider } from "../providers/provider.ts";
import { clockInput } from "./clock-words.ts";
import { accountsIn } from "./commands/accounts.ts";
import { assignments, defined, type Flags, textOf } from "./flags.ts";

export interface RunPlace {
  readonly emulator: Emulator<string>;
  readonly sandbox: Sandbox;
  /** Settings of the providers that were given, by provider; those of a running emulator are unknown. */
  readonly dialect: Readonly<Record<string, unknown>>;
  /** Number of requests that came, those without a known credential too. */
  requests(): Promise<number>;
  /** @param keep true: the sandbox of a running emulator stays, to be looked at */
  close(keep: boolean): Promise<void>;
}

/** Flags that may stand beside `--url`: settings of the sandbox, and the token of the control API. */
const besideUrl = ["scenario", "accounts", "clock", "seed", "token"];
/** A sandbox that stays in a running emulator is removed after so much time without use. */
const idle = "1h";

export async function openRun(flags: Flags, registry: readonly Provider[]): Promise<RunPlace> {
  const place = textOf(flags, "url") === undefined ? await ownPlace(flags, registry) : await placeAt(flags, registry);
  try {
    await setCallbacks(place.sandbox, flags);
    return place;
  } catch (error) {
    await place.close(false);
    throw error;
  }
}

async function ownPlace(flags: Flags, registry: readonly Provider[]): Promise<RunPlace> {
  const ports = freePortFlags(registry);
  const config = await readConfig({ flags: { ...ports, data: ":memory:", ...flags }, registry });
  const { scenario, accounts, clock, ...rest } = config;
  const { startEmulator } = await import("../client/start-emulator.ts");
  const name = `run-${createHash("sha256").update(`${config.seed} 1`).digest("hex").slice(0, 8)}`;
  const emulator = await startEmulator({ ...rest, clock, unclaimed: name }, registry);
  const close = () => emulator.stop();
  try {
    const sandbox = await emulator.sandbox(name, await optionsOf({ name, scenario, accounts, clock, registry }));
    const requests = async () => {
      const counts = await Promise.all([sandbox, emulator.existing(defaultSandbox)].map((one) => one.info()));
      return counts.reduce((sum, one) => sum + one.counts.requests, 0);
    };
    return { emulator, sandbox, dialect: config.providers, requests, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function placeAt(flags: Flags, registry: readonly Provider[]): Promise<RunPlace> {
  for (const flag of ["config", ...settingsFor(registry).map((setting) => setting.flag)]) {
    if (flags[flag] === undefined || besideUrl.includes(flag)) continue;
    const remedy = `leave it out; ${besideUrl.map((one) => `--${one}`).join(", ")} may stand beside --url`;
    throw new UsageError({ where: `--${flag}`, problem: "is a setting of an emulator that runs already", remedy });
  }
  const { connectEmulator } = await import("../client/connect.ts");
  const { url, token } = await readPlace({ flags });
  const emulator = await connectEmulator({ url, ...(token === undefined ? {} : { token }) });
  const name = `run-${createHash("sha256").update(newToken()).digest("hex").slice(0, 8)}`;
  const [scenario, accounts, seed] = [textOf(flags, "scenario"), textOf(flags, "accounts"), textOf(flags, "seed")];
  const clock = textOf(flags, "clock");
  const options = await optionsOf({ name, scenario, accounts, clock, registry });
  const sandbox = await emulator.sandbox(name, { ...options, ...defined({ seed }), idle });
  return {
    emulator,
    sandbox,
    dialect: {},
    requests: async () => (await sandbox.info()).counts.requests,
    async close(keep) {
      if (!keep) await sandbox.remove();
      await emulator.stop();
    },
  };
}

interface Wanted {
  readonly name: string;
  readonly scenario: WrittenScenario | undefined;
  readonly accounts: string | undefined;
  readonly clock: string | undefined;
  readonly registry: readonly Provider[];
}

async function optionsOf({ name, scenario, accounts, clock, registry }: Wanted): Promise<SandboxOptions> {
  const chosen: ClockInput | undefined = clock === undefined ? undefined : clockInput(clock, undefined, "--clock");
  const entries = accounts === undefined ? undefined : Object.fromEntries(await accountsIn(accounts, name, registry));
  return defined({ scenario, clock: chosen, accounts: entries });
}

async function setCallbacks(sandbox: Sandbox, flags: Flags): Promise<void> {
  const callbacks: { dlr?: string; mo?: string } = {};
  for (const [kind, url] of assignments(flags, "callback")) {
    if (kind !== "dlr" && kind !== "mo") {
      const remedy = "write dlr=URL or mo=URL";
      throw new UsageError({ where: "--callback", problem: "must be of dlr or mo", value: kind, remedy });
    }
    callbacks[kind] = url;
  }
  if (Object.keys(callbacks).length === 0) return;
  for (const account of await sandbox.accounts.list())
    await sandbox.accounts.change(accountKey(account), { callbacks });
}
