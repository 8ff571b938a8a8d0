// Model of a journal that the rules read: sends, requests for a message's status, callbacks and sessions.

import type { CodeKind } from "../../core/code-kinds.ts";
import type { SessionHabits } from "../../core/session-habits.ts";
import type { JournalCallback, JournalFinding, JournalInbound, JournalMessage, Moment } from "./journal.ts";
import type { MaskedWords } from "./masked-words.ts";
import type { SubmittedPdu } from "./pdu.ts";

/** A request without its octets. */
export interface ModelRequest {
  readonly seq: number;
  readonly provider: string;
  readonly operation: string;
  readonly channel: string;
  /** Account, or the address of a client without a known credential. */
  readonly account: string;
  /** Address without the number of a session. */
  readonly address: string;
  readonly remote: string;
  /** Number of the HTTP connection. */
  readonly connection: number | null;
  readonly code: string;
  readonly kinds: readonly CodeKind[];
  /** Reasons of the row of the code. */
  readonly reasons: readonly string[];
  /** True if no rule decided the answer. */
  readonly isDefault: boolean;
  readonly sends: boolean;
  /** True if its operation is polled. */
  readonly polls: boolean;
  /** True if its code says that the operation is out of date. */
  readonly isOutOfDate: boolean;
  /** True if its operation has such a code. */
  readonly mayBeOutOfDate: boolean;
  readonly start: Moment;
  /** End of the response; of one that nobody read, the start. */
  readonly end: Moment;
  readonly findings: readonly JournalFinding[];
  /** Milliseconds of a Retry-After. */
  readonly retryAfterMs: number | null;
  /** Ids that it asks for; null: it is no query. */
  readonly ids: readonly string[] | null;
  /** True if the provider's own answer says that there is no such message. */
  readonly isInVain: boolean;
  readonly pdu: SubmittedPdu | null;
  /** system_id and hash of the password of a refused bind. */
  readonly credential: string | null;
}

/** A message that a client asked for, accepted or refused. */
export interface Send {
  readonly request: ModelRequest;
  readonly account: string;
  readonly to: string;
  /** Same recipient, same text, same account. */
  readonly key: string;
  readonly clientId: string | undefined;
  readonly kinds: readonly CodeKind[];
  /** True if the client could not read whether it was accepted. */
  readonly isUnknown: boolean;
  /** Milliseconds until the next send of the same message, where that came before the answer to this one. */
  readonly waitedMs: number | null;
  /** Null: it was refused. */
  readonly message: JournalMessage | null;
}

export interface ConductModel {
  readonly requests: readonly ModelRequest[];
  readonly sends: readonly Send[];
  /** Sends of the same message, each after the other within `sameWithin`. */
  readonly series: readonly (readonly Send[])[];
  readonly messages: readonly JournalMessage[];
  readonly inbound: readonly JournalInbound[];
  readonly callbacks: readonly JournalCallback[];
  readonly sessions: readonly SessionHabits[];
  readonly now: Moment;
  /** True if `since` leaves out what came before. */
  readonly leftOut: boolean;
  /** True if each request has its real time. */
  readonly hasTimes: boolean;
  /** True if the journal lost old messages: an id that no message has may be one of theirs. */
  readonly lostMessages: boolean;
  /** First request that is left, where older ones are lost. */
  readonly since: number | null;
  /** Words of violations. */
  readonly words: MaskedWords;
}

/** True if a code has these kinds and no other: one that leaves it open obliges to nothing. */
export function isOnly(kinds: readonly CodeKind[], ...wanted: readonly CodeKind[]): boolean {
  return kinds.length > 0 && kinds.every((kind) => wanted.includes(kind));
}

/**
 * True if the client could read the answer to one request before another one left; false where real times are absent.
 * @param inFlight milliseconds that a request may take from the client to the emulator
 */
export function hasRead(answered: ModelRequest, next: ModelRequest, inFlight: number): boolean {
  const [from, end, start] = [answered.start.elapsed, answered.end.elapsed, next.start.elapsed];
  if (from === null || end === null || start === null) return false;
  // A connection carries a request at a time.
  if (next.connection !== null && next.connection === answered.connection && start >= end) return true;
  // A start before both is one after a restart of the emulator.
  return start >= end + inFlight || start < from;
}

/** True if a message had its final status when a request came. */
export function wasFinal({ finalAt }: JournalMessage, { start }: ModelRequest): boolean {
  return finalAt !== undefined && finalAt <= start.at;
}

/** Milliseconds between two moments: real ones, or those of the sandbox's clock where it was moved. */
export function gap(from: Moment, to: Moment): number {
  const sandbox = Math.max(0, to.at - from.at);
  if (from.elapsed === null || to.elapsed === null || to.elapsed < from.elapsed) return sandbox;
  return Math.max(to.elapsed - from.elapsed, sandbox);
}
