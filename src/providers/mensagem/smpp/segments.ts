// Long messages that come in segments (SMPP 3.4 5.3.2.22-24, GSM 03.40 9.2.3.24.1): which ones belong together, in any
// order. Each segment is a message of its own; what is kept here ties them to one text.

import type { Clock } from "../../../core/clock.ts";
import { longestText } from "../translate.ts";

/** Where a segment belongs: account, ends, kind of reference, reference and total. */
export type SetKey = string;

export interface Part {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
}

export interface SegmentSet {
  readonly parts: ReadonlyMap<number, Part>;
  /** Characters so far. */
  readonly length: number;
}

interface KeptSet {
  readonly parts: Map<number, Part>;
  /** The sandbox's clock. A reset gives the sandbox another one, which ends the old sets. */
  readonly clock: Clock;
  readonly until: number;
  length: number;
}

/** Most sets kept; the oldest goes first. A complete set is kept for repeats until its time is over. */
const maxSets = 10_000;

export class SegmentSets {
  readonly #maxAgeMs: number;
  readonly #sets = new Map<SetKey, KeptSet>();

  constructor(maxAgeMs: number) {
    this.#maxAgeMs = maxAgeMs;
  }

  /** The segments that have arrived of a long message, unless its time is over. */
  find(key: SetKey, clock: Clock): SegmentSet | null {
    const set = this.#sets.get(key);
    if (set === undefined || (set.clock === clock && set.until > clock.elapsed())) return set ?? null;
    this.#sets.delete(key);
    return null;
  }

  /** Adds a segment. @returns every segment in order once the last one is there, else null */
  add(key: SetKey, number: number, total: number, part: Part, clock: Clock): readonly Part[] | null {
    this.find(key, clock);
    const until = clock.elapsed() + this.#maxAgeMs;
    const set = this.#sets.get(key) ?? { parts: new Map<number, Part>(), clock, until, length: 0 };
    set.parts.set(number, part);
    set.length += part.text.length;
    this.#sets.set(key, set);
    for (const oldest of this.#sets.keys()) {
      if (this.#sets.size <= maxSets) break;
      this.#sets.delete(oldest);
    }
    if (set.parts.size < total) return null;
    return [...set.parts].sort(([a], [b]) => a - b).map(([, last]) => last);
  }
}

/** True if one more segment makes the text too long ("Mensagem com até 600 caracteres"). */
export function tooLong(set: SegmentSet | null, text: string): boolean {
  return (set?.length ?? 0) + text.length > longestText;
}
