// Small pieces that the sentences of rules, near misses and timelines share.

import type { Millis } from "../../core/clock.ts";
import { type Bilingual, either, ordinal, type SentenceValue, sentencesOf } from "../../core/sentences.ts";
import type { TextTemplate } from "../../core/template.ts";
import type { RequestNumbers, TimeOfDay } from "./scenario.ts";
import type { CountKey, MessageChoice } from "./steps.ts";

const say = sentencesOf({
  "one-request": { en: "the {nth} {noun}", pt: "a {nth} {noun}" },
  "some-requests": { en: "one of {nouns} {from} to {until}", pt: "uma das {nouns} {from} a {until}" },
  "every-request": { en: "once every {count} {nouns}", pt: "a cada {count} {nouns}" },
  "one-place": { en: "the {nth}", pt: "a {nth}" },
  "some-places": { en: "among the {from} to {until}", pt: "da {from} à {until}" },
  "every-place": { en: "the {nth}, {second}, …", pt: "a {nth}, {second}, …" },
  "later-place": { en: "after the {nth}", pt: "depois da {nth}" },
  "later-request": { en: "a {noun} after the {nth}", pt: "uma {noun} depois da {nth}" },
  "noun-request": { en: "request", pt: "requisição" },
  "noun-message": { en: "message", pt: "mensagem" },
  "nouns-request": { en: "requests", pt: "requisições" },
  "nouns-message": { en: "messages", pt: "mensagens" },
  time: { en: "{from} to {until} ({zone})", pt: "{from} às {until} ({zone})" },
  to: { en: "recipient", pt: "destinatário" },
  from: { en: "sender", pt: "remetente" },
  account: { en: "account", pt: "conta" },
  text: { en: "text", pt: "texto" },
  session: { en: "session", pt: "sessão" },
  "on-day": { en: "on {day}", pt: "em {day}" },
  "from-day": { en: "from {day} on", pt: "a partir de {day}" },
  "until-day": { en: "until {day}", pt: "até {day}" },
  days: { en: "from {from} to {until}", pt: "de {from} a {until}" },
  values: { en: "from {from} to {until}", pt: "de {from} a {until}" },
  "at-least": { en: "at least {from}", pt: "pelo menos {from}" },
  "at-most": { en: "at most {until}", pt: "no máximo {until}" },
  "some-messages": { en: "messages with {what}", pt: "as mensagens com {what}" },
  request: { en: "request", pt: "requisição" },
});

const units: readonly (readonly [ms: number, unit: string])[] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "m"],
  [1000, "s"],
];

/** `300ms`, `90s`, `48h`: the largest unit that says it without a fraction. Two days and more in days from three on. */
export function durationWords(ms: Millis): string {
  for (const [size, unit] of units) {
    if (ms >= size && ms % size === 0 && !(unit === "d" && ms < 3 * size)) return `${ms / size}${unit}`;
  }
  return ms >= 1000 ? `${ms / 1000}s` : `${ms}ms`;
}

/** `the 2nd request`, `one of requests 1 to 3`, `once every 3 requests`, `a request after the 10th`. */
export function nthWords(nth: RequestNumbers, per?: CountKey): Bilingual {
  const counted = per === "request" ? "message" : "request";
  const noun = say(`noun-${counted}`);
  const nouns = say(`nouns-${counted}`);
  switch (nth.kind) {
    case "range":
      return nth.from === nth.until
        ? say("one-request", { nth: ordinal(nth.from), noun })
        : say("some-requests", { from: nth.from, until: nth.until, nouns });
    case "every":
      return say("every-request", { count: nth.every, nouns });
    case "after":
      return say("later-request", { nth: ordinal(nth.after), noun });
  }
}

/** `the 2nd`, `among the 1st to 3rd`, `the 3rd, 6th, …`, `after the 10th`. */
export function nthListWords(nth: RequestNumbers): Bilingual {
  switch (nth.kind) {
    case "range":
      return nth.from === nth.until
        ? say("one-place", { nth: ordinal(nth.from) })
        : say("some-places", { from: ordinal(nth.from), until: ordinal(nth.until) });
    case "every":
      return say("every-place", { nth: ordinal(nth.every), second: ordinal(2 * nth.every) });
    case "after":
      return say("later-place", { nth: ordinal(nth.after) });
  }
}

/** `22:00 to 09:00 (America/Sao_Paulo)`. */
export function timeWords({ from, until, zone }: TimeOfDay): Bilingual {
  return say("time", { from: clockWords(from), until: clockWords(until), zone });
}

/** The key that variables or counts are kept for. */
export function perWords(per: CountKey): Bilingual {
  return say(per);
}

const dayNames = {
  mon: { en: "Monday", pt: "segunda" },
  tue: { en: "Tuesday", pt: "terça" },
  wed: { en: "Wednesday", pt: "quarta" },
  thu: { en: "Thursday", pt: "quinta" },
  fri: { en: "Friday", pt: "sexta" },
  sat: { en: "Saturday", pt: "sábado" },
  sun: { en: "Sunday", pt: "domingo" },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** `from Monday to Friday`, `on 2026-03-02`: weekdays and dates as the file has them. */
export function dayWords(source: string): Bilingual {
  return either(source.split(" or ").map(dayRangeWords));
}

function dayRangeWords(source: string): Bilingual {
  const [first = "", last] = source.split("..").map((part) => part.trim());
  if (last === undefined) return say("on-day", { day: dayName(first) });
  if (last === "") return say("from-day", { day: dayName(first) });
  if (first === "") return say("until-day", { day: dayName(last) });
  return say("days", { from: dayName(first), until: dayName(last) });
}

function dayName(written: string): SentenceValue {
  const lower = written.toLowerCase();
  return Object.hasOwn(dayNames, lower) && isDay(lower) ? dayNames[lower] : written;
}

function isDay(name: string): name is keyof typeof dayNames {
  return name in dayNames;
}

/** `at least 3`, `from 1 to 3`: a range of numbers; any other value as it is. */
export function valueWords(source: string): SentenceValue {
  const [, from, until] = /^(-?\d+)?\.\.(-?\d+)?$/.exec(source) ?? [];
  if (from !== undefined && until !== undefined) return say("values", { from, until });
  if (from !== undefined) return say("at-least", { from });
  return until === undefined ? source : say("at-most", { until });
}

/** Messages that an action names. @param all where it names none */
export function choiceWords(choice: MessageChoice, all: Bilingual): Bilingual {
  const words = Object.entries(choice).map(([key, value]) => `${key} ${value}`);
  return words.length === 0 ? all : say("some-messages", { what: words.join(", ") });
}

/** A text as the file has it, except `$${`. */
export function templateWords(template: TextTemplate): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      const raw = part.isRaw && part.name !== "body" ? "raw:" : "";
      return `\${${raw}${part.name}${part.form === undefined ? "" : `:${part.form}`}}`;
    })
    .join("");
}

function clockWords(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
