/** `00000000  41 42 43 …  ABC`: so many octets a line, with a gap in the middle. */
export function hexLines(bytes: Uint8Array, width: 8 | 16 = 16): string[] {
  const lines: string[] = [];
  const half = width / 2;
  const room = half * 3 - 1;
  for (let at = 0; at < bytes.length; at += width) {
    const row = [...bytes.subarray(at, at + width)];
    const octets = row.map((octet) => octet.toString(16).padStart(2, "0"));
    const left = octets.slice(0, half).join(" ");
    const right = octets.slice(half).join(" ");
    const shown = row.map((octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : "·")).join("");
    const place = at.toString(16).padStart(width === 8 ? 4 : 8, "0");
    lines.push(`${place}  ${left.padEnd(room)}  ${right.padEnd(room)}  ${shown}`);
  }
  return lines;
}
