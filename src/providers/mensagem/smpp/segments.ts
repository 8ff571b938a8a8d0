// Long messages that come in segments (SMPP 3.4 5.3.2.22-24, GSM 03.40 9.2.3.24.1): which ones belong together, in any
// order. Each segment is a message of its own; what is kept here ties them to one text.

import type { Instant } from "../../../core/ports.ts";
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
  find(key: SetKey, now: Instant): SegmentSet | null;
  /** Adds a segment. @returns every segment in order once the last one is there, else null */
  add(key: SetKey, number: number, total: number, part: Part, now: Instant): readonly Part[] | null;
  forget(sandbox: string): void;
}

interface Held {
  readonly parts: Map<number, Part>;
  readonly until: Instant;
  length: number;
}

/** Sets kept at most; the oldest goes first. A whole one is kept for repeats until its time is over. */
const most = 10_000;

export function createSegmentSets(spanMs: number): SegmentSets {
  const sets = new Map<SetKey, Held>();

  function alive(key: SetKey, now: Instant): Held | undefined {
    const held = sets.get(key);
    if (held === undefined || held.until > now) return held;
    sets.delete(key);
    return undefined;
  }

  return {
    find: (key, now) => alive(key, now) ?? null,
    add(key, number, total, part, now) {
      const held = alive(key, now) ?? { parts: new Map<number, Part>(), until: now + spanMs, length: 0 };
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
    forget(sandbox) {
      for (const key of sets.keys()) if (key.startsWith(`${sandbox} `)) sets.delete(key);
    },
  };
}

/** Whether one more segment makes the text too long ("Mensagem com até 600 caracteres"). */
export function tooLong(set: SegmentSet | null, text: string): boolean {
  return (set?.length ?? 0) + text.length > longestText;
}
