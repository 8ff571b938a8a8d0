// Secrets are masked before a call is kept: nothing behind this line ever sees one.

import { Buffer } from "node:buffer";

/** What stands in a secret's place. */
export const masked = "***";

/** Shorter ones could stand anywhere by chance. */
const shortest = 3;
/** Where none of these stands, a secret can only be spelled as it is. */
const mayBeSpelled = /[%+\\&\u0080-\u00ff]/;

/** Replaces each secret, however a query, a form, JSON or XML spells it; bytes that are no ASCII stand as Latin-1. */
export function mask(text: string, secrets: readonly string[]): string {
  let out = text;
  for (const secret of secrets) {
    if (secret.length < shortest) continue;
    // A client spells in one way; the plain one costs least.
    const plain = out.replaceAll(secret, masked);
    out = plain === out && mayBeSpelled.test(out) ? out.replace(spellings(secret), masked) : plain;
  }
  return out;
}

/** They are the same few again and again. */
const known = new Map<string, RegExp>();
const mostKnown = 4_096;

function spellings(secret: string): RegExp {
  const made = known.get(secret) ?? new RegExp([...secret].map(spellingsOf).join(""), "g");
  if (known.size >= mostKnown) known.clear();
  known.set(secret, made);
  return made;
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

const names: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };

function spellingsOf(character: string): string {
  const octets = Buffer.from(character);
  const code = character.codePointAt(0) ?? 0;
  const percent = [...octets].map((octet) => `%${anyCase(octet.toString(16).padStart(2, "0"))}`).join("");
  const units = [...Array(character.length).keys()].map((index) => character.charCodeAt(index));
  const escaped = units.map((unit) => `\\\\u${anyCase(unit.toString(16).padStart(4, "0"))}`).join("");
  return `(?:${[
    literal(character),
    percent,
    escaped,
    `&#(?:0*${code}|x0*${anyCase(code.toString(16))});`,
    ...(code < 0x80 ? [] : [literal(octets.toString("latin1"))]),
    ...(character === " " ? ["\\+"] : []),
    ...('"\\/'.includes(character) ? [`\\\\${literal(character)}`] : []),
    ...(names[character] === undefined ? [] : [`&${names[character]};`]),
  ].join("|")})`;
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

const secretHeaders: ReadonlySet<string> = new Set(["authorization", "proxy-authorization", "cookie"]);

/** A header's value as it may be kept. */
export function maskHeader(name: string, value: string): string {
  return secretHeaders.has(name.toLowerCase()) ? masked : value;
}
