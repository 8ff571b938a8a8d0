// What this room is given by the composition root.

import type { Buffer } from "node:buffer";
import type { Account } from "../core/account.ts";
import type { Clock, Instant } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import type { InboundMessages } from "../core/inbound-messages.ts";
import type { Lifecycles } from "../core/lifecycles.ts";
import type { KeepLimits } from "../core/limits.ts";
import type { OutboxEntry, Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { ClockMode } from "../core/sandbox-settings.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import type { Vocabulary } from "../core/vocabulary.ts";
import type { ScenarioRunner } from "../scenario/engine/scenario-runner.ts";
import type { About, LibraryStory, ProviderCoverage } from "./control.ts";
import type { PduField } from "./desk-type.ts";
import type { RuleEdit, ScenarioCheck } from "./scenario-type.ts";
import type { BoundSession } from "./session-type.ts";

export interface ControlDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Sandboxes;
  readonly inbounds: InboundMessages;
  readonly lifecycles: Lifecycles;
  readonly runner: ScenarioRunner;
  readonly scenarios: Scenarios;
  readonly hostClock: Clock;
  /** Moves a manual clock, and resolves when all that fell due has happened and is answered. */
  readonly advance: (sandbox: Sandbox, until: Instant) => Promise<void>;
  /** The next instant at which something is due. */
  readonly next: (sandbox: Sandbox) => Instant | null;
  /** The SMPP sessions of a sandbox. */
  readonly sessions: (sandbox: string) => readonly BoundSession[];
  /** Hands an entry of the outbox to its worker, now. */
  readonly send: (entry: OutboxEntry) => void;
  /** A phone, in normal form, is reachable again. @returns what tells of it */
  readonly reachable: (sandbox: Sandbox, phone: string) => readonly OutboxEntry[];
  /** One account of each provider with credentials drawn from seed and name. */
  readonly freshAccounts: (sandbox: string, seed: string) => readonly Account[];
  readonly vocabularies: readonly Vocabulary[];
  readonly coverage: readonly ProviderCoverage[];
  readonly about: () => Omit<About, "sandboxes">;
  readonly defaults: {
    readonly seed: string;
    readonly clock: ClockMode;
    readonly manualStart: Instant;
    readonly limits: KeepLimits;
  };
  readonly onBug: (error: unknown) => void;
  /** A decoded PDU. */
  readonly pdu: (octets: Buffer) => readonly PduField[];
}

/** Texts of scenarios. @throws UsageError from whatever reads one, with its findings */
export interface Scenarios {
  load(sandbox: string, text: string, file: string): Promise<void>;
  text(sandbox: string): { readonly file: string; readonly text: string } | null;
  remove(sandbox: string): void;
  check(text: string, file: string): Promise<ScenarioCheck>;
  /** The text after an edit of one rule. */
  edited(text: string, edit: RuleEdit): Promise<string>;
  library(): Promise<readonly LibraryStory[]>;
  /** The text of one of the library, or null. */
  story(name: string): Promise<string | null>;
}
