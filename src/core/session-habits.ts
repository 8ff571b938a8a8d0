import type { AccountKey } from "./account.ts";
import type { Instant, Millis } from "./clock.ts";

/** Habits of a client in one SMPP session, counted while it lasts. */
export interface SessionHabits {
  /** As in the journal: address and number of the session. */
  readonly remote: string;
  readonly account: AccountKey;
  readonly bind: string;
  /** Time of the bind on the sandbox's clock, and real time since the start of the emulator. */
  readonly since: Instant;
  readonly elapsedMs: Millis;
  /** Real time of its end; absent: it stands. */
  readonly endedMs?: Millis;
  /** End of the session: the client unbound, the client closed the connection, the emulator ended it. */
  readonly end?: "unbind" | "close" | "server";
  readonly received: number;
  readonly enquireLinks: number;
  /** Longest real time without a request of the client. */
  readonly idleMs: Millis;
  /** Requests that may wait for their answers at once, and the most that did; absent in old exports. */
  readonly window: number;
  readonly mostProcessing?: number;
  /** enquire_link of the emulator, and those without a response. */
  readonly enquiries: number;
  readonly unanswered: number;
}
