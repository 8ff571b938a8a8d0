// Requests of ours that wait for their response: sequence numbers, window and response timers (SMPP 3.4 sections 2.5,
// 2.9, 5.1.4). Each is settled exactly once.

import type { Cancel, Clock, Millis } from "../../core/ports.ts";
import type { CommandName } from "./commands.ts";
import type { AnyDraft } from "./pdu.ts";
import type { Outcome } from "./session-types.ts";

const highestSequence = 0x7fffffff;

interface Pending {
  readonly response: string;
  /** Whether it takes a place of the window; keep-alives do not. */
  readonly windowed: boolean;
  readonly settle: (outcome: Outcome) => void;
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
  #sequence = 0;
  #windowed = 0;
  #over = false;

  constructor(write: (draft: AnyDraft) => void) {
    this.#write = write;
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
  ask(
    draft: AnyDraft,
    { clock, responseMs, windowed }: Waiting,
    write: (draft: AnyDraft) => void = this.#write,
  ): Promise<Outcome> {
    if (this.#over) return Promise.resolve({ outcome: "lost" });
    const sequence = this.#nextSequence();
    const answer = new Promise<Outcome>((settle) => {
      const cancel = clock.after(responseMs, () => this.#finish(sequence, { outcome: "timeout" }));
      this.#pending.set(sequence, { response: `${draft.command}_resp`, windowed, settle, cancel });
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

  #finish(sequence: number, outcome: Outcome): void {
    const pending = this.#pending.get(sequence);
    if (pending === undefined) return;
    this.#pending.delete(sequence);
    if (pending.windowed) this.#windowed--;
    pending.cancel();
    pending.settle(outcome);
  }
}
