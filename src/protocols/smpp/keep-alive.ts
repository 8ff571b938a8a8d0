// Sends enquire_link after a silence, and ends a session whose peer is gone (SMPP 3.4 section 7.2, S13). A manual
// clock waits for each answer, but only within `graceMs` of real time.

import type { Cancel, Clock, Millis } from "../../core/clock.ts";
import type { BoundClock, SentOutcome } from "./session-types.ts";
import type { BoundTimers } from "./settings.ts";

export interface KeepAliveParts {
  readonly clock: BoundClock;
  readonly host: Clock;
  readonly timers: BoundTimers;
  readonly graceMs: number;
  /** Sends an enquire_link. */
  enquire(): Promise<SentOutcome>;
  /** Keeps a manual clock from going on until `settled` resolves. */
  wait(settled: Promise<unknown>): void;
  /** True if a missing response ends the session at once. */
  readonly strict: boolean;
  /** The peer is gone. */
  gone(): void;
  /** A response is missing, and the session is strict. */
  missing(): void;
}

export class KeepAlive {
  readonly #parts: KeepAliveParts;
  #cancel: Cancel | undefined;
  /** Set while an enquire_link has timed out on the session's clock and still has real time left. */
  #grace: Cancel | undefined;
  #lastTraffic: Millis;
  #stopped = false;
  #unanswered = false;
  #heard = false;
  /** Manual clock: an enquire_link was sent, and the move is not over. */
  #hasEnquired = false;
  #patient = true;

  constructor(parts: KeepAliveParts) {
    this.#parts = parts;
    this.#lastTraffic = parts.clock.elapsed();
    this.#plan();
  }

  /** Something has been received. */
  touch(): void {
    this.#lastTraffic = this.#parts.clock.elapsed();
    this.#unanswered = false;
    this.#heard = true;
    this.#patient = true;
    if (this.#grace !== undefined) this.#endGrace();
  }

  /** Ends a move of the manual clock: the time jumped over is one silence. */
  moved(): void {
    if (this.#stopped || !this.#hasEnquired) return;
    this.#hasEnquired = false;
    if (this.#heard) {
      this.#lastTraffic = this.#parts.clock.elapsed();
      this.#plan();
    } else this.#grace = this.#parts.host.after(this.#parts.graceMs, () => this.#endGrace());
  }

  /** The clock is another one: what was planned on the old one is planned anew. */
  restart(): void {
    this.#grace?.();
    this.#grace = undefined;
    this.#hasEnquired = false;
    this.#unanswered = false;
    this.#lastTraffic = this.#parts.clock.elapsed();
    this.#plan();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    this.#grace?.();
  }

  #plan(): void {
    this.#cancel?.();
    if (this.#stopped) return;
    const { clock, timers } = this.#parts;
    const { enquireLinkMs, inactivityMs } = timers;
    const idle = clock.elapsed() - this.#lastTraffic;
    const delays: number[] = [];
    // An unanswered enquire_link is followed by another one an interval later.
    if (enquireLinkMs > 0) delays.push(this.#unanswered ? enquireLinkMs : enquireLinkMs - idle);
    if (inactivityMs > 0 && (this.#unanswered || enquireLinkMs === 0)) delays.push(inactivityMs - idle);
    if (delays.length === 0) return;
    this.#cancel = clock.after(Math.max(0, Math.min(...delays)), () => this.#due());
  }

  #due(): void {
    const { clock, timers } = this.#parts;
    const idle = clock.elapsed() - this.#lastTraffic;
    const { enquireLinkMs, inactivityMs } = timers;
    if (inactivityMs > 0 && idle >= inactivityMs && (this.#unanswered || enquireLinkMs === 0)) this.#parts.gone();
    else if (enquireLinkMs > 0 && (idle >= enquireLinkMs || this.#unanswered)) this.#enquire();
    else this.#plan();
  }

  #enquire(): void {
    const { clock, host, graceMs } = this.#parts;
    const sentAt = host.elapsed();
    this.#heard = false;
    const enquiry = this.#parts.enquire();
    if (this.#parts.strict) {
      enquiry.then(({ outcome }) => {
        if (outcome === "timeout" && !this.#stopped) this.#parts.missing();
      });
    }
    if (clock.byHand) {
      this.#hasEnquired = true;
      this.#parts.wait(this.#patient ? this.#answered(enquiry) : Promise.resolve());
      return;
    }
    enquiry.then((outcome) => {
      if (this.#stopped || outcome.outcome === "lost") return;
      if (outcome.outcome === "answered" || this.#heard) return this.#plan();
      const wait = graceMs - (host.elapsed() - sentAt);
      this.#grace = host.after(Math.max(0, wait), () => this.#endGrace());
    });
  }

  /** Resolves with the answer, the end of the session, or the end of patience. */
  async #answered(enquiry: Promise<SentOutcome>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#parts.host.after(this.#parts.graceMs, () => {
      this.#patient = false;
      resolve();
    });
    await Promise.race([enquiry, promise]);
    cancel();
  }

  #endGrace(): void {
    this.#grace?.();
    this.#grace = undefined;
    this.#unanswered = !this.#heard;
    this.#plan();
  }
}
