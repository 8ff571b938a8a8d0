// Time of a speeded or manual clock in the store, from which a restart goes on.

import type { Store } from "./ports.ts";
import type { Sandbox, SandboxClock } from "./sandbox.ts";
import type { ClockMode } from "./sandbox-settings.ts";

export const nowKey = "sandbox:now";

type Kept = Pick<Store, "keyValue">;

export function keepTime({ keyValue }: Kept, sandbox: string, clock: SandboxClock): void {
  if (clock.mode !== "real") keyValue.set(sandbox, nowKey, String(clock.now()));
}

/** Keeps the time of every such clock, as far as the store takes it (its disk may be full). */
export function keepTimes(store: Kept, sandboxes: readonly Sandbox[], onBug: (error: unknown) => void): void {
  try {
    for (const { name, clock } of sandboxes) keepTime(store, name, clock);
  } catch (error) {
    onBug(error);
  }
}

/** The mode with the time that was kept last. */
export function keptMode({ keyValue }: Kept, sandbox: string, mode: ClockMode): ClockMode {
  const kept = keyValue.get(sandbox, nowKey);
  return kept === null || mode.mode === "real" ? mode : { ...mode, start: Number(kept) };
}
