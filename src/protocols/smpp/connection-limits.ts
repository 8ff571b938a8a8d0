// Limits on connections, and on refused binds of one peer (W13, S7). Listeners may share them.

import type { Clock, Millis } from "../../core/clock.ts";
import type { Limits } from "./settings.ts";

/** A connection that has been let in; `bound` and `release` may be called again without effect. */
export interface Admission {
  bound(): void;
  release(): void;
}

interface RefusedBinds {
  readonly since: Millis;
  count: number;
}

/** Name and password of a bind: a wrong password never locks the right one out. */
export interface TriedBind {
  readonly system_id: string;
  readonly password: string;
}

/** Most binds remembered; the oldest is forgotten first. */
const maxRemembered = 10_000;

export class ConnectionLimits {
  readonly #limits: Limits;
  readonly #host: Clock;
  readonly #perAddress = new Map<string, number>();
  readonly #refusals = new Map<string, RefusedBinds>();
  #connections = 0;
  #unbound = 0;

  constructor(limits: Limits, host: Clock) {
    this.#limits = limits;
    this.#host = host;
  }

  /** Undefined when the limits leave no place for this address. */
  admit(address: string): Admission | undefined {
    const limits = this.#limits;
    const here = this.#perAddress.get(address) ?? 0;
    if (this.#connections >= limits.connections || this.#unbound >= limits.unbound) return undefined;
    if (here >= limits.connectionsPerAddress) return undefined;
    this.#connections++;
    this.#unbound++;
    this.#perAddress.set(address, here + 1);
    let isUnbound = true;
    let isIn = true;
    const bound = () => {
      if (isUnbound) this.#unbound--;
      isUnbound = false;
    };
    const release = () => {
      bound();
      if (isIn) this.#leave(address);
      isIn = false;
    };
    return { bound, release };
  }

  /** False when this address has tried this system_id with this password too often of late. */
  mayBind(address: string, bind: TriedBind): boolean {
    const refusals = this.#refusals.get(keyOf(address, bind));
    if (refusals === undefined) return true;
    return this.#isOver(refusals) || refusals.count < this.#limits.bindAttempts;
  }

  refused(address: string, bind: TriedBind): void {
    if (isLoopback(address)) return;
    const key = keyOf(address, bind);
    const earlier = this.#refusals.get(key);
    if (earlier !== undefined && !this.#isOver(earlier)) {
      earlier.count++;
      return;
    }
    this.#refusals.delete(key);
    this.#refusals.set(key, { since: this.#host.elapsed(), count: 1 });
    for (const oldest of this.#refusals.keys()) {
      if (this.#refusals.size <= maxRemembered) break;
      this.#refusals.delete(oldest);
    }
  }

  #isOver({ since }: RefusedBinds): boolean {
    return this.#host.elapsed() - since >= this.#limits.bindAttemptsMs;
  }

  #leave(address: string): void {
    this.#connections--;
    const here = (this.#perAddress.get(address) ?? 1) - 1;
    if (here > 0) this.#perAddress.set(address, here);
    else this.#perAddress.delete(address);
  }
}

function keyOf(address: string, { system_id, password }: TriedBind): string {
  return `${address}\0${system_id}\0${password}`;
}

/** True for this machine: a wrong password in a developer's own client locks nothing out. */
function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}
