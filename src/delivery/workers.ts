// All workers: one for each account with something to deliver, created when first needed.

import { type AccountKey, accountKey, parseAccountKey } from "../core/account.ts";
import type { Clock } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import type { Message } from "../core/message.ts";
import type { OutboxEntry, Store } from "../core/ports.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import type { OpenProvider } from "../providers/provider.ts";
import { Signals } from "./signals.ts";
import type { Transport } from "./transport.ts";
import { Worker } from "./worker.ts";

export interface WorkersDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Pick<Sandboxes, "get">;
  /** By id. */
  readonly providers: ReadonlyMap<string, OpenProvider>;
  readonly transport: Transport;
  readonly hostClock: Clock;
  readonly onBug: (error: unknown) => void;
}

/** Error of an attempt that a crash or a stop cut off; its entry is sent again, as a further attempt. */
const cutOff = "The emulator stopped before the answer came: it is sent again.";
/** Entries per read of the store. */
const page = 1_000;

export class Workers {
  readonly #deps: WorkersDeps;
  /** By sandbox, then by account. */
  readonly #workers = new Map<string, Map<AccountKey, Worker>>();
  /** Messages whose answers have not been written yet. */
  readonly #unanswered = new Set<number>();
  readonly #idle = new Signals<string>();
  readonly #ended = new Signals<number>();
  #isStopped = false;

  constructor(deps: WorkersDeps) {
    const { store, events, onBug } = deps;
    this.#deps = deps;
    events.on("due-callback", ({ due }) => this.#deliver(due.ref));
    events.on("clearing", ({ sandbox }) => this.#forget(sandbox));
    events.on("rows-replaced", ({ sandbox }) => this.#search(sandbox));
    events.on("rolled-back", ({ sandbox }) => this.#rolledBack(sandbox));
    events.on("rollback", () => {
      for (const workers of this.#workers.values()) for (const worker of workers.values()) worker.searchLater();
    });
    events.on("clock-replaced", ({ sandbox }) => {
      // Waits for the commit: during a rollback nothing may be written.
      store
        .committed()
        .then(() => this.#plan(sandbox))
        .catch(onBug);
    });
  }

  /** Delivers a new entry that is due. */
  ready(entry: OutboxEntry): void {
    if (entry.state === "waiting") this.#worker(entry.sandbox, entry.account)?.ready(entry);
  }

  /** Delivers the entries that waited for a receiver of the account: a session has bound. */
  receiverCame(sandbox: string, account: AccountKey): void {
    this.#worker(sandbox, account)?.search();
  }

  /** Holds the reports of these messages back until `answered`. */
  delayReports(messages: readonly number[]): void {
    for (const message of messages) this.#unanswered.add(message);
  }

  answered(messages: readonly number[]): void {
    const { outbox } = this.#deps.store;
    for (const ref of messages) {
      if (!this.#unanswered.delete(ref)) continue;
      this.#deliver(this.#firstReport(ref));
      this.#deliver(outbox.firstPending({ about: "follow-up", ref }));
    }
  }

  /** Resolves when each due report of these messages has been tried: the reports are to overtake the answer. */
  async reported(messages: readonly Message[]): Promise<void> {
    const { store, sandboxes } = this.#deps;
    for (const { seq, sandbox: name } of messages) {
      for (;;) {
        const sandbox = sandboxes.get(name);
        const first = this.#firstReport(seq);
        const entry = first === null ? null : store.outbox.get(first);
        // An entry that waits for a retry has been tried.
        if (sandbox === null || entry === null || entry.at > sandbox.clock.now()) break;
        await this.#ended.wait(seq);
      }
    }
  }

  /** Resolves when no worker of the sandbox is busy. */
  async settled(name: string): Promise<void> {
    while (this.#ofSandbox(name).some((worker) => worker.busy)) await this.#idle.wait(name);
  }

  /** Takes up all waiting entries after a stop or a crash. */
  async restore(): Promise<void> {
    const { store } = this.#deps;
    store.outbox.closeAttempts(cutOff);
    for (const [name, accounts] of Map.groupBy(store.outbox.waiting(), ({ sandbox }) => sandbox)) {
      for (const { account } of accounts) this.#worker(name, account)?.search();
      // A manual clock may stand before the time it had reached: entries due then need a plan again.
      await this.#plan(name);
      await store.committed();
    }
    await store.committed();
  }

  stop(): void {
    this.#isStopped = true;
    for (const workers of this.#workers.values()) for (const worker of workers.values()) worker.stop();
    this.#workers.clear();
    this.#idle.wakeAll();
    this.#ended.wakeAll();
  }

  #worker(sandboxName: string, account: AccountKey): Worker | null {
    const existing = this.#workers.get(sandboxName)?.get(account);
    if (existing !== undefined) return existing;
    const { sandboxes, providers, ...deps } = this.#deps;
    const sandbox = sandboxes.get(sandboxName);
    const callbacks = providers.get(parseAccountKey(account)?.provider ?? "")?.callbacks;
    if (sandbox === null || callbacks === undefined) return null;
    const worker = new Worker({
      ...deps,
      sandbox,
      account,
      callbacks,
      onEnd: (ref) => this.#ended.wake(ref),
      onIdle: () => this.#idle.wake(sandboxName),
      answered: (message) => !this.#unanswered.has(message),
    });
    const workers = this.#workers.get(sandboxName) ?? new Map<AccountKey, Worker>();
    this.#workers.set(sandboxName, workers.set(account, worker));
    return worker;
  }

  #ofSandbox(name: string): Worker[] {
    return [...(this.#workers.get(name)?.values() ?? [])];
  }

  #firstReport(message: number): number | null {
    return this.#deps.store.outbox.firstPending({ about: "report", ref: message });
  }

  #deliver(seq: number | null): void {
    const entry = seq === null ? null : this.#deps.store.outbox.get(seq);
    if (entry !== null) this.ready(entry);
  }

  /** Stops the sandbox's workers before a reset: the ends of their attempts are not recorded. */
  #forget(name: string): void {
    const { store } = this.#deps;
    for (const worker of this.#ofSandbox(name)) worker.stop();
    this.#workers.delete(name);
    // A reset numbers messages from 1 again: a new message must not wait for an earlier answer.
    for (const seq of this.#unanswered) if (store.ledger.get(seq)?.sandbox === name) this.#unanswered.delete(seq);
    this.#idle.wake(name);
  }

  /** Takes up the waiting entries of a sandbox whose rows were replaced. */
  #search(name: string): void {
    for (const account of this.#deps.store.accounts.list(name)) this.#worker(name, accountKey(account))?.search();
  }

  /** Takes up the waiting entries of a sandbox whose rows are back. */
  #rolledBack(name: string): void {
    for (const account of this.#deps.store.accounts.list(name)) this.#worker(name, accountKey(account))?.searchLater();
  }

  /** Plans the waiting entries that are not due on the sandbox's present clock. */
  async #plan(name: string): Promise<void> {
    const { store, sandboxes } = this.#deps;
    const sandbox = sandboxes.get(name);
    // The data file closes at the stop.
    if (sandbox === null || this.#isStopped) return;
    for (const account of store.accounts.list(name)) {
      for (let after = -1; ; ) {
        const entries = store.outbox.due(name, accountKey(account), after, Number.MAX_SAFE_INTEGER, page);
        for (const { seq, at } of entries) {
          after = seq;
          if (at > sandbox.clock.now()) store.schedule.add({ sandbox: name, at, kind: "callback", ref: seq, part: 0 });
        }
        if (entries.length < page) break;
        await store.committed();
        if (this.#isStopped || sandboxes.get(name) !== sandbox) return;
      }
    }
  }
}
