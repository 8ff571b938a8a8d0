// Long messages that come in segments (SMPP 3.4 5.3.2.22-24, GSM 03.40 9.2.3.24.1): which ones belong together, in any
// order. Each segment is a message of its own; what is kept here ties them to one text.

import type { Cancel, Clock } from "../../../core/clock.ts";
import type { Finding } from "../../../core/findings.ts";
import type { Segment } from "../../../protocols/smpp/udh.ts";
import { mensagemFinding } from "../findings.ts";
import { charactersIn, longestText } from "../translate.ts";

/** Where a segment belongs: account, ends, kind of reference, reference and total. */
export type SetKey = string;

export interface SegmentPart {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
  /** Octets of the segment, to tell a repeat from another text under the same reference. */
  readonly octets: Buffer;
  /** Place of the segment's request in the journal. */
  readonly request: number;
}

/** A set that is not whole, at its time-out or at the end of its account's last session. */
export interface UnfinishedSet {
  readonly clock: Clock;
  /** Place of the latest segment's request in the journal. */
  readonly request: number;
  readonly finding: Finding;
}

/** A segment among those that arrived before it. */
export type Arrival =
  /** An open set waits for it, or a new one begins with it. `length`: characters of the open set. */
  | { readonly kind: "next"; readonly length: number; readonly lost: LostSet | null }
  /** The same octets stand in an open set. */
  | { readonly kind: "repeat"; readonly id: string }
  /** The reference belongs to an earlier text. */
  | { readonly kind: "reused"; readonly sameText: boolean; readonly agoMs: number; readonly lost: LostSet | null };

/** A set that ended without all of its segments. */
export interface LostSet {
  readonly parts: number;
}

interface KeptSet {
  readonly parts: Map<number, SegmentPart>;
  readonly total: number;
  readonly since: number;
  /** The sandbox's clock. A reset gives the sandbox another one, which ends the old sets. */
  readonly clock: Clock;
  readonly until: number;
  readonly segment: Segment;
  /** Stops the time-out. */
  readonly cancel: Cancel;
  length: number;
  /** Place of the latest segment's request in the journal. */
  request: number;
  isReported: boolean;
}

/** Most sets kept; the oldest goes first. A complete set is kept to notice a reused reference. */
const maxSets = 10_000;

export class SegmentSets {
  readonly #maxAgeMs: number;
  readonly #unfinished: (sandbox: string, set: UnfinishedSet) => void;
  readonly #sets = new Map<SetKey, KeptSet>();

  /** @param unfinished called once of each set that is not whole at its time-out, or at the end of the sessions */
  constructor(maxAgeMs: number, unfinished: (sandbox: string, set: UnfinishedSet) => void) {
    this.#maxAgeMs = maxAgeMs;
    this.#unfinished = unfinished;
  }

  /** Looks for the place of a segment; nothing is kept yet. */
  arrive(key: SetKey, number: number, octets: Buffer, clock: Clock): Arrival {
    const set = this.#sets.get(key);
    if (set === undefined || set.clock !== clock) return { kind: "next", length: 0, lost: null };
    const isOpen = set.parts.size < set.total;
    const lost = isOpen ? { parts: set.parts.size } : null;
    if (set.until <= clock.elapsed()) return { kind: "next", length: 0, lost };
    const part = set.parts.get(number);
    if (part === undefined) return { kind: "next", length: set.length, lost: null };
    const sameText = part.octets.equals(octets);
    if (isOpen && sameText) return { kind: "repeat", id: part.id };
    return { kind: "reused", sameText, agoMs: clock.elapsed() - set.since, lost };
  }

  /** Adds a segment to its open set, or begins a new one. @returns every segment in order once the last is there */
  add(key: SetKey, segment: Segment, part: SegmentPart, clock: Clock): readonly SegmentPart[] | null {
    const { number, total } = segment;
    const earlier = this.#sets.get(key);
    const goesOn =
      earlier !== undefined && earlier.clock === clock && earlier.until > clock.elapsed() && !earlier.parts.has(number);
    if (!goesOn) earlier?.cancel();
    const set = goesOn ? earlier : this.#begin(key, segment, part, clock);
    set.parts.set(number, part);
    set.length += charactersIn(part.text);
    set.request = part.request;
    for (const [oldest, { cancel }] of this.#sets) {
      if (this.#sets.size <= maxSets) break;
      cancel();
      this.#sets.delete(oldest);
    }
    if (set.parts.size < total) return null;
    set.cancel();
    return [...set.parts].sort(([a], [b]) => a - b).map(([, last]) => last);
  }

  /** The last session of an account has ended. @param account its `ReceiverKey` */
  sessionsEnded(account: string): void {
    for (const [key, set] of this.#sets) {
      if (key.startsWith(`${account} `)) this.#report(key, set, "segments-unbound");
    }
  }

  #begin(key: SetKey, segment: Segment, { request }: SegmentPart, clock: Clock): KeptSet {
    const since = clock.elapsed();
    const set: KeptSet = {
      parts: new Map<number, SegmentPart>(),
      total: segment.total,
      clock,
      since,
      until: since + this.#maxAgeMs,
      segment,
      cancel: clock.after(this.#maxAgeMs, () => this.#report(key, set, "segments-late")),
      length: 0,
      request,
      isReported: false,
    };
    this.#sets.delete(key);
    this.#sets.set(key, set);
    return set;
  }

  #report(key: SetKey, set: KeptSet, code: "segments-late" | "segments-unbound"): void {
    const { parts, total, segment, clock, request } = set;
    if (set.isReported || parts.size === total) return;
    set.isReported = true;
    set.cancel();
    const counts = { parts: parts.size, total, reference: segment.reference, section: sectionOf(segment) };
    const seconds = Math.round(this.#maxAgeMs / 1_000);
    const finding =
      code === "segments-late" ? mensagemFinding(code, { ...counts, seconds }) : mensagemFinding(code, counts);
    const [sandbox = ""] = key.split(" ", 1);
    this.#unfinished(sandbox, { clock, request, finding });
  }
}

function sectionOf({ by }: Segment): string {
  return by === "sar" ? "SMPP 3.4 5.3.2.22" : "GSM 03.40 9.2.3.24.1";
}

/** Findings of an arrival, with the section. */
export function arrivalFindings(arrival: Arrival, segment: Segment): readonly Finding[] {
  if (arrival.kind === "repeat") return [];
  const { reference, total } = segment;
  const section = sectionOf(segment);
  const findings: Finding[] = [];
  if (arrival.kind === "reused" && !arrival.sameText) {
    const seconds = Math.round(arrival.agoMs / 1_000);
    findings.push(mensagemFinding("reference-reused", { reference, seconds, section }));
  }
  if (arrival.lost !== null) {
    findings.push(mensagemFinding("segments-lost", { parts: arrival.lost.parts, total, reference, section }));
  }
  return findings;
}

/** True if one more segment makes the text too long ("Mensagem com até 600 caracteres"). */
export function tooLong(arrival: Arrival, text: string): boolean {
  return (arrival.kind === "next" ? arrival.length : 0) + charactersIn(text) > longestText;
}
