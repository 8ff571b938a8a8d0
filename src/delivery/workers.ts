// All couriers: one for each account that has something to deliver, made when it is first needed.

import { type AccountKey, accountKey, parseAccountKey } from "../core/account.ts";
import type { Events } from "../core/events.ts";
import type { Message } from "../core/message.ts";
import type { Clock, Due, OutboxEntry, Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import type { OpenProvider } from "../providers/provider.ts";
import { createWaiters } from "./signals.ts";
import type { Transport } from "./transport.ts";
import { type Courier, courierKey, createCourier } from "./worker.ts";

export interface Couriers {
  /** A fresh entry that may be sent now. */
  ready(entry: OutboxEntry): void;
  /** An entry whose instant has come (retry, delayed). */
  due(due: Due): void;
  /** A receiver of the account has come (bind): what waits for it goes. */
  receiverCame(sandbox: string, account: AccountKey): void;
  /** Reports of these messages wait until `answered` is said of them. */
  hold(messages: readonly number[]): void;
  answered(messages: readonly number[]): void;
  /** Resolves when every report of these messages that is due has been tried: they are to overtake the answer. */
  told(messages: readonly Message[]): Promise<void>;
  /** Resolves when nothing is under way for a sandbox. */
  settled(sandbox: string): Promise<void>;
  /** Takes up again all that waits in the store (start after a stop or a crash). */
  restore(sandboxes: readonly Sandbox[]): Promise<void>;
  stop(): void;
}

export interface CouriersDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Pick<Sandboxes, "get">;
  /** By id. */
  readonly providers: ReadonlyMap<string, OpenProvider>;
  readonly transport: Transport;
  readonly hostClock: Clock;
  readonly onBug: (error: unknown) => void;
}

/** What an attempt's record says that a crash or a stop cut off. Its entry is sent again, as a further attempt. */
const cutOff = "The emulator stopped before the answer came: it is sent again.";
const page = 1_000;

export function createCouriers(deps: CouriersDeps): Couriers {
  const { store, events, onBug } = deps;
  const couriers = new Map<string, Courier>();
  const unanswered = new Set<number>();
  const idleWaiters = createWaiters<string>();
  const endWaiters = createWaiters<number>();

  function courier(sandboxName: string, account: AccountKey): Courier | null {
    const key = courierKey(sandboxName, account);
    const known = couriers.get(key);
    if (known !== undefined) return known;
    const sandbox = deps.sandboxes.get(sandboxName);
    const callbacks = deps.providers.get(parseAccountKey(account)?.provider ?? "")?.callbacks;
    if (sandbox === null || callbacks === undefined) return null;
    const { transport, hostClock } = deps;
    const made = createCourier({
      store,
      events,
      sandbox,
      account,
      callbacks,
      transport,
      hostClock,
      onEnd: endWaiters.wake,
      onIdle: () => idleWaiters.wake(sandboxName),
      onBug,
      answered: (message) => !unanswered.has(message),
    });
    couriers.set(key, made);
    return made;
  }

  function ofSandbox(name: string): [string, Courier][] {
    return [...couriers].filter(([key]) => key.startsWith(`${name} `));
  }

  const entryOf = (seq: number | null): OutboxEntry | null => (seq === null ? null : store.outbox.get(seq));
  const firstReport = (message: number): OutboxEntry | null =>
    entryOf(store.outbox.firstInLane({ about: "report", ref: message }));
  const give = (entry: OutboxEntry | null): void => {
    if (entry !== null && entry.state === "waiting") courier(entry.sandbox, entry.account)?.ready(entry);
  };

  /** Forgets a sandbox's couriers: what is under way is cut and ends unrecorded (reset). */
  function forget(name: string): void {
    for (const [key, one] of ofSandbox(name)) {
      one.stop();
      couriers.delete(key);
    }
    // Places are given anew after a reset: a message of then must not wait for an answer of now.
    for (const seq of unanswered) if (store.ledger.get(seq)?.sandbox === name) unanswered.delete(seq);
    idleWaiters.wake(name);
  }

  /** The rows of a sandbox are back: its couriers, forgotten or not, look again at what is there. */
  function restored(name: string): void {
    for (const account of store.accounts.list(name)) courier(name, accountKey(account))?.lost();
  }

  /** Plans what waits for an instant that the clock of now has not reached (a clock that was set back). */
  async function plan(name: string): Promise<void> {
    const sandbox = deps.sandboxes.get(name);
    if (sandbox === null) return;
    for (const account of store.accounts.list(name)) {
      for (let after = -1; ; ) {
        const entries = store.outbox.due(name, accountKey(account), after, Number.MAX_SAFE_INTEGER, page);
        for (const { seq, at } of entries) {
          after = seq;
          if (at > sandbox.clock.now()) store.schedule.add({ sandbox: name, at, kind: "callback", ref: seq, part: 0 });
        }
        if (entries.length < page) break;
        await store.committed();
        if (deps.sandboxes.get(name) !== sandbox) return;
      }
    }
  }

  events.on("clearing", ({ sandbox }) => forget(sandbox));
  events.on("restored", ({ sandbox }) => restored(sandbox));
  events.on("rollback", () => {
    for (const one of couriers.values()) one.lost();
  });
  events.on("clock-replaced", ({ sandbox }) => {
    // Once the change is kept: while one that could not be is taken back nothing may be written.
    store
      .committed()
      .then(() => plan(sandbox))
      .catch(onBug);
  });

  return {
    ready: give,
    due: (due) => give(store.outbox.get(due.ref)),
    receiverCame: (sandbox, account) => courier(sandbox, account)?.search(),
    hold(messages) {
      for (const message of messages) unanswered.add(message);
    },
    answered(messages) {
      for (const message of messages) if (unanswered.delete(message)) give(firstReport(message));
    },
    async told(messages) {
      for (const { seq, sandbox: name } of messages) {
        for (;;) {
          const sandbox = deps.sandboxes.get(name);
          const first = firstReport(seq);
          // One that waits for its next try has been tried; it must not keep the answer.
          if (sandbox === null || first === null || first.at > sandbox.clock.now()) break;
          await endWaiters.wait(seq);
        }
      }
    },
    async settled(name) {
      while (ofSandbox(name).some(([, one]) => one.busy)) await idleWaiters.wait(name);
    },
    async restore(sandboxes) {
      for (const { name } of sandboxes) {
        store.outbox.closeAttempts(name, cutOff);
        for (const account of store.accounts.list(name)) courier(name, accountKey(account))?.search();
        // A hand-moved clock may stand before what it had reached: what was due then must be planned again.
        await plan(name);
        await store.committed();
      }
    },
    stop() {
      for (const one of couriers.values()) one.stop();
      couriers.clear();
      idleWaiters.wakeAll();
      endWaiters.wakeAll();
    },
  };
}
