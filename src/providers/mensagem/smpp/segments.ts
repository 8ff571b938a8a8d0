// Long messages that come in segments (SMPP 3.4 5.3.2.22-24, GSM 03.40 9.2.3.24.1): which ones belong together, in any
// order. Each segment is a message of its own; what is kept here ties them to one text.

import type { Clock } from "../../../core/ports.ts";
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

export interface SegmentSets {
  /** What has come of a long message and is not over its time. */
  find(key: SetKey, clock: Clock): SegmentSet | null;
  /** Adds a segment. @returns every segment in order once the last one is there, else null */
  add(key: SetKey, number: number, total: number, part: Part, clock: Clock): readonly Part[] | null;
}

interface Held {
  readonly parts: Map<number, Part>;
  /** Its sandbox's clock; a sandbox that was reset has another one, and none of its old segments. */
  readonly clock: Clock;
  readonly until: number;
  length: number;
}

/** Sets kept at most; the oldest goes first. A whole one is kept for repeats until its time is over. */
const most = 10_000;

export function createSegmentSets(spanMs: number): SegmentSets {
  const sets = new Map<SetKey, Held>();

  function alive(key: SetKey, clock: Clock): Held | undefined {
    const held = sets.get(key);
    if (held === undefined || (held.clock === clock && held.until > clock.elapsed())) return held;
    sets.delete(key);
    return undefined;
  }

  return {
    find: (key, clock) => alive(key, clock) ?? null,
    add(key, number, total, part, clock) {
      const fresh = { parts: new Map<number, Part>(), clock, until: clock.elapsed() + spanMs, length: 0 };
      const held = alive(key, clock) ?? fresh;
      held.parts.set(number, part);
      held.length += part.text.length;
      sets.set(key, held);
      for (const oldest of sets.keys()) {
        if (sets.size <= most) break;
        sets.delete(oldest);
      }
      if (held.parts.size < total) return null;
      return [...held.parts].sort(([a], [b]) => a - b).map(([, one]) => one);
    },
  };
}

/** Whether one more segment makes the text too long ("Mensagem com até 600 caracteres"). */
export function tooLong(set: SegmentSet | null, text: string): boolean {
  return (set?.length ?? 0) + text.length > longestText;
}
