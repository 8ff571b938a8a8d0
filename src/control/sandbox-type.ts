import type { Account, AccountChange, AccountKey } from "../core/account.ts";
import type { Instant, Millis } from "../core/clock.ts";
import type { JsonObject } from "../core/json.ts";
import type { KeepLimits } from "../core/limits.ts";
import type { ScenarioSource } from "./scenario-type.ts";

/** How a sandbox's clock is to go; without `start` from the usual Monday morning (manual) or from now. */
export type ClockWish =
  | "real"
  | "manual"
  | { readonly mode: "real" }
  | { readonly mode: "manual"; readonly start?: Instant | string }
  | { readonly mode: "speeded"; readonly speed: number; readonly start?: Instant | string };

export interface NewSandbox {
  /** Changes to the accounts it begins with (one of each provider), and further ones, by `provider/name`. */
  readonly accounts?: Readonly<Record<AccountKey, AccountWish>>;
  readonly scenario?: ScenarioSource;
  /** Default: the emulator's. */
  readonly seed?: string;
  /** Default: the emulator's. */
  readonly clock?: ClockWish;
  /** Whether rehearsal numbers are understood; default true. */
  readonly rehearsal?: boolean;
  readonly limits?: Partial<KeepLimits>;
  /** Removed after so much real time in which nothing happened: `30m`, or milliseconds. */
  readonly idle?: string | Millis;
}

/** What can be set on one that exists. */
export interface SandboxWish {
  readonly seed?: string;
  readonly rehearsal?: boolean;
  readonly limits?: Partial<KeepLimits>;
  /** 0: never. */
  readonly idle?: string | Millis;
}

/** A change to an account as a person writes it: `credits: 100` sets, `"+100"` and `"-5"` add, either for each kind. */
export interface AccountWish extends Omit<AccountChange, "credits" | "details"> {
  readonly credits?: CreditWish | Readonly<Record<string, CreditWish>>;
  readonly details?: JsonObject;
  /** Nothing of an account of that name stays. */
  readonly replace?: boolean;
}
export type CreditWish = number | string | { readonly set: number } | { readonly add: number };

export interface SandboxInfo {
  readonly name: string;
  readonly seed: string;
  readonly rehearsal: boolean;
  readonly clock: ClockView;
  readonly limits: KeepLimits;
  /** Real milliseconds; 0: never. */
  readonly idleMs: Millis;
  readonly counts: {
    readonly messages: number;
    readonly inbounds: number;
    readonly calls: number;
    readonly callbacks: number;
    /** Planned on its clock. */
    readonly due: number;
  };
  /** Title of the scenario that plays, or null. */
  readonly scenario: string | null;
  /** With their credentials: a test needs them. */
  readonly accounts: readonly Account[];
}

export interface ClockView {
  readonly mode: "real" | "speeded" | "manual";
  readonly now: Instant;
  /** `2026-03-02T12:00:00.000Z` */
  readonly iso: string;
  readonly speed: number;
  /** The next instant at which something is due, or null. */
  readonly next: Instant | null;
}
