// A log line for a person at a terminal: `12:00:00.123 info request listener=http …`.

/** @param now time of the line */
export function logLine(now: Date, level: string, what: string, detail: object): string {
  const time = now.toISOString().slice(11, 23);
  const parts = Object.entries(detail).map(([name, value]) => `${name}=${valueText(value)}`);
  return `${[time, level.padEnd(5), what, ...parts].join(" ")}\n`;
}

/** A plain word as it is, other text quoted on one line: nothing in it moves the cursor. */
function valueText(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return /^[\w./:@+-]+$/.test(text) ? text : inert(JSON.stringify(text));
}

function inert(json: string): string {
  return json.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
