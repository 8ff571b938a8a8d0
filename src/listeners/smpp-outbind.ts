// Outbind (SMPP 3.4 2.2.1): connects to an unbound ESME for a waiting delivery, at most once a minute of sandbox time.

import type { AccountKey } from "../core/account.ts";
import type { Cancel, Clock, Millis } from "../core/clock.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { Listener } from "../protocols/smpp/listener.ts";
import { parseReceiverKey, type SmppService } from "../providers/provider.ts";
import { presenterOf } from "./patched-pdu.ts";

export interface OutbindDeps {
  readonly service: SmppService;
  readonly systemId: string;
  readonly sandbox: (name: string) => Sandbox;
  readonly hostClock: Clock;
  /** True if a session of the receiver key can receive. */
  readonly isBound: (key: string) => boolean;
  readonly listener: () => Listener | undefined;
  /** Looks again for deliveries that wait. */
  readonly again: (sandbox: string, account: AccountKey) => void;
}

const pauseMs: Millis = 60_000;

export class Outbinds {
  readonly #deps: OutbindDeps;
  /** Receivers that were called less than a pause ago. */
  readonly #pauses = new Map<string, Cancel>();
  /** Calls that a rule delays. */
  readonly #delayed = new Map<string, Cancel>();

  constructor(deps: OutbindDeps) {
    this.#deps = deps;
  }

  /** Calls the ESME of a receiver key, if it has an address and none is bound. */
  wanted(key: string): void {
    const { service, systemId, sandbox, listener, again, hostClock, isBound } = this.#deps;
    const caller = listener();
    const esme = this.#pauses.has(key) ? null : service.esme(key);
    if (esme === null || caller === undefined) return;
    const receiver = parseReceiverKey(key);
    if (receiver === null) return;
    const over = (): void => {
      this.#pauses.delete(key);
      again(receiver.sandbox, receiver.account);
    };
    this.#pauses.set(key, sandbox(receiver.sandbox).clock.after(pauseMs, over));
    // An ESME that is away is no bug: the next minute tries again.
    const outcome = service.outbind(key);
    const present = presenterOf(outcome);
    const own = {
      ...(outcome.fault && { fault: outcome.fault }),
      ...(present && { present }),
      ...(outcome.rule && { rule: outcome.rule }),
    };
    const call = (): void => void caller.outbind({ ...esme, systemId }, own).catch(() => {});
    if (outcome.delay === 0) {
      call();
      return;
    }
    this.#delayed.get(key)?.();
    const later = (): void => {
      this.#delayed.delete(key);
      // The ESME may have bound or lost its account meanwhile.
      if (!isBound(key) && service.esme(key) !== null) call();
    };
    this.#delayed.set(key, hostClock.after(outcome.delay, later));
  }

  /** Ends the pauses and delayed calls of a sandbox: its clock is another one, or it was emptied. */
  clockChanged(sandbox: string): void {
    for (const all of [this.#pauses, this.#delayed]) {
      for (const [key, cancel] of all) {
        if (!key.startsWith(`${sandbox} `)) continue;
        cancel();
        all.delete(key);
      }
    }
  }

  stop(): void {
    for (const cancel of [...this.#pauses.values(), ...this.#delayed.values()]) cancel();
    this.#pauses.clear();
    this.#delayed.clear();
  }
}
