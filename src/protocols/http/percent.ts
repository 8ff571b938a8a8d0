// Percent-encoding of queries and form bodies, on octets.

/** Decodes in place: `+` is a blank, `%XX` an octet, any other `%` stands for itself. @returns the decoded part */
export function decodePercent(octets: Buffer): Buffer {
  let to = 0;
  for (let from = 0; from < octets.length; from++) {
    const octet = octets[from] ?? 0;
    if (octet === 0x25) {
      const high = hexDigit(octets[from + 1]);
      const low = hexDigit(octets[from + 2]);
      if (high >= 0 && low >= 0) {
        octets[to++] = high * 16 + low;
        from += 2;
        continue;
      }
    }
    octets[to++] = octet === 0x2b ? 0x20 : octet;
  }
  return octets.subarray(0, to);
}

/** -1: the octet is no digit. */
function hexDigit(octet = 0): number {
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  const lower = octet | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
