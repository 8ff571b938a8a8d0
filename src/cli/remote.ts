import { readPlace } from "../config/read.ts";
import type { Control } from "../control/control.ts";
import type { Desk } from "../control/desk-type.ts";
import { type Account, accountKey } from "../core/account.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Emulator } from "../emulator.ts";
import { accountOf, type Flags } from "./flags.ts";

/** A running emulator and the sandbox that is meant. */
export interface Far {
  /** The HTTP door it was reached by. */
  readonly url: string;
  /** All of its doors, as this machine reaches them. */
  readonly doors: Emulator<string>["urls"];
  readonly control: Control;
  readonly desk: Desk;
}

/** Carries out the work on the emulator that the flags and variables name, and lets go of it. @throws UsageError */
export async function far<T>(flags: Flags, work: (far: Far) => Promise<T>): Promise<T> {
  const { url, token, sandbox } = await readPlace({ flags });
  const { connectEmulator } = await import("../client/connect.ts");
  const emulator = await connectEmulator({ url, ...(token === undefined ? {} : { token }) });
  try {
    const { control, urls: doors } = emulator;
    return await work({ url, doors, control, desk: control.sandbox(sandbox) });
  } finally {
    await emulator.stop();
  }
}

/** The account that `--account` names, else the first of a provider that is enabled. @throws UsageError when there is none */
export async function accountFor(provider: string, { desk }: Far, flags: Flags): Promise<Account> {
  const key = accountOf(flags);
  if (key !== undefined) return desk.accounts.get(key);
  const its = (await desk.accounts.list()).filter((account) => account.provider === provider);
  const account = its.find(({ enabled }) => enabled) ?? its[0];
  if (account !== undefined) return account;
  const remedy = `make one with torpedo accounts add ${accountKey({ provider, name: "main" })}`;
  throw new UsageError({
    where: `sandbox ${desk.name}`,
    problem: `has no account of ${provider}`,
    remedy,
    kind: "missing",
  });
}
