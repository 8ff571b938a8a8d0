import type { Bilingual } from "./sentences.ts";

/** A number with its noun: `1 rule`, `2 rules`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

const units = [
  ["day", "dia", 86_400_000],
  ["hour", "hora", 3_600_000],
  ["minute", "minuto", 60_000],
  ["second", "segundo", 1_000],
] as const;

/** Milliseconds in the largest unit that needs no fraction: `10 minutes`, `1 day`, `1500 ms`. */
export function durationInWords(ms: number): string {
  return bilingualDuration(ms).en;
}

/** The same in both languages: `10 minutos`, `1 dia`. */
export function bilingualDuration(ms: number): Bilingual {
  for (const [en, pt, size] of units)
    if (ms >= size && ms % size === 0) return { en: counted(ms / size, en), pt: counted(ms / size, pt) };
  return { en: `${ms} ms`, pt: `${ms} ms` };
}
