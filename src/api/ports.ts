// Ports of the control API: the composition root gives them.

import type { Buffer } from "node:buffer";
import type { Account } from "../core/account.ts";
import type { Bounds } from "../core/bounds.ts";
import type { Clock, Instant, Turns } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import type { InboundMessages } from "../core/inbound-messages.ts";
import type { JsonObject } from "../core/json.ts";
import type { Lifecycles } from "../core/lifecycles.ts";
import type { KeepLimits } from "../core/limits.ts";
import type { OutboxEntry, Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { ClockMode } from "../core/sandbox-settings.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import type { SessionHabits } from "../core/session-habits.ts";
import type { Snapshots } from "../core/snapshots.ts";
import type { LocatedMistake } from "../core/usage-error.ts";
import type { CodeRow, Vocabulary } from "../core/vocabulary.ts";
import type { ScenarioRunner } from "../scenario/engine/scenario-runner.ts";
import type { DeepReadonly } from "./operation.ts";
import type { TestedCallbackView } from "./schema/callback.ts";
import type { Conduct } from "./schema/conduct.ts";
import type { ScenarioCoverageView } from "./schema/coverage.ts";
import type { SampleView, ShippedScenarioView } from "./schema/emulator.ts";
import type { DecodedField, SmppSessionView } from "./schema/request.ts";
import type { NextRule } from "./schema/scenario.ts";

export interface ApiPorts {
  /** PEM of the authority for tunnels; opens it. */
  readonly authority: () => Promise<string>;
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Sandboxes;
  readonly snapshots: Snapshots;
  readonly inboundMessages: InboundMessages;
  readonly lifecycles: Lifecycles;
  readonly runner: ScenarioRunner;
  readonly scenarios: Scenarios;
  readonly hostClock: Clock;
  readonly turns: Turns;
  readonly bounds: Bounds;
  /** Moves a manual clock. Resolves when everything due until then has happened and is answered. */
  readonly advance: (sandbox: Sandbox, until: Instant) => Promise<void>;
  /** The next instant at which something is due. */
  readonly next: (sandbox: Sandbox) => Instant | null;
  /** SMPP sessions of a sandbox, without findings. */
  readonly sessions: (sandbox: string) => readonly BoundSession[];
  /** Judges the client of a sandbox. @throws UsageError for a rule that does not exist */
  readonly conduct: (sandbox: Sandbox, options: ConductOptions) => Promise<Conduct>;
  /** Habits of the clients in the SMPP sessions of a sandbox, ended ones too. */
  readonly habits: (sandbox: string) => readonly SessionHabits[];
  /** Sends a sample callback, which is not kept. @throws UsageError where the account gets none over HTTP */
  readonly testCallback: (account: Account, about: OutboxEntry["about"]) => Promise<TestedCallbackView>;
  /** Sends a callback now. */
  readonly send: (entry: OutboxEntry) => void;
  /** Marks a phone (in normal form) as reachable. @returns the callbacks that tell of it */
  readonly reachable: (sandbox: Sandbox, phone: string) => readonly OutboxEntry[];
  /** An account of each provider, with credentials drawn from seed and name. */
  readonly freshAccounts: (sandbox: string, seed: string) => readonly Account[];
  /** The account with credentials of its own, drawn in the same way. */
  readonly ownAccount: (account: Account, seed: string) => Account;
  /** Masks the secrets of all accounts. */
  readonly mask: (text: string) => string;
  readonly vocabularies: readonly Vocabulary[];
  readonly coverage: readonly ProviderCoverage[];
  /** Sample requests of the providers, filled in for a sandbox. */
  readonly samples: (sandbox: string) => readonly DeepReadonly<SampleView>[];
  readonly about: () => AboutEmulator;
  readonly defaults: {
    readonly seed: string;
    readonly clock: ClockMode;
    readonly manualStart: Instant;
    readonly limits: KeepLimits;
  };
  readonly onBug: (error: unknown) => void;
  /** Decodes a PDU. */
  readonly pdu: (octets: Buffer) => readonly DecodedField[];
}

export interface BoundSession extends Omit<SmppSessionView, "findings" | "listener"> {
  readonly listener: SmppSessionView["listener"];
}

/** Start of what is judged: a time of the sandbox's clock, or the latest so many requests. */
export type ConductSince = { readonly at: number } | { readonly requests: number };

interface ConductOptions {
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly since?: ConductSince;
  readonly rules?: JsonObject;
  readonly texts?: boolean;
  readonly times?: boolean;
}

interface AboutEmulator {
  readonly version: string;
  readonly listeners: Readonly<Record<string, string>>;
  readonly providers: readonly {
    readonly id: string;
    readonly title: string;
    readonly colour: string;
    readonly kinds: readonly string[];
  }[];
  /** Settings of the providers by their ids, as they were given. */
  readonly dialect: Readonly<Record<string, unknown>>;
  readonly certificate?: { readonly pem: string; readonly fingerprint256: string };
}

interface ProviderCoverage {
  readonly provider: string;
  readonly title: string;
  readonly points: readonly {
    readonly point: string;
    readonly shows: readonly string[];
    readonly evidence: "documented" | "observed" | "assumed";
    readonly source: string;
    readonly dialectOption?: string;
  }[];
  readonly codes: readonly (CodeRow & { readonly operation: string })[];
}

/** Texts of scenarios and patterns of texts. @throws UsageError, with findings where a text is wrong */
export interface Scenarios {
  /** `put` is refused where clock or seed would change under messages; `reset` empties the sandbox first. */
  load(sandbox: string, text: string, file: string, how: "put" | "edit" | "reset"): Promise<void>;
  /** Replaces everything in a sandbox, or creates it; the scenario of the new rows goes on. */
  replace(sandbox: string, write: () => void): Promise<void>;
  /** `watched`: edits of the file take effect. */
  text(sandbox: string): { readonly file: string; readonly text: string; readonly watched: boolean } | null;
  /** Use of the active scenario; null: there is none. Without a sandbox, of each scenario since the emulator's start. */
  coverage(sandbox: string): Promise<ScenarioCoverageView | null>;
  allCoverage(): Promise<ScenarioCoverageView[]>;
  remove(sandbox: string): void;
  check(
    sandbox: string,
    text: string,
    file: string,
  ): Promise<{
    readonly findings: readonly LocatedMistake[];
    readonly english: string | null;
    readonly portuguese: string | null;
  }>;
  /** Puts a rule in front of the scenario. */
  next(sandbox: string, rule: NextRule): Promise<void>;
  /** Returns the text after an edit of one rule. */
  edited(
    text: string,
    edit:
      | { readonly insert: object; readonly before?: number | string }
      | { readonly replace: number | string; readonly by: object }
      | { readonly remove: number | string },
  ): Promise<string>;
  library(): Promise<readonly DeepReadonly<ShippedScenarioView>[]>;
  /** Text of a shipped scenario. @throws UsageError with the nearest name */
  shipped(name: string): Promise<string>;
  /** Compiles a glob or a regular expression, whose time is linear. */
  pattern(pattern: { readonly glob: string } | { readonly regex: string }): Promise<(text: string) => boolean>;
}
