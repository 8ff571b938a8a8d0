// enquire_link after a silence, and the end of a session whose peer is gone (SMPP 3.4 section 7.2, S13).
//
// Nothing is planned on the session's clock while an enquire_link is in flight, so a manual clock that jumps two days
// sends one per session, and a peer that answers it stays bound. For the same reason an enquire_link counts as
// unanswered only when it has also had `graceMs` of real time.

import type { Cancel, Clock, Instant } from "../../core/ports.ts";
import type { Outcome } from "./session-types.ts";
import type { BoundTimers } from "./settings.ts";

export interface KeepAliveParts {
  readonly clock: Clock;
  readonly host: Clock;
  readonly timers: BoundTimers;
  readonly graceMs: number;
  /** Sends an enquire_link. */
  enquire(): Promise<Outcome>;
  /** The peer is gone. */
  gone(): void;
}

export class KeepAlive {
  readonly #parts: KeepAliveParts;
  #cancel: Cancel | undefined;
  /** Set while an enquire_link has timed out on the session's clock and still has real time left. */
  #grace: Cancel | undefined;
  #lastTraffic: Instant;
  #stopped = false;
  #unanswered = false;
  #heard = false;

  constructor(parts: KeepAliveParts) {
    this.#parts = parts;
    this.#lastTraffic = parts.clock.now();
    this.#plan();
  }

  /** Something has been received. */
  touch(): void {
    this.#lastTraffic = this.#parts.clock.now();
    this.#unanswered = false;
    this.#heard = true;
    if (this.#grace !== undefined) this.#endGrace();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    this.#grace?.();
  }

  #plan(): void {
    if (this.#stopped) return;
    const { clock, timers } = this.#parts;
    const { enquireLinkMs, inactivityMs } = timers;
    const idle = clock.now() - this.#lastTraffic;
    const spans: number[] = [];
    // An unanswered enquire_link is followed by another one an interval later.
    if (enquireLinkMs > 0) spans.push(this.#unanswered ? enquireLinkMs : enquireLinkMs - idle);
    if (inactivityMs > 0 && (this.#unanswered || enquireLinkMs === 0)) spans.push(inactivityMs - idle);
    if (spans.length === 0) return;
    this.#cancel = clock.after(Math.max(0, Math.min(...spans)), () => this.#due());
  }

  #due(): void {
    const { clock, timers } = this.#parts;
    const idle = clock.now() - this.#lastTraffic;
    const { enquireLinkMs, inactivityMs } = timers;
    if (inactivityMs > 0 && idle >= inactivityMs && (this.#unanswered || enquireLinkMs === 0)) this.#parts.gone();
    else if (enquireLinkMs > 0 && (idle >= enquireLinkMs || this.#unanswered)) this.#enquire();
    else this.#plan();
  }

  #enquire(): void {
    const { host, graceMs } = this.#parts;
    const sentAt = host.now();
    this.#heard = false;
    this.#parts.enquire().then((outcome) => {
      if (this.#stopped || outcome.outcome === "lost") return;
      if (outcome.outcome === "answered" || this.#heard) return this.#plan();
      const wait = graceMs - (host.now() - sentAt);
      this.#grace = host.after(Math.max(0, wait), () => this.#endGrace());
    });
  }

  #endGrace(): void {
    this.#grace?.();
    this.#grace = undefined;
    this.#unanswered = !this.#heard;
    this.#plan();
  }
}
