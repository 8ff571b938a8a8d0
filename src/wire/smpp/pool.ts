// Bound sessions by the opaque key of their account, and the choice of the one that a delivery goes to (D7, D9). It
// stores nothing: what finds no receiver comes back at once, what a session loses comes back as lost.

import type { Cancel } from "../../core/ports.ts";
import type { DraftOf } from "./pdu.ts";
import type { Outcome } from "./session-types.ts";

export type Delivery = DraftOf<"deliver_sm"> | DraftOf<"data_sm">;

/** What the pool needs of a session. */
export interface Receiver {
  readonly id: number;
  readonly receives: boolean;
  readonly free: number;
  readonly bound: { readonly addressRange: string } | undefined;
  deliver(delivery: Delivery): Promise<Outcome>;
}

/**
 * What became of a delivery. `no-receiver`: never sent, nobody is bound that could take it; wait for `onReady`.
 * `busy`: never sent, too many wait already. `lost`: sent, but the session ended before its response.
 */
export type DeliveryOutcome = Outcome | { readonly outcome: "no-receiver" } | { readonly outcome: "busy" };

export interface DeliveryWishes {
  /** Id of the session to take if it has room, for instance the one that submitted. */
  readonly prefer?: number;
  /** The address that a session's address_range must allow (when the pool compares them). */
  readonly address?: string;
}

export interface PoolOptions {
  /** Deliveries of one account that wait for a free window. */
  readonly waiting: number;
  /** Whether an address_range (a regular expression, Appendix A) allows an address. Absent: ranges are not looked at. */
  readonly inRange?: (range: string, address: string) => boolean;
}

interface Waiter {
  readonly deliveries: readonly Delivery[];
  readonly wishes: DeliveryWishes;
  readonly settle: (outcomes: readonly Promise<DeliveryOutcome>[]) => void;
}

interface Account<S> {
  /** In the order of their next turn. */
  sessions: S[];
  readonly waiters: Waiter[];
}

export class SessionPool<S extends Receiver = Receiver> {
  readonly #accounts = new Map<string, Account<S>>();
  readonly #listeners = new Set<(key: string, session: S) => void>();
  readonly #options: PoolOptions;

  constructor(options: PoolOptions = { waiting: 1_000 }) {
    this.#options = options;
  }

  /** Every session of the account, transmitters too. */
  sessions(key: string): readonly S[] {
    return this.#accounts.get(key)?.sessions ?? [];
  }

  /** Calls `listener` whenever a receiver has been bound, behind its bind_resp. */
  onReady(listener: (key: string, session: S) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** False when the account has `most` sessions. */
  join(key: string, session: S, most: number): boolean {
    const account = this.#accounts.get(key) ?? { sessions: [], waiters: [] };
    if (account.sessions.length >= most) return false;
    this.#accounts.set(key, account);
    account.sessions.push(session);
    return true;
  }

  ready(key: string, session: S): void {
    if (!session.receives) return;
    for (const listener of [...this.#listeners]) listener(key, session);
  }

  leave(key: string, session: S): void {
    const account = this.#accounts.get(key);
    if (account === undefined) return;
    account.sessions = account.sessions.filter((one) => one !== session);
    if (account.sessions.length === 0 && account.waiters.length === 0) this.#accounts.delete(key);
    this.#serve(key);
  }

  /** Deliveries that the account's sessions take at once, those that wait already deducted. */
  free(key: string): number {
    const account = this.#accounts.get(key);
    if (account === undefined || account.waiters.length > 0) return 0;
    return account.sessions.reduce((sum, session) => sum + session.free, 0);
  }

  /** Gives a PDU to one of the account's receivers, in the order of the calls. Rejects with EncodeError. */
  async deliver(key: string, delivery: Delivery, wishes: DeliveryWishes = {}): Promise<DeliveryOutcome> {
    const [outcome] = await this.deliverTogether(key, [delivery], wishes);
    return outcome ?? { outcome: "lost" };
  }

  /** The same for the segments of one message: all on one session, one behind the other (D6). */
  async deliverTogether(
    key: string,
    deliveries: readonly Delivery[],
    wishes: DeliveryWishes = {},
  ): Promise<readonly DeliveryOutcome[]> {
    const account = this.#accounts.get(key);
    const all = (outcome: "no-receiver" | "busy") => deliveries.map(() => ({ outcome }) as const);
    if (account === undefined || !this.#couldTake(account, wishes)) return all("no-receiver");
    if (account.waiters.length >= this.#options.waiting) return all("busy");
    const promises = await new Promise<readonly Promise<DeliveryOutcome>[]>((settle) => {
      account.waiters.push({ deliveries, wishes, settle });
      this.#serve(key);
    });
    return Promise.all(promises);
  }

  #couldTake(account: Account<S>, wishes: DeliveryWishes): boolean {
    return account.sessions.some((session) => session.receives && this.#matches(session, wishes));
  }

  #matches(session: S, { address }: DeliveryWishes): boolean {
    const { inRange } = this.#options;
    const range = session.bound?.addressRange ?? "";
    return inRange === undefined || address === undefined || range === "" || inRange(range, address);
  }

  /** Hands out what waits, from the front, as far as there is room. */
  #serve(key: string): void {
    const account = this.#accounts.get(key);
    if (account === undefined) return;
    for (let waiter = account.waiters[0]; waiter !== undefined; waiter = account.waiters[0]) {
      const { deliveries, wishes, settle } = waiter;
      if (!this.#couldTake(account, wishes)) {
        account.waiters.shift();
        settle(deliveries.map(() => Promise.resolve({ outcome: "no-receiver" })));
        continue;
      }
      const session = this.#choose(account, wishes);
      if (session === undefined) return;
      account.waiters.shift();
      settle(deliveries.map((delivery) => this.#give(key, session, delivery)));
    }
  }

  async #give(key: string, session: S, delivery: Delivery): Promise<DeliveryOutcome> {
    try {
      return await session.deliver(delivery);
    } finally {
      this.#serve(key);
    }
  }

  /** The preferred session if it has room, else the next in turn that has. */
  #choose(account: Account<S>, wishes: DeliveryWishes): S | undefined {
    const able = account.sessions.filter((session) => session.free > 0 && this.#matches(session, wishes));
    const chosen = able.find((session) => session.id === wishes.prefer) ?? able[0];
    if (chosen !== undefined && chosen.id !== wishes.prefer) {
      account.sessions = [...account.sessions.filter((session) => session !== chosen), chosen];
    }
    return chosen;
  }
}
