import type { Account } from "./account.ts";
import type { Instant } from "./clock.ts";

/** Facts of a snapshot, as they were when it was saved. */
export interface SnapshotFacts {
  /** Real time. */
  readonly savedAt: Instant;
  /** Time of the sandbox's clock. */
  readonly now: Instant;
  /** Title of the active scenario. */
  readonly scenario: string | null;
  readonly counts: {
    readonly messages: number;
    readonly inbound: number;
    readonly requests: number;
    readonly callbacks: number;
    readonly due: number;
  };
  /** Bytes of its rows. */
  readonly bytes: number;
}
export interface StoredSnapshot extends SnapshotFacts {
  readonly name: string;
}

/** Accounts and small values of a sandbox, or of one of its snapshots. */
export interface SandboxContents {
  readonly accounts: readonly Account[];
  readonly values: ReadonlyMap<string, string>;
}

/** Snapshots of sandboxes: their rows at one instant. They go with their sandbox, and stay at its reset. */
export interface SnapshotStore {
  /** In the order in which they were saved. */
  list(sandbox: string): StoredSnapshot[];
  /** Bytes of all snapshots, by their sandboxes. */
  bytes(): ReadonlyMap<string, number>;
  /** Bytes that a snapshot of the present rows has. */
  size(sandbox: string): number;
  /** Keeps the rows as they are now. An attempt under way is ended in the snapshot: it is made again. */
  save(sandbox: string, name: string, facts: SnapshotFacts): void;
  /** Replaces everything in the sandbox by the rows of its snapshot. */
  restore(sandbox: string, name: string): void;
  /** Adds the rows of a sandbox to those of a new one, but accounts and values that are there. @param name a snapshot; null: the present rows */
  copy(sandbox: string, name: string | null, target: string): void;
  /** @param name a snapshot; null: the sandbox as it is now */
  contents(sandbox: string, name: string | null): SandboxContents;
  /** Takes a snapshot away. Its rows stay until `deleteRemoved`. */
  remove(sandbox: string, name: string): void;
  /** Deletes rows of removed snapshots, at most so many of each table. @returns true if some are left, and the store is open */
  deleteRemoved(rows: number): boolean;
}
