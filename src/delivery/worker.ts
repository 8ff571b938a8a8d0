// One courier an account: takes its outbox entries in order, so many at once, one at a time a lane (all entries about one
// message or inbound), and records every attempt before it is made and again when its end is known. A slow or dead
// receiver holds up its own account only. What does not fit into the courier's hands stays in the store.

import { type Account, type AccountKey, accountKey } from "../core/account.ts";
import type { Events } from "../core/events.ts";
import type { Attempt, Clock, Millis, OutboxEntry, Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { ProviderCallbacks } from "../providers/provider.ts";
import { createHand } from "./due-queue.ts";
import { retryAt } from "./retry.ts";
import type { Prepared, Sent, Transport } from "./transport.ts";

/** Attempts under way at once, where the account says nothing else. */
const parallel = 32;
/**
 * One over SMPP, which waits for its place in a session's window, counts for half of one then: so most are begun in the
 * transaction that writes their entry, which is a write less each.
 */
const smppWeight = 0.5;
/** Real milliseconds until the courier looks again after its own failure (disk full, say). */
const pauseMs = 1_000;

export interface Courier {
  /** An entry that is due: new, to be tried again, or one whose turn in its lane has come. */
  ready(entry: OutboxEntry): void;
  /** Looks in the store for entries that are due (start, a receiver that came back). */
  search(): void;
  /** The store has lost what was written last: what is in hand may never have been. Looks again a little later. */
  lost(): void;
  readonly busy: boolean;
  /** Cuts what is under way; its end is not recorded. */
  stop(): void;
}

export interface CourierDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandbox: Sandbox;
  readonly account: AccountKey;
  readonly callbacks: ProviderCallbacks;
  readonly transport: Transport;
  readonly hostClock: Clock;
  /** Reports of a message whose answer has not been written yet wait. */
  readonly answered: (message: number) => boolean;
  /** An attempt at something about this message or inbound has ended. */
  readonly onEnd: (ref: number) => void;
  readonly onIdle: () => void;
  readonly onBug: (error: unknown) => void;
}

interface Errand {
  readonly entry: OutboxEntry;
  readonly prepared: Prepared;
  readonly begun: Attempt;
  /** How much it counts among those under way. */
  readonly weight: number;
}

export function createCourier(deps: CourierDeps): Courier {
  const { store, sandbox } = deps;
  const cut = new AbortController();
  const hand = createHand((after, limit) =>
    store.outbox.due(sandbox.name, deps.account, after, sandbox.clock.now(), limit),
  );
  /** Places of those that were found without a receiver, oldest first. */
  const parked = new Set<number>();
  let under = 0;
  let pulling = false;
  /** Whether a later look is planned, since the store refused. */
  let pausing = false;

  function pull(): void {
    if (pulling || pausing) return;
    pulling = true;
    try {
      const most = limit() ?? parallel;
      while (!cut.signal.aborted && under < most) {
        const entry = hand.next();
        if (entry === null) break;
        const errand = errandOf(entry);
        if (errand === null) hand.done(entry.seq);
        else start(errand);
      }
    } catch (error) {
      deps.onBug(error);
      lost();
    } finally {
      pulling = false;
    }
    if (under === 0 && hand.empty) deps.onIdle();
  }

  function limit(): number | undefined {
    return store.accounts.get(sandbox.name, deps.account)?.callbacks.parallel;
  }

  function lost(): void {
    if (pausing || cut.signal.aborted) return;
    pausing = true;
    deps.hostClock.after(pauseMs, () => {
      pausing = false;
      if (cut.signal.aborted) return;
      hand.drop();
      search();
    });
  }

  function start(errand: Errand): void {
    under += errand.weight;
    store.committed().then(
      () => carry(errand),
      (error: unknown) => failed(errand, error),
    );
  }

  function carry(errand: Errand): void {
    const account = store.accounts.get(sandbox.name, deps.account);
    if (cut.signal.aborted || account === null) {
      over(errand);
      return;
    }
    const since = deps.hostClock.elapsed();
    sending(errand.prepared, account).then((sent) => {
      try {
        if (!cut.signal.aborted) end(errand, deps.hostClock.elapsed() - since, sent);
      } catch (error) {
        failed(errand, error);
        return;
      }
      over(errand);
    });
  }

  function failed(errand: Errand, error: unknown): void {
    deps.onBug(error);
    // It still waits in the store: found again by the next look.
    lost();
    over(errand);
  }

  function over({ entry, weight }: Errand): void {
    under -= weight;
    hand.done(entry.seq);
    deps.onEnd(entry.ref);
    pull();
  }

  function errandOf(entry: OutboxEntry): Errand | null {
    try {
      return prepare(entry);
    } catch (error) {
      // An entry that cannot even be prepared must not hold up the others. Where it is the store that refuses, this is
      // refused too.
      try {
        finish(entry, "given-up");
      } catch {
        hand.done(entry.seq);
        throw error;
      }
      deps.onBug(error);
      return null;
    }
  }

  /** Writes that the attempt begins; null: it is not the entry's turn, or there is nobody to send it to. */
  function prepare(entry: OutboxEntry): Errand | null {
    // An earlier one of its lane is not over: its end brings this one.
    if (store.outbox.firstInLane(entry) !== entry.seq) return null;
    if (entry.about === "report" && !deps.answered(entry.ref)) return null;
    const account = store.accounts.get(sandbox.name, deps.account);
    const delivery = account === null ? null : deps.callbacks.delivery(entry, account);
    if (delivery === null || delivery.by === "nowhere") {
      finish(entry, "dropped");
      return null;
    }
    if (delivery.by === "smpp" && !deps.transport.reachable(delivery)) {
      park(entry);
      return null;
    }
    const prepared = deps.transport.prepare(delivery);
    const { address, request } = prepared;
    const begun: Attempt = {
      callback: entry.seq,
      number: entry.tries + 1,
      at: sandbox.clock.now(),
      address,
      request,
      status: null,
      answer: "",
      durationMs: 0,
      error: "",
    };
    store.outbox.begin(entry, begun);
    const weight = entry.by === "smpp" && limit() === undefined ? smppWeight : 1;
    return { entry, prepared, begun, weight };
  }

  /** It waits for a receiver, in the store; of too many the oldest is dropped. */
  function park({ seq }: OutboxEntry): void {
    parked.add(seq);
    const [oldest] = parked;
    if (oldest === undefined || parked.size <= (deps.callbacks.receiverWaiting ?? Infinity)) return;
    parked.delete(oldest);
    const entry = store.outbox.get(oldest);
    if (entry?.state === "waiting") finish(entry, "dropped");
  }

  /** Never rejects: what a transport throws is a bug of ours, and a failed attempt. */
  function sending(prepared: Prepared, account: Account): Promise<Sent> {
    const bug = (error: unknown): Sent => {
      deps.onBug(error);
      return { kind: "failed", status: null, answer: "", error: `internal error: ${String(error)}` };
    };
    try {
      return prepared.send(account, cut.signal).catch(bug);
    } catch (error) {
      return Promise.resolve(bug(error));
    }
  }

  function end({ entry, begun }: Errand, durationMs: Millis, sent: Sent): void {
    const { callbacks } = deps;
    const { status, answer, error } = sent;
    const attempt: Attempt = { ...begun, status, answer, error, durationMs };
    const policy = entry.by === "smpp" ? (callbacks.smppRetry ?? callbacks.retry) : callbacks.retry;
    const isOver = sent.kind !== "failed" || attempt.number >= policy.tries;
    const at = isOver ? entry.at : retryAt(sandbox.clock.now(), attempt.number, policy);
    const state = sent.kind === "done" ? "delivered" : isOver ? "given-up" : "waiting";
    const now = store.outbox.end(entry, attempt, state, at);
    deps.events.emit({ kind: "attempt", sandbox: sandbox.name, attempt });
    if (isOver) finished(now);
    else store.schedule.add({ sandbox: sandbox.name, at, kind: "callback", ref: entry.seq, part: 0 });
  }

  function finish(entry: OutboxEntry, state: OutboxEntry["state"]): void {
    finished(store.outbox.update(entry, state, entry.tries, entry.at));
  }

  function finished(entry: OutboxEntry): void {
    deps.events.emit({ kind: "callback", entry });
    const seq = store.outbox.firstInLane(entry);
    const next = seq === null ? null : store.outbox.get(seq);
    // One that is not due yet has an item on the schedule.
    if (next !== null && next.at <= sandbox.clock.now()) hand.offer(next);
  }

  function search(): void {
    parked.clear();
    hand.search();
    pull();
  }

  return {
    ready(entry) {
      hand.offer(entry);
      pull();
    },
    search,
    lost,
    get busy() {
      return !cut.signal.aborted && (under > 0 || pausing || !hand.empty);
    },
    stop: () => cut.abort(),
  };
}

/** The courier's name: sandbox and account. */
export function courierKey(
  sandbox: string,
  account: { readonly provider: string; readonly name: string } | AccountKey,
): string {
  return `${sandbox} ${typeof account === "string" ? account : accountKey(account)}`;
}
