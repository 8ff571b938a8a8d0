// Emulator and sandbox of `torpedo run`: both its own, or a sandbox of its own in a running emulator.

import { createHash } from "node:crypto";
import type { ClockInput } from "../api/schema/sandbox.ts";
import type { Emulator, Sandbox, SandboxOptions, WrittenScenario } from "../client/sandbox.ts";
import { newToken } from "../clock/token.ts";
import { readConfig, readPlace } from "../config/read.ts";
import { freePortFlags, settingsFor } from "../config/settings.ts";
import { accountKey } from "../core/account.ts";
import { defaultSandbox } from "../core/sandbox.ts";
import type { Sentence } from "../core/sentences.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Provider } from "../providers/provider.ts";
import { clockInput } from "./clock-words.ts";
import { accountsIn } from "./commands/accounts.ts";
import { assignments, defined, type Flags, textOf } from "./flags.ts";
import { languageOf } from "./language.ts";
import { say } from "./run-words.ts";
import type { Terminal } from "./terminal.ts";

export interface RunPlace {
  readonly emulator: Emulator<string>;
  readonly sandbox: Sandbox;
  /** Settings of the providers that were given, by provider. */
  readonly dialect: Readonly<Record<string, unknown>>;
  /** File of the scenario, or its name in the package. */
  readonly scenarioName: string | undefined;
  /** Number of requests that came, those without a known credential too. */
  requests(): Promise<number>;
  /** @param keep true: the sandbox of a running emulator stays, to be looked at */
  close(keep: boolean): Promise<void>;
}

/** An emulator in which each run gets a sandbox of its own. */
export interface RunsPlace extends Pick<RunPlace, "emulator" | "dialect" | "scenarioName"> {
  /** The clock that was chosen, as `--clock` writes it. */
  readonly clock: string;
  /** True if the emulator runs elsewhere, and goes on. */
  readonly isRemote: boolean;
  /** Requests without a known credential. */
  strayRequests(): Promise<number>;
  /** @param ordinal number of the run, from 1: the same has the same name and credentials */
  sandboxFor(ordinal: number): Promise<Sandbox>;
  close(): Promise<void>;
}

/** Flags that may stand beside `--url`: settings of the sandbox, and the token of the control API. */
const besideUrl = ["scenario", "accounts", "clock", "seed", "token"];
/** A sandbox that stays in a running emulator is removed after so much time without use. */
const idle = "1h";

export async function openRun(flags: Flags, registry: readonly Provider[], terminal: Terminal): Promise<RunPlace> {
  const place = await openRuns(flags, registry, terminal);
  try {
    const sandbox = await place.sandboxFor(1);
    return {
      emulator: place.emulator,
      dialect: place.dialect,
      scenarioName: place.scenarioName,
      sandbox,
      requests: async () => (await sandbox.info()).counts.requests + (await place.strayRequests()),
      async close(keep) {
        if (place.isRemote && !keep) await sandbox.remove();
        await place.close();
      },
    };
  } catch (error) {
    await place.close();
    throw error;
  }
}

/** @throws UsageError */
export async function openRuns(flags: Flags, registry: readonly Provider[], terminal: Terminal): Promise<RunsPlace> {
  const place = textOf(flags, "url") === undefined ? await ownPlace(flags, registry) : await placeAt(flags, registry);
  return {
    ...place,
    async sandboxFor(ordinal) {
      const sandbox = await place.sandboxFor(ordinal);
      try {
        await setCallbacks(sandbox, flags);
        const note = ordinal === 1 ? await clockNote(place, sandbox) : null;
        if (note !== null) terminal.err(`torpedo: ${note[languageOf(flags)]}.\n`);
      } catch (error) {
        await sandbox.remove();
        throw error;
      }
      return sandbox;
    },
  };
}

/** Says that the scenario sets another clock than the chosen one; null: it does not. */
async function clockNote({ clock, scenarioName }: RunsPlace, sandbox: Sandbox): Promise<Sentence | null> {
  const { mode } = await sandbox.clock.read();
  if (scenarioName === undefined || mode === (clock.endsWith("x") ? "speeded" : clock)) return null;
  return say(`clock-${mode}`, { clock });
}

function nameOfRun(seed: string, ordinal: number): string {
  return `run-${createHash("sha256").update(`${seed} ${ordinal}`).digest("hex").slice(0, 8)}`;
}

async function ownPlace(flags: Flags, registry: readonly Provider[]): Promise<RunsPlace> {
  const ports = freePortFlags(registry);
  const config = await readConfig({ flags: { ...ports, data: ":memory:", ...flags }, registry });
  const { scenario, accounts, clock, ...rest } = config;
  const { startEmulator } = await import("../client/start-emulator.ts");
  const emulator = await startEmulator({ ...rest, clock, unclaimed: nameOfRun(config.seed, 1) }, registry);
  return {
    emulator,
    dialect: config.providers,
    scenarioName: nameOf(scenario),
    clock,
    isRemote: false,
    strayRequests: async () => (await emulator.existing(defaultSandbox).info()).counts.requests,
    async sandboxFor(ordinal) {
      const name = nameOfRun(config.seed, ordinal);
      return emulator.sandbox(name, await optionsOf({ name, scenario, accounts, clock, registry }));
    },
    close: () => emulator.stop(),
  };
}

async function placeAt(flags: Flags, registry: readonly Provider[]): Promise<RunsPlace> {
  for (const flag of ["config", ...settingsFor(registry).map((setting) => setting.flag)]) {
    if (flags[flag] === undefined || besideUrl.includes(flag)) continue;
    const remedy = `leave it out; ${besideUrl.map((flag) => `--${flag}`).join(", ")} may stand beside --url`;
    throw new UsageError({ where: `--${flag}`, problem: "is a setting of an emulator that runs already", remedy });
  }
  const { connectEmulator } = await import("../client/connect.ts");
  const { url, token } = await readPlace({ flags });
  const emulator = await connectEmulator({ url, ...(token === undefined ? {} : { token }) });
  const [scenario, accounts, seed] = [textOf(flags, "scenario"), textOf(flags, "accounts"), textOf(flags, "seed")];
  const clock = textOf(flags, "clock");
  const draw = newToken();
  const { dialect } = await emulator.control.about();
  return {
    emulator,
    dialect,
    scenarioName: scenario,
    clock: clock ?? "real",
    isRemote: true,
    strayRequests: async () => 0,
    async sandboxFor(ordinal) {
      const name = nameOfRun(draw, ordinal);
      const options = await optionsOf({ name, scenario, accounts, clock, registry });
      return emulator.sandbox(name, { ...options, ...defined({ seed }), idle });
    },
    close: () => emulator.stop(),
  };
}

function nameOf(scenario: WrittenScenario | undefined): string | undefined {
  if (typeof scenario !== "object") return scenario;
  const name = "file" in scenario ? scenario.file : "shipped" in scenario ? scenario.shipped : undefined;
  return typeof name === "string" ? name : undefined;
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
