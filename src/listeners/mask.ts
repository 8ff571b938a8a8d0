// Masks secrets before a request is journalled: no room behind the listeners ever sees one. A mask is as long as the secret,
// so that lengths stay true.

import type { Finding } from "../core/findings.ts";
import { maskedWords, starred } from "../core/masked-text.ts";
import { findValues, type Range, type SecretSet, shortestSecret } from "../core/secret-set.ts";
import type { Bilingual } from "../core/sentences.ts";
import { credentialsIn, maxSecrets } from "./guessed-credentials.ts";

/** Octets that a secret takes at most, in any encoding. */
const longestEncoded = 4 * 1024;

const star = 0x2a;

/** Number of octets to mask where `kept` are kept: a secret more, so that none is cut in two. */
export function toMask(kept: number): number {
  return kept + longestEncoded;
}

export interface Mask {
  /**
   * Masks the secrets of all accounts in a request, and the credentials that the provider read, right or wrong.
   * @param octets masked in place
   * @param read credentials as the provider read them; none: the request is searched for them
   * @param kept octets that are kept
   */
  request(octets: Buffer, read: readonly string[], kept: number): Buffer;
  /** The same in an answer, which is not searched for credentials. @param octets masked in place */
  answer(octets: Buffer, read: readonly string[], kept: number): Buffer;
  /** Masks the secrets of all accounts and these. */
  text(text: string, read?: readonly string[], kept?: number): string;
  /** The same in words of both languages. */
  words(words: Bilingual): Bilingual;
  /** The same in sentences about a request. */
  findings(findings: readonly Finding[]): readonly Finding[];
  /** The same for a PDU. */
  octets(octets: Buffer): Buffer;
  /** Hash of credentials: the same ones have the same hash while the process runs. */
  credentialHash(credentials: readonly string[]): string;
}

/** @param hash for credentials, with a key that stays in the process */
export function createMask(secrets: SecretSet, hash: (value: string) => string): Mask {
  function ranges(text: string | Buffer, read: readonly string[]): readonly Range[] {
    const unknown = read.filter((value) => !secrets.has(value));
    if (unknown.length === 0) return secrets.find(text);
    const copy = typeof text === "string" ? text : Buffer.from(text);
    return [...findValues(copy, unknown), ...atFields(text.toString("latin1"), unknown), ...secrets.find(text)];
  }

  /** The kept octets; `isMasked`: true if a secret begins among them. */
  function maskedOctets(
    whole: Buffer,
    read: readonly string[],
    kept: number,
  ): { readonly octets: Buffer; readonly isMasked: boolean } {
    if (isTooMany(read)) return { octets: Buffer.from("***"), isMasked: true };
    // Half a secret may stand at the cut.
    const isCut = whole.length > toMask(kept);
    const part = isCut ? whole.subarray(0, toMask(kept)) : whole;
    const found = ranges(part, read);
    for (const { from, until } of found) part.fill(star, from, until);
    return { octets: isCut ? part.subarray(0, kept) : part, isMasked: found.some(({ from }) => from < kept) };
  }

  function text(whole: string, read: readonly string[] = [], kept = Number.POSITIVE_INFINITY): string {
    if (isTooMany(read)) return "***";
    // Half a secret may stand at the cut.
    const isCut = whole.length > toMask(kept);
    const part = isCut ? whole.slice(0, toMask(kept)) : whole;
    const masked = starred(part, ranges(part, read));
    return isCut ? masked.slice(0, kept) : masked;
  }

  return {
    text,
    request(whole, read, kept) {
      const masked = maskedOctets(whole, read, kept);
      if (masked.isMasked) return masked.octets;
      const guessed = credentialsIn(whole.toString("latin1", 0, toMask(kept)));
      return guessed.length === 0 ? masked.octets : maskedOctets(whole, guessed, kept).octets;
    },
    answer: (octets, read, kept) => maskedOctets(octets, read, kept).octets,
    words: (words) => maskedWords(words, text),
    credentialHash: (credentials) => hash(JSON.stringify(credentials)),
    findings: (all) =>
      all.map((finding) => ({
        ...finding,
        params: maskedParams(finding.params, text),
        text: text(finding.text),
        portuguese: text(finding.portuguese),
      })),
    octets(octets) {
      const copy = Buffer.from(octets);
      return maskedOctets(copy, [], copy.length).isMasked ? copy : octets;
    },
  };
}

/** True if a request with these credentials is masked whole. */
function isTooMany(read: readonly string[]): boolean {
  return read.length > maxSecrets && new Set(read).size > maxSecrets;
}

function maskedParams(params: Finding["params"], mask: (text: string) => string): Finding["params"] {
  const values = Object.entries(params).map(([name, value]) => [name, typeof value === "string" ? mask(value) : value]);
  return Object.fromEntries(values);
}

/** Values too short to be searched for anywhere: they count where they fill a field. */
function atFields(text: string, values: readonly string[]): Range[] {
  const ranges: Range[] = [];
  for (const value of values) {
    if (value.length === 0 || value.length >= shortestSecret) continue;
    for (let from = text.indexOf(value); from >= 0; from = text.indexOf(value, from + 1)) {
      const until = from + value.length;
      if (fieldBegins.test(text.slice(from - 1, from)) && fieldEnds.test(text.slice(until, until + 1))) {
        ranges.push({ from, until });
      }
    }
  }
  return ranges;
}

const fieldBegins = /^[=>":&?;\s]$/;
const fieldEnds = /^[&<"\s;]?$/;

const secretHeaders: ReadonlySet<string> = new Set(["authorization", "proxy-authorization", "cookie"]);
/** A line of such a header in raw octets, with its folded lines. The colon may be missing. */
const secretLines = new RegExp(
  `^([ \\t]*(?:${[...secretHeaders].join("|")})(?![\\w-])[ \\t]*:?[ \\t]*)([^\\n]*(?:\\n[ \\t][^\\n]*)*)`,
  "gim",
);

/** A header's value as it may be kept. */
export function maskHeader(name: string, value: string): string {
  return secretHeaders.has(name.toLowerCase()) ? "*".repeat(value.length) : value;
}

/** The same in raw octets that no parser took. @param text octets as Latin-1 */
export function maskHeaderLines(text: string): string {
  return text.replace(secretLines, (_, name: string, value: string) => name + value.replace(/[^\r\n]/g, "*"));
}
