// Rows of a journal as conduct reads them, from the store or from an export with times.

import type { SessionHabits } from "../../core/session-habits.ts";

/** Time on the sandbox's clock, with real time since the emulator's start where it is known. */
export interface Moment {
  readonly at: number;
  readonly elapsed: number | null;
}

/** A request with its response. Numbers count in the sandbox. */
export interface JournalRequest {
  readonly seq: number;
  readonly at: number;
  readonly elapsedMs?: number;
  readonly ms?: number;
  readonly provider: string;
  readonly operation: string;
  readonly channel: string;
  readonly account?: string;
  readonly remote?: string;
  readonly connection?: number;
  readonly code: string;
  readonly decidedBy: string;
  readonly fault?: string;
  readonly messages: readonly number[];
  readonly refused?: readonly JournalRefusal[];
  readonly findings: readonly JournalFinding[];
  readonly sent?: { readonly octets: number; readonly of: number };
  /** Octets in Latin-1. */
  readonly request: string;
  /** Null: nothing left. */
  readonly response: string | null;
}

export interface JournalFinding {
  readonly code: string;
  readonly text: string;
  /** Absent in old exports. */
  readonly portuguese?: string;
}

export interface JournalRefusal {
  readonly to: string;
  readonly textHash: string;
  readonly clientId?: string;
  readonly code: string;
}

export interface JournalMessage {
  readonly seq: number;
  readonly id: string;
  readonly provider: string;
  readonly account: string;
  readonly operation: string;
  readonly channel: string;
  readonly to: string;
  readonly text: string;
  readonly textHash: string;
  readonly clientId?: string;
  readonly encoding: string;
  readonly parts: number;
  readonly acceptedAt: number;
  readonly status: string;
  readonly finalAt?: number;
  readonly request: number;
  readonly debits: readonly { readonly amount: number }[];
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface JournalInbound {
  readonly seq: number;
  readonly account: string;
  readonly from: string;
  readonly text: string;
  readonly receivedAt: number;
  readonly fetched: boolean;
}

export interface JournalCallback {
  readonly seq: number;
  readonly account: string;
  readonly provider: string;
  readonly about: "report" | "inbound";
  readonly ref: number;
  readonly status?: string;
  readonly by: "http" | "smpp";
  readonly state: string;
  readonly attempts: readonly JournalAttempt[];
}

export interface JournalAttempt {
  readonly number: number;
  readonly at: number;
  readonly status: number | null;
  readonly error: string;
  readonly durationMs?: number;
  readonly elapsedMs?: number;
}

export interface ConductJournal {
  readonly sandbox: string;
  readonly requests: AsyncIterable<JournalRequest>;
  readonly messages: AsyncIterable<JournalMessage>;
  readonly inbound: AsyncIterable<JournalInbound>;
  readonly callbacks: AsyncIterable<JournalCallback>;
  readonly sessions: readonly SessionHabits[];
  readonly now: Moment;
  /** True if `since` leaves out what came before. */
  readonly leftOut?: boolean;
  /** Lets others have their turn; absent: there are none. */
  readonly turn?: () => Promise<void>;
}
