// Output of a session: one write for each turn of the event loop (W11), in order behind a dripping answer. Unread
// octets are bounded (W12).

import type { Duplex } from "node:stream";
import type { Cancel, Clock } from "../../core/clock.ts";
import { afterMicrotasks } from "../../core/timers.ts";

/** How octets dribble: so many at a time, every so many real milliseconds. */
export interface Pieces {
  readonly bytes: number;
  readonly everyMs: number;
}

interface QueuedWrite {
  readonly octets: Buffer;
  readonly sent: (() => void) | undefined;
  /** Undefined: in one piece. */
  readonly pieces: Pieces | undefined;
}

export interface OutputHooks {
  /** More than `pauseOctets` are unread. */
  full(): void;
  /** The unread octets are below the bound again. */
  room(): void;
  /** The bound is exceeded, or the peer has left its answers unread for too long. */
  tooSlow(): void;
  /** An `onSent` threw. */
  bug(error: unknown): void;
}

export interface OutputLimits {
  readonly pauseOctets: number;
  readonly closeOctets: number;
  readonly slowReaderMs: number;
}

export class Output {
  readonly #socket: Duplex;
  readonly #clock: Clock;
  #limits: OutputLimits;
  readonly #hooks: OutputHooks;
  #items: QueuedWrite[] = [];
  #octets = 0;
  #scheduled = false;
  #drip: Cancel | undefined;
  #slow: Cancel | undefined;
  #full = false;
  #ending: (() => void) | undefined;

  constructor(socket: Duplex, clock: Clock, limits: OutputLimits, hooks: OutputHooks) {
    this.#socket = socket;
    this.#clock = clock;
    this.#limits = limits;
    this.#hooks = hooks;
    socket.on("drain", () => this.#measure());
  }

  /** Others from now on. */
  set limits(limits: OutputLimits) {
    this.#limits = limits;
  }

  /** Octets that the peer's machine has not taken yet. */
  get queued(): number {
    return this.#octets + this.#socket.writableLength;
  }

  write(octets: Buffer, sent?: () => void): void {
    this.#add({ octets, sent, pieces: undefined });
  }

  /** Writes `octets` in pieces; what is written later waits behind it. */
  drip(octets: Buffer, pieces: Pieces, sent?: () => void): void {
    this.#add({ octets, sent, pieces: { ...pieces, bytes: Math.max(1, pieces.bytes) } });
  }

  /** FIN, once everything has been written; `ended` is called when it has gone out. */
  end(ended: () => void): void {
    this.#ending = ended;
    this.#schedule();
  }

  /** Forgets what is not written and every timer. */
  dispose(): void {
    this.#drip?.();
    this.#slow?.();
    this.#drip = undefined;
    this.#slow = undefined;
    this.#items = [];
    this.#octets = 0;
  }

  #add(item: QueuedWrite): void {
    if (this.#ending !== undefined) return;
    this.#items.push(item);
    this.#octets += item.octets.length;
    if (this.queued > this.#limits.closeOctets) this.#hooks.tooSlow();
    else this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    // Behind every promise that this turn has already settled: their answers join the same write.
    afterMicrotasks(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    if (this.#drip !== undefined || this.#socket.destroyed) return;
    const stop = this.#items.findIndex((item) => item.pieces !== undefined);
    const whole = stop < 0 ? this.#items : this.#items.slice(0, stop);
    const dripping = stop < 0 ? undefined : this.#items[stop];
    this.#items = stop < 0 ? [] : this.#items.slice(stop + 1);
    const octets = Buffer.concat(whole.map((item) => item.octets));
    this.#octets -= octets.length;
    if (octets.length > 0) this.#socket.write(octets);
    for (const { sent } of whole) this.#callSent(sent);
    if (dripping?.pieces !== undefined) this.#dripNext(dripping.octets, dripping.pieces, dripping.sent);
    else if (this.#ending !== undefined && !this.#socket.writableEnded) this.#socket.end(this.#ending);
    this.#measure();
  }

  #dripNext(octets: Buffer, pieces: Pieces, sent: (() => void) | undefined): void {
    const piece = octets.subarray(0, pieces.bytes);
    const rest = octets.subarray(pieces.bytes);
    this.#octets -= piece.length;
    this.#socket.write(piece);
    if (rest.length === 0) {
      this.#drip = undefined;
      this.#callSent(sent);
      this.#schedule();
    } else {
      this.#drip = this.#clock.after(pieces.everyMs, () => this.#dripNext(rest, pieces, sent));
    }
  }

  #callSent(sent: (() => void) | undefined): void {
    try {
      sent?.();
    } catch (error) {
      this.#hooks.bug(error);
    }
  }

  #measure(): void {
    const full = this.queued > this.#limits.pauseOctets;
    if (full === this.#full) {
      if (!full) this.#hooks.room();
      return;
    }
    this.#full = full;
    this.#slow?.();
    this.#slow = full ? this.#clock.after(this.#limits.slowReaderMs, () => this.#hooks.tooSlow()) : undefined;
    if (full) this.#hooks.full();
    else this.#hooks.room();
  }
}
