// Delivers the outbox entries of one account: in order, several at a time, but one at a time about the same subject. Records each attempt before it is made and again when its end is known.

import type { Account, AccountKey } from "../core/account.ts";
import type { Clock, Millis } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import { subjectOf } from "../core/outbox-subject.ts";
import type { Attempt, OutboxEntry, Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { ProviderCallbacks } from "../providers/provider.ts";
import { deliveryOf } from "./callback-form.ts";
import { DueQueue } from "./due-queue.ts";
import { retryAt } from "./retry.ts";
import type { AttemptResult, Prepared, Transport } from "./transport.ts";

/** Attempts at a time, unless the account says otherwise. */
const defaultParallel = 32;
/** Share of an attempt over SMPP in the limit: the session's window bounds these attempts too. */
const smppWeight = 0.5;
/** Real milliseconds until the next search after a failure of the store, for example a full disk. */
const pauseMs = 1_000;

export interface WorkerDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandbox: Sandbox;
  readonly account: AccountKey;
  readonly callbacks: ProviderCallbacks;
  readonly transport: Transport;
  readonly hostClock: Clock;
  /** True if the answer to a message has been written: its reports may go. */
  readonly answered: (message: number) => boolean;
  /** Runs after each attempt about this message or inbound. */
  readonly onEnd: (ref: number) => void;
  readonly onIdle: () => void;
  readonly onBug: (error: unknown) => void;
}

/** An attempt that is being made. */
interface Job {
  readonly entry: OutboxEntry;
  readonly prepared: Prepared;
  readonly begun: Attempt;
  readonly weight: number;
}

export class Worker {
  readonly #deps: WorkerDeps;
  readonly #stopped = new AbortController();
  readonly #queue: DueQueue;
  /** `seq` of entries that wait for a receiver, oldest first. */
  readonly #withoutReceiver = new Set<number>();
  /** Sum of the weights of all jobs. */
  #load = 0;
  #isPulling = false;
  /** True if a search is planned after a failure of the store. */
  #isPausing = false;

  constructor(deps: WorkerDeps) {
    const { store, sandbox, account } = deps;
    this.#deps = deps;
    this.#queue = new DueQueue((after, limit) =>
      store.outbox.due(sandbox.name, account, after, sandbox.clock.now(), limit),
    );
  }

  get busy(): boolean {
    return !this.#stopped.signal.aborted && (this.#load > 0 || this.#isPausing || !this.#queue.empty);
  }

  /** Delivers an entry that is due. */
  ready(entry: OutboxEntry): void {
    this.#queue.offer(entry);
    this.#pull();
  }

  /** Looks for due entries in the store: at the start, or when a receiver has bound. */
  search(): void {
    this.#withoutReceiver.clear();
    this.#queue.search();
    this.#pull();
  }

  /** Drops the entries in memory after a rollback, and searches the store a little later. */
  searchLater(): void {
    if (this.#isPausing || this.#stopped.signal.aborted) return;
    this.#isPausing = true;
    this.#deps.hostClock.after(pauseMs, () => {
      this.#isPausing = false;
      if (this.#stopped.signal.aborted) return;
      this.#queue.drop();
      this.search();
    });
  }

  /** Cuts the attempts under way; their ends are not recorded. */
  stop(): void {
    this.#stopped.abort();
  }

  #pull(): void {
    if (this.#isPulling || this.#isPausing) return;
    this.#isPulling = true;
    try {
      const max = this.#account()?.callbacks.parallel ?? defaultParallel;
      while (!this.#stopped.signal.aborted && this.#load < max) {
        const entry = this.#queue.next();
        if (entry === null) break;
        const job = this.#jobOf(entry);
        if (job === null) this.#queue.done(entry.seq);
        else this.#start(job);
      }
    } catch (error) {
      this.#deps.onBug(error);
      this.searchLater();
    } finally {
      this.#isPulling = false;
    }
    if (this.#load === 0 && this.#queue.empty) this.#deps.onIdle();
  }

  #account(): Account | null {
    const { store, sandbox, account } = this.#deps;
    return store.accounts.get(sandbox.name, account);
  }

  #start(job: Job): void {
    this.#load += job.weight;
    this.#deps.store.committed().then(
      () => this.#send(job),
      (error: unknown) => this.#fail(job, error),
    );
  }

  #send(job: Job): void {
    const { hostClock } = this.#deps;
    const account = this.#account();
    if (this.#stopped.signal.aborted || account === null) {
      this.#finishJob(job);
      return;
    }
    const since = hostClock.elapsed();
    this.#sent(job.prepared, account).then((sent) => {
      try {
        if (!this.#stopped.signal.aborted) this.#end(job, hostClock.elapsed() - since, sent);
      } catch (error) {
        this.#fail(job, error);
        return;
      }
      this.#finishJob(job);
    });
  }

  /** The entry still waits in the store, where the next search finds it. */
  #fail(job: Job, error: unknown): void {
    this.#deps.onBug(error);
    this.searchLater();
    this.#finishJob(job);
  }

  #finishJob({ entry, weight }: Job): void {
    this.#load -= weight;
    this.#queue.done(entry.seq);
    this.#deps.onEnd(entry.ref);
    this.#pull();
  }

  #jobOf(entry: OutboxEntry): Job | null {
    try {
      return this.#prepare(entry);
    } catch (error) {
      // An entry that cannot be prepared must not block the others. A store that refuses writes refuses this one too.
      try {
        this.#close(entry, "given-up");
      } catch {
        this.#queue.done(entry.seq);
        throw error;
      }
      this.#deps.onBug(error);
      return null;
    }
  }

  /** Records that an attempt begins. @returns null: an earlier entry goes first, or no receiver is there */
  #prepare(entry: OutboxEntry): Job | null {
    const { store, callbacks, transport, sandbox, hostClock } = this.#deps;
    // The end of the earlier entry brings this one.
    if (store.outbox.firstPending(subjectOf(entry)) !== entry.seq) return null;
    if (entry.about === "report" && !this.#deps.answered(entry.ref)) return null;
    const account = this.#account();
    const delivery = account === null ? null : deliveryOf(store, callbacks, entry, account, sandbox.clock.now());
    if (account === null || delivery === null || delivery.by === "nowhere") {
      this.#close(entry, "dropped");
      return null;
    }
    if (delivery.by === "smpp" && !transport.reachable(delivery)) {
      this.#waitForReceiver(entry);
      return null;
    }
    const prepared = transport.prepare(delivery);
    const { address, request } = prepared;
    const begun: Attempt = {
      callback: entry.seq,
      number: entry.attemptCount + 1,
      at: sandbox.clock.now(),
      address,
      request,
      status: null,
      answer: "",
      durationMs: 0,
      error: "",
      elapsedMs: hostClock.elapsed(),
    };
    store.outbox.begin(entry, begun);
    const weight = entry.by === "smpp" && account.callbacks.parallel === undefined ? smppWeight : 1;
    return { entry, prepared, begun, weight };
  }

  /** Leaves an entry in the store until a receiver binds, and drops the oldest beyond the provider's bound. */
  #waitForReceiver({ seq }: OutboxEntry): void {
    this.#withoutReceiver.add(seq);
    const [oldest] = this.#withoutReceiver;
    if (oldest === undefined) return;
    if (this.#withoutReceiver.size <= (this.#deps.callbacks.receiverWaiting ?? Infinity)) return;
    this.#withoutReceiver.delete(oldest);
    const entry = this.#deps.store.outbox.get(oldest);
    if (entry?.state === "waiting") this.#close(entry, "dropped");
  }

  /** Never rejects: an error of a transport is a bug, and a failed attempt. */
  #sent(prepared: Prepared, account: Account): Promise<AttemptResult> {
    const bug = (error: unknown): AttemptResult => {
      this.#deps.onBug(error);
      return { kind: "failed", status: null, answer: "", error: `internal error: ${String(error)}` };
    };
    try {
      return prepared.send(account, this.#stopped.signal).catch(bug);
    } catch (error) {
      return Promise.resolve(bug(error));
    }
  }

  #end({ entry, begun }: Job, durationMs: Millis, sent: AttemptResult): void {
    const { store, events, callbacks, sandbox } = this.#deps;
    const { status, answer, error } = sent;
    const attempt: Attempt = { ...begun, status, answer, error, durationMs };
    const policy = entry.by === "smpp" ? (callbacks.smppRetry ?? callbacks.retry) : callbacks.retry;
    const isOver = sent.kind !== "failed" || attempt.number >= policy.attempts;
    const at = isOver ? entry.at : retryAt(sandbox.clock.now(), attempt.number, policy);
    const state = sent.kind === "done" ? "delivered" : isOver ? "given-up" : "waiting";
    const now = store.outbox.end(entry, attempt, state, at);
    events.emit({ kind: "attempt", sandbox: sandbox.name, attempt });
    if (isOver) this.#closed(now);
    else store.schedule.add({ sandbox: sandbox.name, at, kind: "callback", ref: entry.seq, part: 0 });
  }

  #close(entry: OutboxEntry, state: OutboxEntry["state"]): void {
    this.#closed(this.#deps.store.outbox.update(entry, state, entry.attemptCount, entry.at));
  }

  #closed(entry: OutboxEntry): void {
    const { store, events, sandbox } = this.#deps;
    events.emit({ kind: "callback", entry });
    const seq = store.outbox.firstPending(subjectOf(entry));
    const next = seq === null ? null : store.outbox.get(seq);
    // An entry that is not due yet has an item on the schedule.
    if (next !== null && next.at <= sandbox.clock.now()) this.#queue.offer(next);
  }
}
