// Bound sessions by the opaque key of their account; chooses the session for a delivery (D7, D9). Stores nothing: an
// undelivered PDU goes back to the caller at once.

import type { Cancel } from "../../core/clock.ts";
import type { Fault } from "../../core/fault.ts";
import type { BindCommand, DraftOf } from "./pdu.ts";
import type { SentOutcome } from "./session-types.ts";
import type { Limits } from "./settings.ts";

export type DeliverPdu = DraftOf<"deliver_sm"> | DraftOf<"data_sm"> | DraftOf<"alert_notification">;

/** A session as the pool needs it. */
export interface Receiver {
  readonly id: number;
  readonly receives: boolean;
  readonly free: number;
  readonly bound:
    | { readonly addressRange: string; readonly command: BindCommand; readonly systemId?: string }
    | undefined;
  deliver(delivery: DeliverPdu, fault?: Fault): Promise<SentOutcome>;
}

/**
 * Result of a delivery. Nothing was sent with `no-receiver` (wait for `onReady`) and `busy` (too many wait); `lost`:
 * the session ended before the response.
 */
export type DeliveryOutcome = SentOutcome | { readonly outcome: "no-receiver" } | { readonly outcome: "busy" };

export interface DeliveryOptions {
  /** Id of the session to prefer while it has a free place, for instance the submitter's. */
  readonly prefer?: number;
  /** Called when the first PDU has gone to a session. */
  readonly left?: () => void;
  /** Sessions that it may go to; absent: any. */
  readonly to?: "any" | "other" | "transceiver" | "receiver" | { readonly systemId: string };
  /** The address that a session's address_range must allow (when the pool compares them). */
  readonly address?: string;
  /** Fault for the first PDU. */
  readonly fault?: Fault;
  /** Withdraws PDUs that have not left; their outcome is `no-receiver`. */
  readonly cut?: AbortSignal;
}

export interface PoolOptions {
  /** True if an address_range (a regular expression, Appendix A) allows an address. Absent: ranges are not looked at. */
  readonly inRange?: (range: string, address: string) => boolean;
}

type AccountLimits = Pick<Limits, "sessionsPerAccount" | "waiting">;

interface QueuedDelivery<S> {
  readonly delivery: DeliverPdu;
  readonly options: DeliveryOptions;
  readonly fault: Fault | undefined;
  /** The session of the message that it is a segment of, once the first segment has one. */
  readonly message: { session?: S };
  readonly settle: (outcome: DeliveryOutcome) => void;
  /** It could not even be written. */
  readonly fail: (error: unknown) => void;
}

interface AccountSessions<S> {
  /** In the order of their next turn. */
  sessions: S[];
  queue: QueuedDelivery<S>[];
  /** How many of them at most. */
  waiting: number;
}

export class SessionPool<S extends Receiver = Receiver> {
  readonly #accounts = new Map<string, AccountSessions<S>>();
  readonly #listeners = new Set<(key: string, session: S) => void>();
  readonly #options: PoolOptions;

  constructor(options: PoolOptions = {}) {
    this.#options = options;
  }

  /** Every session of the account, transmitters too. */
  sessions(key: string): readonly S[] {
    return this.#accounts.get(key)?.sessions ?? [];
  }

  /** True if a receiver of the account may take this, now or later. */
  reaches(key: string, options: DeliveryOptions = {}): boolean {
    return this.sessions(key).some((session) => session.receives && this.#matches(session, options));
  }

  /** Calls `listener` whenever a receiver has been bound, behind its bind_resp. */
  onReady(listener: (key: string, session: S) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The limits are the account's from now on; false when it has so many sessions already. */
  join(key: string, session: S, { sessionsPerAccount, waiting }: AccountLimits): boolean {
    const account = this.#accounts.get(key) ?? { sessions: [], queue: [], waiting };
    if (account.sessions.length >= sessionsPerAccount) return false;
    account.waiting = waiting;
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
    account.sessions = account.sessions.filter((other) => other !== session);
    this.#serve(key, true);
    if (account.sessions.length === 0) this.#accounts.delete(key);
  }

  /** Deliveries that the account's sessions take at once, those that wait already deducted. */
  free(key: string): number {
    const account = this.#accounts.get(key);
    if (account === undefined || account.queue.length > 0) return 0;
    return account.sessions.reduce((sum, session) => sum + session.free, 0);
  }

  /** Gives a PDU to one of the account's receivers, in the order of the calls. Rejects with EncodeError. */
  async deliver(key: string, delivery: DeliverPdu, options: DeliveryOptions = {}): Promise<DeliveryOutcome> {
    const [outcome] = await this.deliverTogether(key, [delivery], options);
    return outcome ?? { outcome: "no-receiver" };
  }

  /** The same for the segments of one message: all on one session, in order, within its window (D6). */
  deliverTogether(
    key: string,
    deliveries: readonly DeliverPdu[],
    options: DeliveryOptions = {},
  ): Promise<readonly DeliveryOutcome[]> {
    const account = this.#accounts.get(key);
    const never = (outcome: "no-receiver" | "busy") => Promise.resolve(deliveries.map(() => ({ outcome })));
    if (account === undefined || deliveries.length === 0) return never("no-receiver");
    if (account.queue.length + deliveries.length > account.waiting) return never("busy");
    if (!account.sessions.some((session) => session.receives)) return never("no-receiver");
    return new Promise((resolve, reject) => {
      const message = {};
      const outcomes: DeliveryOutcome[] = [];
      let open = deliveries.length;
      for (const [index, delivery] of deliveries.entries()) {
        const settle = (outcome: DeliveryOutcome): void => {
          outcomes[index] = outcome;
          open--;
          if (open > 0) return;
          options.cut?.removeEventListener("abort", withdraw);
          resolve(outcomes);
        };
        const fault = index === 0 ? options.fault : undefined;
        account.queue.push({ delivery, options, fault, message, settle, fail: reject });
      }
      const withdraw = (): void => {
        const own = account.queue.filter((queued) => queued.message === message);
        account.queue = account.queue.filter((queued) => queued.message !== message);
        for (const { settle } of own) settle({ outcome: "no-receiver" });
      };
      this.#serve(key);
      // They have gone in order: only when the last one waits is there something to take back.
      if (account.queue.at(-1)?.message === message) options.cut?.addEventListener("abort", withdraw, { once: true });
    });
  }

  #matches(session: S, { address, to, prefer }: DeliveryOptions): boolean {
    if (to === "other" && session.id === prefer) return false;
    if (to === "transceiver" && session.bound?.command !== "bind_transceiver") return false;
    if (to === "receiver" && session.bound?.command !== "bind_receiver") return false;
    if (typeof to === "object" && session.bound?.systemId !== to.systemId) return false;
    const { inRange } = this.#options;
    const range = session.bound?.addressRange ?? "";
    return inRange === undefined || address === undefined || range === "" || inRange(range, address);
  }

  /**
   * Sends waiting PDUs in order to the free places. With `all`, it also returns every PDU that no session can take.
   */
  #serve(key: string, all = false): void {
    const account = this.#accounts.get(key);
    if (account === undefined || account.queue.length === 0) return;
    let room = 0;
    for (const session of account.sessions) room += session.free;
    if (room === 0 && !all) return;
    const { queue } = account;
    account.queue = [];
    const left: QueuedDelivery<S>[] = [];
    let served = 0;
    for (const queued of queue) {
      if (room === 0 && !all) break;
      served++;
      const session = this.#choose(account, queued);
      if (session === null) queued.settle({ outcome: "no-receiver" });
      else if (session === undefined) left.push(queued);
      else {
        room--;
        queued.message.session = session;
        this.#give(key, session, queued);
      }
    }
    const unserved = served === 0 ? queue : queue.slice(served);
    account.queue =
      left.length === 0 && account.queue.length === 0 ? unserved : [...left, ...unserved, ...account.queue];
  }

  #give(key: string, session: S, { delivery, options, fault, settle, fail }: QueuedDelivery<S>): void {
    const given = fault === undefined ? session.deliver(delivery) : session.deliver(delivery, fault);
    options.left?.();
    given.then(
      (outcome) => {
        settle(outcome);
        this.#serve(key);
      },
      (error: unknown) => {
        fail(error);
        this.#serve(key);
      },
    );
  }

  /**
   * Chooses the preferred session, else the next free one. Undefined: the able sessions are full; null: none is able.
   */
  #choose(account: AccountSessions<S>, { options, message }: QueuedDelivery<S>): S | null | undefined {
    const { session } = message;
    if (session !== undefined) return !session.receives ? null : session.free > 0 ? session : undefined;
    const { sessions } = account;
    let isAble = false;
    let chosen: S | undefined;
    for (const candidate of sessions) {
      if (!candidate.receives || !this.#matches(candidate, options)) continue;
      isAble = true;
      if (candidate.free === 0) continue;
      if (options.to === undefined && candidate.id === options.prefer) return candidate;
      chosen ??= candidate;
    }
    if (chosen === undefined) return isAble ? undefined : null;
    if (chosen !== sessions.at(-1)) account.sessions = [...sessions.filter((other) => other !== chosen), chosen];
    return chosen;
  }
}
