// All couriers: one for each account that has something to deliver, made when it is first needed.

import type { AccountKey } from "../core/account.ts";
import type { Events } from "../core/events.ts";
import type { Clock, Due, OutboxEntry, Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { OpenProvider } from "../providers/provider.ts";
import { type Courier, courierKey, createCourier } from "./courier.ts";
import type { Transport } from "./transport.ts";

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
  /** Resolves when nothing is under way for a sandbox. */
  settled(sandbox: string): Promise<void>;
  /** Plans again all that waits in the store (start after a stop or a crash). */
  restore(sandbox: string): void;
  /** Forgets a sandbox's couriers: what is under way ends unrecorded (reset). */
  forget(sandbox: string): void;
  stop(): void;
}

export interface CouriersDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandbox: (name: string) => Sandbox | null;
  readonly provider: (id: string) => OpenProvider | null;
  readonly transport: Transport;
  readonly hostClock: Clock;
  readonly onBug: (error: unknown) => void;
}

export function createCouriers(deps: CouriersDeps): Couriers {
  const { store } = deps;
  const couriers = new Map<string, Courier>();
  const unanswered = new Set<number>();
  const waiting = new Map<string, (() => void)[]>();

  function courier(sandboxName: string, account: AccountKey): Courier | null {
    const key = courierKey(sandboxName, account);
    const known = couriers.get(key);
    if (known !== undefined) return known;
    const sandbox = deps.sandbox(sandboxName);
    const provider = deps.provider(account.slice(0, account.indexOf("/")));
    if (sandbox === null || provider === null) return null;
    const { events, transport, hostClock, onBug } = deps;
    const onIdle = (): void => idle(sandboxName);
    const made = createCourier({
      store,
      events,
      sandbox,
      account,
      provider,
      transport,
      hostClock,
      onIdle,
      onBug,
      answered: (message) => !unanswered.has(message),
    });
    couriers.set(key, made);
    return made;
  }

  function ofSandbox(name: string): [string, Courier][] {
    return [...couriers].filter(([key]) => key.startsWith(`${name} `));
  }

  function idle(name: string): void {
    if (ofSandbox(name).some(([, one]) => one.busy)) return;
    const waiters = waiting.get(name) ?? [];
    waiting.delete(name);
    for (const wake of waiters) wake();
  }

  return {
    ready: (entry) => courier(entry.sandbox, entry.account)?.fresh(entry.seq),
    due(due) {
      const entry = store.outbox.get(due.ref);
      if (entry !== null && entry.state === "waiting") courier(entry.sandbox, entry.account)?.again(entry.seq);
    },
    receiverCame: (sandbox, account) => courier(sandbox, account)?.search(),
    hold(messages) {
      for (const message of messages) unanswered.add(message);
    },
    answered(messages) {
      for (const message of messages) {
        if (!unanswered.delete(message)) continue;
        const first = store.outbox.firstInLane(`m${message}`);
        const entry = first === null ? null : store.outbox.get(first);
        if (entry !== null) courier(entry.sandbox, entry.account)?.again(entry.seq);
      }
    },
    async settled(name) {
      while (ofSandbox(name).some(([, one]) => one.busy)) {
        const { promise, resolve } = Promise.withResolvers<void>();
        waiting.set(name, [...(waiting.get(name) ?? []), resolve]);
        await promise;
      }
    },
    restore(name) {
      const sandbox = deps.sandbox(name);
      if (sandbox === null) return;
      let after: number | undefined;
      for (;;) {
        const page = store.outbox.list(name, {
          state: "waiting",
          limit: 1_000,
          ...(after === undefined ? {} : { after }),
        });
        for (const entry of page) {
          after = entry.seq;
          const at = Math.max(entry.at, sandbox.clock.now());
          store.schedule.add({ sandbox: name, at, kind: "callback", ref: entry.seq, part: 0 });
        }
        if (page.length < 1_000) return;
      }
    },
    forget(name) {
      for (const [key, one] of ofSandbox(name)) {
        one.stop();
        couriers.delete(key);
      }
      for (const wake of waiting.get(name) ?? []) wake();
      waiting.delete(name);
    },
    stop() {
      for (const one of couriers.values()) one.stop();
      for (const waiters of waiting.values()) for (const wake of waiters) wake();
      couriers.clear();
    },
  };
}
