import type { Emulator, Sandbox } from "../client/sandbox.ts";
import { readPlace } from "../config/read.ts";
import type { Account } from "../core/account.ts";
import { UsageError } from "../core/usage-error.ts";
import { accountOf, type Flags } from "./flags.ts";

/** A running emulator, and the sandbox that flags and variables name. */
export interface Connected {
  /** Address of the HTTP listener that was given. */
  readonly url: string;
  readonly emulator: Emulator;
  readonly control: Emulator["control"];
  readonly sandbox: Sandbox;
}

/** Connects to the emulator that flags and variables name, works with it, and disconnects. @throws UsageError */
export async function withEmulator<T>(flags: Flags, work: (connected: Connected) => Promise<T>): Promise<T> {
  const { url, token, sandbox } = await readPlace({ flags });
  const { connectEmulator } = await import("../client/connect.ts");
  const emulator = await connectEmulator({ url, ...(token === undefined ? {} : { token }) }).catch(sayToken);
  try {
    return await work({ url, emulator, control: emulator.control, sandbox: emulator.existing(sandbox) });
  } finally {
    await emulator.stop();
  }
}

/** Names the flag instead of the header. */
function sayToken(error: unknown): never {
  if (!(error instanceof UsageError) || error.mistake?.where !== "header Authorization") throw error;
  const remedy = "give the one that torpedo start printed, or set TORPEDO_TOKEN";
  throw new UsageError({ where: "--token", problem: error.mistake.problem, remedy });
}

/**
 * As `withEmulator`, for a check: its exit code 1 is for what it found.
 * @throws UsageError of exit code 2 where the emulator or the sandbox is absent
 */
export async function checkWithEmulator<T>(flags: Flags, work: (connected: Connected) => Promise<T>): Promise<T> {
  try {
    return await withEmulator(flags, work);
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(error.message, error.findings) : error;
  }
}

/**
 * Reads the account that `--account` names, else the first enabled one of a provider.
 * @returns it without its rate
 * @throws UsageError when there is none
 */
export async function accountFor(provider: string, connected: Connected, flags: Flags): Promise<Account> {
  const { rate: _, ...account } = await accountViewFor(provider, connected, flags);
  return account;
}

async function accountViewFor(provider: string, { sandbox }: Connected, flags: Flags) {
  const key = accountOf(flags);
  if (key !== undefined) return sandbox.accounts.get(key);
  const ofProvider = (await sandbox.accounts.list()).filter((account) => account.provider === provider);
  const account = ofProvider.find(({ enabled }) => enabled) ?? ofProvider[0];
  if (account !== undefined) return account;
  throw new UsageError({
    where: `sandbox ${sandbox.name}`,
    problem: `has no account of ${provider}`,
    remedy: `add one with torpedo accounts add ${provider}/main`,
    kind: "missing",
  });
}
