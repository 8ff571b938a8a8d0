/** A row of octets in hexadecimal, and as characters where they are printable. */
export interface HexRow {
  /** Offset of the first octet. */
  readonly place: number;
  readonly octets: readonly string[];
  readonly characters: readonly string[];
}

export function hexRows(bytes: Uint8Array, width: number): HexRow[] {
  const rows: HexRow[] = [];
  for (let place = 0; place < bytes.length; place += width) {
    const row = [...bytes.subarray(place, place + width)];
    rows.push({
      place,
      octets: row.map((octet) => octet.toString(16).padStart(2, "0")),
      characters: row.map((octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : "·")),
    });
  }
  return rows;
}

/** `00000000  41 42 43 …  ABC`: so many octets a line, with a gap in the middle. */
export function hexLines(bytes: Uint8Array, width: 8 | 16 = 16): string[] {
  const half = width / 2;
  const room = half * 3 - 1;
  return hexRows(bytes, width).map(({ place, octets, characters }) => {
    const left = octets.slice(0, half).join(" ");
    const right = octets.slice(half).join(" ");
    const at = place.toString(16).padStart(width === 8 ? 4 : 8, "0");
    return `${at}  ${left.padEnd(room)}  ${right.padEnd(room)}  ${characters.join("")}`;
  });
}
