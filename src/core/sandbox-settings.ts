import type { Instant } from "./clock.ts";
import type { KeepLimits } from "./limits.ts";
import { quoted, UsageError } from "./usage-error.ts";

/** How a sandbox's clock runs. */
export type ClockMode =
  | { readonly mode: "real" }
  | { readonly mode: "speeded"; readonly start: Instant; readonly speed: number }
  | { readonly mode: "manual"; readonly start: Instant };

export interface SandboxSettings {
  readonly seed: string;
  readonly clock: ClockMode;
  readonly testNumbers: boolean;
  /** Sandbox whose ids and chance this one has: a fork goes on as its origin would. Absent: its own. */
  readonly drawsAs?: string;
  /** Instead of the emulator's. */
  readonly limits?: Partial<KeepLimits>;
  /** Real milliseconds without any event after which the sandbox is removed. */
  readonly idleMs?: number;
}

export const settingsKey = "sandbox:settings";

/** Reads stored settings. @throws UsageError when they are damaged */
export function settingsIn(text: string, name: string): SandboxSettings {
  try {
    return JSON.parse(text);
  } catch {
    const remedy = "give --data another file";
    throw new UsageError({ where: "data file", problem: `the settings of sandbox ${name} are damaged`, remedy });
  }
}

/** Error for a name that no sandbox has. */
export function noSandbox(name: string): UsageError {
  const remedy = "create it with `torpedo sandbox create NAME`";
  return new UsageError({ where: `sandbox ${quoted(name)}`, problem: "does not exist", remedy, kind: "missing" });
}

/** Pattern of the name of a sandbox or snapshot, which is a part of addresses and credentials. */
const namePattern = /^[a-z0-9][a-z0-9._-]{0,62}$/i;

/** @throws UsageError when a sandbox or snapshot cannot have the name */
export function checkSandboxName(name: string, where: "sandbox" | "snapshot" = "sandbox"): void {
  if (namePattern.test(name)) return;
  const remedy = "use up to 63 letters, digits, dots, dashes and underscores";
  throw new UsageError({ where, problem: "must be a name", value: name, remedy });
}

/** @throws UsageError when the name is taken or invalid, or there are as many sandboxes as there may be */
export function checkNewSandbox(name: string, others: ReadonlyMap<string, unknown>, max: number): void {
  checkSandboxName(name);
  if (others.has(name)) {
    const remedy = "choose another name";
    throw new UsageError({ where: `sandbox ${quoted(name)}`, problem: "exists already", remedy, kind: "conflict" });
  }
  if (others.size < max) return;
  const remedy = "remove some of them, give them an idle time, or start with --bound sandboxes=NUMBER";
  throw new UsageError({ where: "sandbox", problem: `${max} exist already`, remedy, kind: "busy" });
}
