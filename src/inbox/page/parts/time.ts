// Instants as people read them. Times are São Paulo's, as in all three providers' answers.

const zone = "America/Sao_Paulo";
const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: zone,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

function split(at: number): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** `09:00:03` */
export function time(at: number): string {
  const { hour, minute, second } = split(at);
  return `${hour}:${minute}:${second}`;
}
/** `09:00` */
export function hourMinute(at: number): string {
  return time(at).slice(0, 5);
}
/** `2026-03-02` */
export function date(at: number): string {
  const { year, month, day } = split(at);
  return `${year}-${month}-${day}`;
}
/** `2026-03-02 09:00:03` */
export function dateTime(at: number): string {
  return `${date(at)} ${time(at)}`;
}

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
] as const;

/** `3 s`, `1 h 30 min`, `250 ms`: the two largest units. */
export function durationWords(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  let rest = Math.round(ms / 1000) * 1000;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.slice(0, 2).join(" ");
}
