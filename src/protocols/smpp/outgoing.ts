// Requests of ours that wait for their response: sequence numbers, window and response timers (SMPP 3.4 sections 2.5,
// 2.9, 5.1.4). Each is settled exactly once.

import type { Cancel, Clock, Millis } from "../../core/ports.ts";
import { type CommandName, responseTo } from "./commands.ts";
import type { AnyDraft } from "./pdu.ts";
import type { Outcome } from "./session-types.ts";

const highestSequence = 0x7fffffff;

interface Pending {
  readonly response: CommandName;
  /** Whether it takes a place of the window; keep-alives do not. */
  readonly windowed: boolean;
  readonly settle: (outcome: Outcome) => void;
  timer: Timer;
}

/** The response timer of all requests that were sent at one instant. */
interface Timer {
  readonly clock: Clock;
  readonly at: Millis;
  readonly responseMs: Millis;
  readonly sequences: number[];
  /** Requests that still wait for their response. */
  open: number;
  readonly cancel: Cancel;
}

/** How a request is awaited. */
export interface Waiting {
  readonly clock: Clock;
  readonly responseMs: Millis;
  readonly windowed: boolean;
}

export class Outgoing {
  readonly #write: (draft: AnyDraft) => void;
  readonly #pending = new Map<number, Pending>();
  #sequence: number;
  #windowed = 0;
  #over = false;
  #timer: Timer | undefined;

  /** @param first the sequence number of the first one, from 1 */
  constructor(write: (draft: AnyDraft) => void, first: number) {
    this.#write = write;
    this.#sequence = first - 1;
  }

  /** Requests in flight that take a place of the window. */
  get inFlight(): number {
    return this.#windowed;
  }

  /** Writes a PDU that has no response. */
  tell(draft: AnyDraft): void {
    if (!this.#over) this.#write({ ...draft, sequence: this.#nextSequence() });
  }

  /** @param write how it is written, if not as it stands */
  ask(draft: AnyDraft, waiting: Waiting, write: (draft: AnyDraft) => void = this.#write): Promise<Outcome> {
    if (this.#over) return Promise.resolve({ outcome: "lost" });
    const sequence = this.#nextSequence();
    const { windowed } = waiting;
    const answer = new Promise<Outcome>((settle) => {
      const timer = this.#timed(sequence, waiting);
      this.#pending.set(sequence, { response: responseTo(draft.command), windowed, settle, timer });
      if (windowed) this.#windowed++;
    });
    try {
      write({ ...draft, sequence });
    } catch (error) {
      this.#finish(sequence, { outcome: "lost" });
      throw error;
    }
    return answer;
  }

  /** False when nobody waits for this response; a generic_nack answers any request. */
  answered(sequence: number, command: CommandName, status: number): boolean {
    const pending = this.#pending.get(sequence);
    if (pending === undefined || (pending.response !== command && command !== "generic_nack")) return false;
    this.#finish(sequence, { outcome: "answered", status });
    return true;
  }

  /** This clock is another one: what is in flight by it is awaited anew. */
  clockChanged(clock: Clock): void {
    this.#timer = undefined;
    for (const [sequence, pending] of this.#pending) {
      const { timer } = pending;
      if (timer.clock !== clock) continue;
      timer.cancel();
      pending.timer = this.#timed(sequence, timer);
    }
  }

  /** The session is over: what is in flight is lost, nothing more is sent. */
  loseAll(): void {
    this.#over = true;
    for (const sequence of [...this.#pending.keys()]) this.#finish(sequence, { outcome: "lost" });
  }

  /** 1, 2, … 0x7fffffff, 1: the next number that no request in flight has. */
  #nextSequence(): number {
    do {
      this.#sequence = this.#sequence === highestSequence ? 1 : this.#sequence + 1;
    } while (this.#pending.has(this.#sequence));
    return this.#sequence;
  }

  #timed(sequence: number, { clock, responseMs }: Omit<Waiting, "windowed">): Timer {
    const at = clock.elapsed();
    const known = this.#timer;
    const serves = known?.at === at && known.clock === clock && known.responseMs === responseMs && known.open > 0;
    if (serves) {
      known.sequences.push(sequence);
      known.open++;
      return known;
    }
    const cancel = clock.after(responseMs, () => {
      for (const one of timer.sequences) {
        if (this.#pending.get(one)?.timer === timer) this.#finish(one, { outcome: "timeout" });
      }
    });
    const timer: Timer = { clock, at, responseMs, sequences: [sequence], open: 1, cancel };
    this.#timer = timer;
    return timer;
  }

  #finish(sequence: number, outcome: Outcome): void {
    const pending = this.#pending.get(sequence);
    if (pending === undefined) return;
    this.#pending.delete(sequence);
    if (pending.windowed) this.#windowed--;
    pending.timer.open--;
    if (pending.timer.open === 0) pending.timer.cancel();
    pending.settle(outcome);
  }
}
