// Habits of the clients in their SMPP sessions: counters that outlive a session, for `torpedo conduct`.

import type { Clock, Instant, Millis } from "../core/clock.ts";
import type { SessionHabits } from "../core/session-habits.ts";
import type { SmppSession } from "../protocols/smpp/session.ts";
import type { CloseReason, SessionCounters } from "../protocols/smpp/session-types.ts";
import { parseReceiverKey } from "../providers/provider.ts";

/** Ended sessions of a sandbox that are kept. */
const maxEnded = 1_000;

/** Counters of a session that are habits of its client. */
export type HabitCounters = Pick<SessionCounters, "received" | "enquireLinks" | "overWindow">;

const none: HabitCounters = { received: 0, enquireLinks: 0, overWindow: 0 };

interface Counted {
  /** Counters before the last reset. */
  readonly before: HabitCounters;
  readonly since: Instant;
  readonly elapsedMs: number;
  /** Real time of the last request. */
  lastAt: Millis;
  idleMs: number;
  enquiries: number;
  unanswered: number;
  unbound: "client" | "server" | null;
}

export class SessionHabitRecords {
  readonly #hostClock: Clock;
  readonly #counted = new Map<SmppSession, Counted>();
  readonly #ended = new Map<string, SessionHabits[]>();

  constructor(hostClock: Clock) {
    this.#hostClock = hostClock;
  }

  /**
   * Begins to count, after a bind or a reset of the sandbox.
   * @param before counters that count no more
   */
  begin(session: SmppSession, now: Instant, before: HabitCounters = none): void {
    const elapsedMs = this.#hostClock.elapsed();
    const zero = { idleMs: 0, enquiries: 0, unanswered: 0, unbound: null };
    this.#counted.set(session, { before: { ...before }, since: now, elapsedMs, lastAt: elapsedMs, ...zero });
    // A maximum has no difference to an earlier one.
    session.counters.mostProcessing = 0;
  }

  /** Counters of a session since its bind or the last reset. */
  counters(session: SmppSession): HabitCounters {
    return countersSince(session, this.#counted.get(session)?.before ?? none);
  }

  /** Counts a request of the client. */
  request(session: SmppSession, operation: string): void {
    const counted = this.#counted.get(session);
    if (counted === undefined) return;
    const now = this.#hostClock.elapsed();
    counted.idleMs = Math.max(counted.idleMs, now - counted.lastAt);
    counted.lastAt = now;
    if (operation === "unbind") counted.unbound ??= "client";
  }

  /** Counts a request of ours. @returns how to count that it got no response */
  ownRequest(session: SmppSession, operation: string): () => void {
    const counted = this.#counted.get(session);
    if (counted !== undefined && operation === "unbind") counted.unbound ??= "server";
    if (counted === undefined || operation !== "enquire_link") return () => {};
    counted.enquiries++;
    return () => {
      counted.unanswered++;
    };
  }

  /** Keeps the habits of a session that has ended. */
  end(session: SmppSession, reason: CloseReason): void {
    const counted = this.#counted.get(session);
    const sandbox = parseReceiverKey(session.account ?? "")?.sandbox;
    this.#counted.delete(session);
    if (counted === undefined || sandbox === undefined) return;
    const endedMs = this.#hostClock.elapsed();
    const habits = habitsOf(session, counted, endedMs);
    if (habits === null) return;
    const all = this.#ended.get(sandbox) ?? [];
    if (all.length >= maxEnded) all.shift();
    all.push({ ...habits, endedMs, end: endOf(counted, reason) });
    this.#ended.set(sandbox, all);
  }

  /** Habits in all sessions of a sandbox, the ended ones first. */
  ofSandbox(sandbox: string): readonly SessionHabits[] {
    const standing: SessionHabits[] = [];
    for (const [session, counted] of this.#counted) {
      if (parseReceiverKey(session.account ?? "")?.sandbox !== sandbox) continue;
      const habits = habitsOf(session, counted, this.#hostClock.elapsed());
      if (habits === null) continue;
      // An unbind ends the session, although its connection may not be closed yet.
      standing.push(counted.unbound === null ? habits : { ...habits, end: endOf(counted, "closed") });
    }
    return [...(this.#ended.get(sandbox) ?? []), ...standing];
  }

  /** Forgets all sessions of a sandbox that is reset or removed. */
  forget(sandbox: string): void {
    this.#ended.delete(sandbox);
    for (const session of this.#counted.keys()) {
      if (parseReceiverKey(session.account ?? "")?.sandbox === sandbox) this.#counted.delete(session);
    }
  }
}

function habitsOf(session: SmppSession, counted: Counted, now: Millis): SessionHabits | null {
  const { bound, peer, id, counters, settings } = session;
  const receiver = parseReceiverKey(session.account ?? "");
  if (bound === undefined || receiver === null) return null;
  const { before, since, elapsedMs, lastAt, idleMs, enquiries, unanswered } = counted;
  const { received, enquireLinks } = countersSince(session, before);
  return {
    remote: `${peer.address}#${id}`,
    account: receiver.account,
    bind: bound.command,
    since,
    elapsedMs,
    received,
    enquireLinks,
    idleMs: Math.max(idleMs, now - lastAt),
    window: settings.limits.processing,
    mostProcessing: counters.mostProcessing,
    enquiries,
    unanswered,
  };
}

function countersSince({ counters }: SmppSession, before: HabitCounters): HabitCounters {
  return {
    received: counters.received - before.received,
    enquireLinks: counters.enquireLinks - before.enquireLinks,
    overWindow: counters.overWindow - before.overWindow,
  };
}

function endOf({ unbound }: Counted, reason: CloseReason): NonNullable<SessionHabits["end"]> {
  if (unbound !== null) return unbound === "client" ? "unbind" : "server";
  return reason === "peer" || reason === "reset" || reason === "closed" ? "close" : "server";
}
