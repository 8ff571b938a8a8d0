// The secrets of all accounts, and where a text contains one. The cost of a search depends on the text, not on the number of
// secrets: a bitmap answers "no" for nearly every place.

import { escapeAt, escaping, folded, resolveEscapes, type Units } from "./escapes.ts";

export interface Range {
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
}

/** Shorter values occur anywhere by chance: they are masked at their field alone. */
export const shortestSecret = 6;

/** Layers of escapes that are resolved: a percent-encoded URL within JSON within XML has three. */
const maxLayers = 4;

/** The hash of a place covers its last five characters: each step shifts older ones out. */
const hashed = 5;
const hashBits = 20;
const hashMask = (1 << hashBits) - 1;

/** The hash with one more character. */
function step(hash: number, unit: number): number {
  return ((hash << 4) ^ (folded[unit] ?? unit)) & hashMask;
}

/** True if a secret has this hash. */
function isSet(bitmap: Uint32Array, hash: number): boolean {
  return ((bitmap[hash >> 5] ?? 0) & (1 << (hash & 31))) !== 0;
}

interface SecretEntry {
  readonly units: Uint16Array;
  /** Number of accounts that have the secret. */
  count: number;
}

export class SecretSet {
  readonly #entries = new Map<string, SecretEntry>();
  readonly #byHash = new Map<number, SecretEntry[]>();
  readonly #bitmap = new Uint32Array(1 << (hashBits - 5));

  /** Adds a secret; values under six characters are ignored. */
  add(secret: string): void {
    if (secret.length < shortestSecret) return;
    const existing = this.#entries.get(secret);
    if (existing !== undefined) {
      existing.count++;
      return;
    }
    const entry = { units: foldedUnits(secret), count: 1 };
    this.#entries.set(secret, entry);
    const hash = hashOf(entry.units);
    const entries = this.#byHash.get(hash);
    if (entries === undefined) this.#byHash.set(hash, [entry]);
    else entries.push(entry);
    this.#bitmap[hash >> 5] = (this.#bitmap[hash >> 5] ?? 0) | (1 << (hash & 31));
  }

  /** Removes a secret once no account has it. */
  delete(secret: string): void {
    const entry = this.#entries.get(secret);
    if (entry === undefined || --entry.count > 0) return;
    this.#entries.delete(secret);
    const hash = hashOf(entry.units);
    const rest = (this.#byHash.get(hash) ?? []).filter((other) => other !== entry);
    if (rest.length > 0) this.#byHash.set(hash, rest);
    else {
      this.#byHash.delete(hash);
      this.#bitmap[hash >> 5] = (this.#bitmap[hash >> 5] ?? 0) & ~(1 << (hash & 31));
    }
  }

  has(secret: string): boolean {
    return this.#entries.has(secret);
  }

  clear(): void {
    this.#entries.clear();
    this.#byHash.clear();
    this.#bitmap.fill(0);
  }

  /** Ranges of the text in which a secret stands, in any encoding or in several at once. It may mask octets in place. */
  find(text: string | Buffer): readonly Range[] {
    if (this.#entries.size === 0) return [];
    const units = unitsOf(text);
    return this.#findWritten(units) ?? findInLayers(units, (layer) => this.#scan(layer));
  }

  /** Ranges of secrets that stand unescaped, in a single pass; null: one may stand there with escapes. */
  #findWritten(units: Units): Range[] | null {
    const ranges: Range[] = [];
    const bitmap = this.#bitmap;
    const { length } = units;
    let [hasEscape, isUnsure] = [false, false];
    /** Hashes of the last characters, as they are written and as they are read. */
    let [written, read] = [0, 0];
    for (let at = 0; at < length; ) {
      const unit = units[at] ?? 0;
      const escaped = escaping[unit] === 1 ? escapeAt(units, at) : null;
      if (escaped !== null) {
        hasEscape = true;
        for (const resolved of escaped.units) {
          // The resolved character may begin an escape of the next layer.
          if (resolved < 256 && escaping[resolved] === 1) return null;
          read = step(read, resolved);
          if (isSet(bitmap, read)) return null;
        }
        for (const end = at + escaped.length; at < end; at++) {
          written = step(written, units[at] ?? 0);
          if (isSet(bitmap, written)) return null;
        }
        continue;
      }
      written = step(written, unit);
      read = step(read, unit);
      // Both are the same once enough characters came behind an escape.
      if (read !== written && isSet(bitmap, read)) return null;
      if (isSet(bitmap, written)) {
        const places = this.#placesAt(units, at - hashed + 1, written);
        // The rest of a secret that begins here may be escaped.
        isUnsure ||= places.length === 0;
        for (const { first, length } of places) ranges.push({ from: first, until: first + length });
      }
      at++;
    }
    return isUnsure && hasEscape ? null : ranges;
  }

  /** Secrets with this hash that stand at this index. */
  #placesAt(units: Units, first: number, hash: number): SecretPlace[] {
    if (first < 0) return [];
    const entries = this.#byHash.get(hash) ?? [];
    return entries
      .filter((entry) => standsAt(units, first, entry.units))
      .map((entry) => ({ first, length: entry.units.length }));
  }

  #scan(units: Units): SecretPlace[] {
    const places: SecretPlace[] = [];
    let hash = 0;
    for (let at = 0; at < units.length; at++) {
      hash = step(hash, units[at] ?? 0);
      if (isSet(this.#bitmap, hash)) places.push(...this.#placesAt(units, at - hashed + 1, hash));
    }
    return places;
  }
}

/** Characters of an unknown value that are searched for at once, and in all. */
const [pieceLength, maxSearched] = [64, 1_024];

/** Ranges in which one of a few values of no account stands, long ones in pieces. It may mask octets in place. */
export function findValues(text: string | Buffer, values: readonly string[]): Range[] {
  const pieces = new Set(values.flatMap(piecesOf));
  if (pieces.size === 0) return [];
  const wanted = [...pieces].map(foldedUnits);
  return findInLayers(unitsOf(text), (units) => wanted.flatMap((value) => placesOf(units, value)));
}

function piecesOf(value: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < Math.min(value.length, maxSearched); at += pieceLength) {
    pieces.push(value.slice(at, at + pieceLength));
  }
  return pieces.filter((piece) => piece.length >= shortestSecret);
}

function placesOf(units: Units, value: Uint16Array): SecretPlace[] {
  const places: SecretPlace[] = [];
  const begin = value[0] ?? 0;
  for (let first = 0; first + value.length <= units.length; first++) {
    const unit = units[first] ?? 0;
    if ((folded[unit] ?? unit) !== begin || !standsAt(units, first, value)) continue;
    places.push({ first, length: value.length });
    first += value.length - 1;
  }
  return places;
}

/** A secret in one layer of a text. */
interface SecretPlace {
  readonly first: number;
  readonly length: number;
}

/** Scans the text as it stands, then without one layer of escapes after the other. */
function findInLayers(text: Units, scan: (units: Units) => readonly SecretPlace[]): Range[] {
  const ranges: Range[] = [];
  const layers: Units[] = [text];
  for (let layer = 0; layer <= maxLayers; layer++) {
    const units = layers[layer];
    if (units === undefined) break;
    const places = scan(units);
    if (places.length > 0) {
      const startOf = originOf(layers);
      for (const { first, length } of places) {
        ranges.push({ from: startOf(first), until: startOf(first + length) });
        // Deeper layers need not find the same secret again.
        units.fill(mask, first, first + length);
      }
    }
    const next = resolveEscapes(units);
    if (next !== null) layers.push(next);
  }
  return ranges;
}

const mask = 0x2a;

/** Leads from an index in the deepest layer to one in the text. */
function originOf(layers: readonly Units[]): (index: number) => number {
  const steps = layers.slice(0, -1).map((units) => {
    const starts: number[] = [];
    resolveEscapes(units, starts);
    return starts;
  });
  return (index) => steps.reduceRight((at, starts) => starts[at] ?? 0, index);
}

/** Matches nothing in a text of octets, which V8 knows without looking through it. */
const wide = /[^\0-\xff]/;

function unitsOf(text: string | Buffer): Units {
  if (typeof text !== "string") return text;
  if (!wide.test(text)) return Buffer.from(text, "latin1");
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
  return units;
}

function foldedUnits(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    units[at] = folded[unit] ?? unit;
  }
  return units;
}

function hashOf(units: Uint16Array): number {
  let hash = 0;
  for (let at = 0; at < hashed; at++) hash = ((hash << 4) ^ (units[at] ?? 0)) & hashMask;
  return hash;
}

/** True if a folded secret stands at this index. */
function standsAt(units: Units, at: number, secret: Uint16Array): boolean {
  if (at + secret.length > units.length) return false;
  for (let index = 0; index < secret.length; index++) {
    const unit = units[at + index] ?? 0;
    if ((folded[unit] ?? unit) !== secret[index]) return false;
  }
  return true;
}
