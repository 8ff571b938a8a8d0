// Requests of ours that wait for their response: sequence numbers, window and response timers (SMPP 3.4 sections 2.5,
// 2.9, 5.1.4). Each is settled exactly once.

import type { Cancel, Clock, Millis } from "../../core/clock.ts";
import type { Bilingual } from "../../core/sentences.ts";
import { type CommandName, responseTo } from "./commands.ts";
import type { AnyDraft, PduHead } from "./pdu.ts";
import type { ReceivedPdu, RequestNote, SentOutcome, SentPdu } from "./session-types.ts";
import { highestSequence, lateResponse } from "./wire-mistakes.ts";

/** Most notes kept for late responses; the oldest is dropped first. */
const maxLate = 1_000;

interface Pending {
  readonly response: CommandName;
  /** True if it takes a place of the window; keep-alives do not. */
  readonly windowed: boolean;
  readonly settle: (outcome: SentOutcome) => void;
  timer: ResponseTimer;
  note: RequestNote | undefined;
}

/** A request that has timed out or was given up, and whose response may still come. */
interface Late {
  readonly response: CommandName;
  readonly note: RequestNote;
  /** Set if the response timer has run out. */
  readonly responseMs: Millis | undefined;
}

/** Writes a PDU. Returns what left in its place: no octets where a fault keeps all of them. */
export type Write = (draft: AnyDraft) => SentPdu;

export interface OutgoingHooks {
  write: Write;
  /** A request has left. */
  note(command: CommandName, sent: SentPdu, rule: Bilingual | undefined): RequestNote | undefined;
}

/** The response timer of all requests that were sent at one instant. */
interface ResponseTimer {
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
  readonly #hooks: OutgoingHooks;
  readonly #pending = new Map<number, Pending>();
  readonly #late = new Map<number, Late>();
  #sequence: number;
  #windowed = 0;
  #over = false;
  #timer: ResponseTimer | undefined;

  /** @param first the sequence number of the first one, from 1 */
  constructor(hooks: OutgoingHooks, first: number) {
    this.#hooks = hooks;
    this.#sequence = first - 1;
  }

  /** Requests in flight that take a place of the window. */
  get inFlight(): number {
    return this.#windowed;
  }

  /** Writes a PDU that has no response. */
  send(draft: AnyDraft, write: Write = (numbered) => this.#hooks.write(numbered)): void {
    if (this.#over) return;
    this.#hooks.note(draft.command, write({ ...draft, sequence: this.#nextSequence() }), draft.rule);
  }

  /** @param write how it is written, if not as it stands */
  request(
    draft: AnyDraft,
    waiting: Waiting,
    write: Write = (numbered) => this.#hooks.write(numbered),
  ): Promise<SentOutcome> {
    if (this.#over) return Promise.resolve({ outcome: "lost" });
    const sequence = this.#nextSequence();
    const { windowed } = waiting;
    const answer = new Promise<SentOutcome>((settle) => {
      const timer = this.#timed(sequence, waiting);
      this.#pending.set(sequence, { response: responseTo(draft.command), windowed, settle, timer, note: undefined });
      if (windowed) this.#windowed++;
    });
    try {
      this.#note(draft, sequence, write({ ...draft, sequence }));
    } catch (error) {
      this.#finish(sequence, { outcome: "lost" });
      throw error;
    }
    return answer;
  }

  /** The response to the request with this number, which is in flight or was given up. */
  responseTo(sequence: number): CommandName | undefined {
    return (this.#pending.get(sequence) ?? this.#late.get(sequence))?.response;
  }

  /**
   * Settles the request of a response; a generic_nack answers any request. `late`: the request was given up before.
   */
  answered({ sequence, command, status }: PduHead, response: ReceivedPdu): "answered" | "late" | "stray" {
    const isResponseTo = (request: Late | Pending) => request.response === command || command === "generic_nack";
    const pending = this.#pending.get(sequence);
    if (pending !== undefined && isResponseTo(pending)) {
      const { note } = pending;
      pending.note = undefined;
      note?.answered(response);
      this.#finish(sequence, { outcome: "answered", status });
      return "answered";
    }
    const late = this.#late.get(sequence);
    if (late === undefined || !isResponseTo(late)) return "stray";
    this.#late.delete(sequence);
    const { note, responseMs } = late;
    const findings = responseMs === undefined ? [] : [lateResponse(responseMs)];
    note.answered({ ...response, findings: [...response.findings, ...findings] });
    return "late";
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

  /** The connection is gone: no late response can come. */
  dispose(): void {
    this.loseAll();
    for (const { note } of this.#late.values()) note.unanswered();
    this.#late.clear();
  }

  #note({ command, rule }: AnyDraft, sequence: number, sent: SentPdu): void {
    const { octets } = sent;
    const note = this.#hooks.note(command, sent, rule);
    const pending = this.#pending.get(sequence);
    if (note === undefined) return;
    if (pending === undefined) {
      // A fault has ended the session behind the PDU.
      note.unanswered();
      return;
    }
    // A fault may have written another number: the response will come under that one.
    const written = octets.length < 16 ? sequence : octets.readUInt32BE(12);
    if (written === sequence) pending.note = note;
    else this.#keepLate(written, { response: pending.response, note, responseMs: undefined });
  }

  #keepLate(sequence: number, late: Late): void {
    this.#late.set(sequence, late);
    for (const [oldest, { note }] of this.#late) {
      if (this.#late.size <= maxLate) break;
      this.#late.delete(oldest);
      note.unanswered();
    }
  }

  /** 1, 2, … 0x7fffffff, 1: the next number that no request in flight has. */
  #nextSequence(): number {
    do {
      this.#sequence = this.#sequence === highestSequence ? 1 : this.#sequence + 1;
    } while (this.#pending.has(this.#sequence));
    return this.#sequence;
  }

  #timed(sequence: number, { clock, responseMs }: Omit<Waiting, "windowed">): ResponseTimer {
    const at = clock.elapsed();
    const current = this.#timer;
    const serves =
      current?.at === at && current.clock === clock && current.responseMs === responseMs && current.open > 0;
    if (serves) {
      current.sequences.push(sequence);
      current.open++;
      return current;
    }
    const cancel = clock.after(responseMs, () => {
      for (const timedOut of timer.sequences) {
        if (this.#pending.get(timedOut)?.timer === timer) this.#finish(timedOut, { outcome: "timeout" });
      }
    });
    const timer: ResponseTimer = { clock, at, responseMs, sequences: [sequence], open: 1, cancel };
    this.#timer = timer;
    return timer;
  }

  #finish(sequence: number, outcome: SentOutcome): void {
    const pending = this.#pending.get(sequence);
    if (pending === undefined) return;
    this.#pending.delete(sequence);
    if (pending.windowed) this.#windowed--;
    const { response, note } = pending;
    const responseMs = outcome.outcome === "timeout" ? pending.timer.responseMs : undefined;
    if (note !== undefined) this.#keepLate(sequence, { response, note, responseMs });
    pending.timer.open--;
    if (pending.timer.open === 0) pending.timer.cancel();
    pending.settle(outcome);
  }
}
