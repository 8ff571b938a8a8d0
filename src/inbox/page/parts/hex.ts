/** `00000000  41 42 43 …  ABC`: sixteen octets a line. */
export function hexLines(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)];
    const octets = row.map((octet) => octet.toString(16).padStart(2, "0"));
    const left = octets.slice(0, 8).join(" ");
    const right = octets.slice(8).join(" ");
    const shown = row.map((octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : "·")).join("");
    lines.push(`${at.toString(16).padStart(8, "0")}  ${left.padEnd(23)}  ${right.padEnd(23)}  ${shown}`);
  }
  return lines;
}
