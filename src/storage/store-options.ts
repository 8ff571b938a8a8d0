import type { Clock } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import type { KeepLimits } from "../core/limits.ts";
import type { CommitDurability } from "./database.ts";

export interface StoreOptions {
  /** Path of the data file, or `:memory:`. */
  readonly file: string;
  readonly durability: CommitDurability;
  /** Rows and bytes that each sandbox keeps; as many inbound messages as messages. */
  readonly retention: KeepLimits;
  /** Longest request or answer in the journal; the rest is cut off. */
  readonly journalBytes: number;
  /** Gets `planned`, `rollback` and `file-lost`. */
  readonly events: Pick<Events, "emit">;
  readonly hostClock: Clock;
}
