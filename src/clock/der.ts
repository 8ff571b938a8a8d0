// A writer of DER (X.690), as far as a certificate needs it. Contents in, whole elements out.

function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

/** Definite, in the fewest octets (8.1.3, 10.1). */
function length(octets: number): Buffer {
  if (octets < 0x80) return Buffer.from([octets]);
  const digits = base256(BigInt(octets));
  return Buffer.from([0x80 | digits.length, ...digits]);
}

/** Big endian, in the fewest octets; at least one. */
function base256(value: bigint): number[] {
  const digits = [];
  for (let rest = value; rest > 0n || digits.length === 0; rest >>= 8n) digits.unshift(Number(rest & 0xffn));
  return digits;
}

export const sequence = (...elements: readonly Uint8Array[]): Buffer => element(0x30, ...elements);
export const set = (only: Uint8Array): Buffer => element(0x31, only);
export const boolean = (value: boolean): Buffer => element(0x01, Buffer.from([value ? 0xff : 0]));
export const octetString = (content: Uint8Array): Buffer => element(0x04, content);
export const utf8String = (text: string): Buffer => element(0x0c, Buffer.from(text, "utf8"));

/** @param value not negative */
export function integer(value: bigint): Buffer {
  const digits = base256(value);
  // The first bit is the sign.
  return element(0x02, Buffer.from((digits[0] ?? 0) >= 0x80 ? [0, ...digits] : digits));
}

/** @param unused bits at its end that do not count */
export const bitString = (content: Uint8Array, unused = 0): Buffer => element(0x03, Buffer.from([unused]), content);

/** @param dotted an object identifier as `2.5.29.17` */
export function oid(dotted: string): Buffer {
  const [first = 0n, second = 0n, ...rest] = dotted.split(".").map(BigInt);
  const octets = [first * 40n + second, ...rest].flatMap((arc) => {
    const digits = [Number(arc & 0x7fn)];
    for (let left = arc >> 7n; left > 0n; left >>= 7n) digits.unshift(0x80 | Number(left & 0x7fn));
    return digits;
  });
  return element(0x06, Buffer.from(octets));
}

/** Milliseconds since 1970, to the second; UTCTime before 2050 and GeneralizedTime from then on (RFC 5280 4.1.2.5). */
export function time(instant: number): Buffer {
  // `2026-11-28T05:26:11.000Z`
  const digits = new Date(instant)
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(/[-:T]/g, "");
  return digits < "2050" ? element(0x17, Buffer.from(digits.slice(2))) : element(0x18, Buffer.from(digits));
}

/** `[number]`: of elements when `constructed`, else of octets that it stands in the place of the type of. */
export function tagged(number: number, content: Uint8Array, constructed = false): Buffer {
  return element(0x80 | (constructed ? 0x20 : 0) | number, content);
}
