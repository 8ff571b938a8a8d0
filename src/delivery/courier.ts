// One courier an account: takes its outbox entries in order, so many at once, one at a time a lane (message), and records
// every attempt before it is made and again when its end is known. A slow or dead receiver holds up its own account only.
// What does not fit into the courier's hands stays in the store.

import { type AccountKey, accountKey } from "../core/account.ts";
import type { Events } from "../core/events.ts";
import type { Attempt, Clock, Instant, OutboxEntry, Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { OpenProvider } from "../providers/provider.ts";
import type { Sent, Transport } from "./transport.ts";

/** Entries in a courier's hands. */
const inHand = 500;

export interface Courier {
  /** A fresh entry: it comes after those already waiting. */
  fresh(seq: number): void;
  /** An entry that is due again, or whose turn in its lane has come. */
  again(seq: number): void;
  /** Looks in the store for entries never tried (start, a receiver that came back). */
  search(): void;
  readonly busy: boolean;
  stop(): void;
}

export interface CourierDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandbox: Sandbox;
  readonly account: AccountKey;
  readonly provider: OpenProvider;
  readonly transport: Transport;
  readonly hostClock: Clock;
  /** Reports of a message whose answer has not been written yet wait. */
  readonly answered: (message: number) => boolean;
  readonly onIdle: () => void;
  readonly onBug: (error: unknown) => void;
}

export function createCourier(deps: CourierDeps): Courier {
  const { store, sandbox } = deps;
  const queue: number[] = [];
  const held = new Set<number>();
  let taken = 0;
  let more = false;
  let under = 0;
  let stopped = false;

  function push(seq: number): void {
    if (held.has(seq)) return;
    held.add(seq);
    queue.push(seq);
    pull();
  }

  function refill(): void {
    if (!more || queue.length > 0) return;
    const seqs = store.outbox.fresh(sandbox.name, deps.account, taken, sandbox.clock.now(), inHand);
    more = seqs.length === inHand;
    for (const seq of seqs) {
      taken = Math.max(taken, seq);
      if (held.has(seq)) continue;
      held.add(seq);
      queue.push(seq);
    }
  }

  function pull(): void {
    const parallel = store.accounts.get(sandbox.name, deps.account)?.callbacks.parallel ?? 16;
    while (!stopped && under < parallel) {
      if (queue.length === 0) refill();
      const seq = queue.shift();
      if (seq === undefined) break;
      under += 1;
      carry(seq)
        .catch(deps.onBug)
        .finally(() => {
          under -= 1;
          held.delete(seq);
          pull();
          if (under === 0 && queue.length === 0) deps.onIdle();
        });
    }
  }

  async function carry(seq: number): Promise<void> {
    const entry = store.outbox.get(seq);
    if (entry === null || entry.state !== "waiting") return;
    // An earlier one of its lane is not over: its end brings this one.
    if (store.outbox.firstInLane(entry.lane) !== seq) return;
    if (entry.about === "report" && !deps.answered(entry.ref)) return;
    const account = store.accounts.get(sandbox.name, deps.account);
    const delivery = account === null ? null : deps.provider.delivery(entry, account);
    if (account === null || delivery === null || delivery.by === "nowhere") {
      finish(entry, "dropped", entry.tries);
      return;
    }
    if (delivery.by === "smpp" && !deps.transport.reachable(delivery)) return;
    const begun: Attempt = {
      callback: seq,
      number: entry.tries + 1,
      at: sandbox.clock.now(),
      address: deps.transport.address(delivery),
      request: deps.transport.describe(delivery),
      status: null,
      answer: "",
      durationMs: 0,
      error: "",
    };
    if (store.outbox.attempts(seq).length < begun.number) store.outbox.addAttempt(begun);
    await store.committed();
    const since = deps.hostClock.now();
    const sent = await deps.transport.send(delivery, account);
    if (stopped) return;
    end(entry, { ...begun, ...result(sent), durationMs: deps.hostClock.now() - since }, sent);
  }

  function end(entry: OutboxEntry, attempt: Attempt, sent: Sent): void {
    store.outbox.endAttempt(attempt);
    deps.events.tell({ kind: "attempt", sandbox: sandbox.name, attempt });
    if (sent.kind === "done") {
      finish(entry, "delivered", attempt.number);
      return;
    }
    if (sent.kind === "refused" || attempt.number >= deps.provider.retry.tries) {
      finish(entry, "given-up", attempt.number);
      return;
    }
    store.outbox.update(entry.seq, "waiting", attempt.number);
    store.schedule.add({
      sandbox: sandbox.name,
      at: retryAt(sandbox.clock.now(), attempt.number, deps.provider.retry),
      kind: "callback",
      ref: entry.seq,
      part: 0,
    });
  }

  function finish(entry: OutboxEntry, state: OutboxEntry["state"], tries: number): void {
    store.outbox.update(entry.seq, state, tries);
    deps.events.tell({ kind: "callback", entry: { ...entry, state, tries } });
    const next = store.outbox.firstInLane(entry.lane);
    if (next !== null && next <= taken) push(next);
  }

  return {
    fresh(seq) {
      if (more || queue.length >= inHand) {
        more = true;
        return;
      }
      taken = Math.max(taken, seq);
      push(seq);
    },
    again: push,
    search() {
      more = true;
      taken = 0;
      pull();
    },
    get busy() {
      return under > 0 || queue.length > 0;
    },
    stop() {
      stopped = true;
      queue.length = 0;
    },
  };
}

function retryAt(now: Instant, tries: number, policy: OpenProvider["retry"]): Instant {
  return now + policy.firstDelay * policy.factor ** (tries - 1);
}

function result(sent: Sent): Pick<Attempt, "status" | "answer" | "error"> {
  return { status: sent.status, answer: sent.answer, error: sent.error };
}

/** The courier's name: sandbox and account. */
export function courierKey(
  sandbox: string,
  account: { readonly provider: string; readonly name: string } | AccountKey,
): string {
  return `${sandbox} ${typeof account === "string" ? account : accountKey(account)}`;
}
