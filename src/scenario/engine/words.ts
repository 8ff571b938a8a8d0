// Small pieces that the sentences of rules, near misses and timelines share.

import type { Millis } from "../../core/clock.ts";
import { type Bilingual, ordinal, sentencesOf } from "../../core/sentences.ts";
import type { TextTemplate } from "../../core/template.ts";
import type { RequestNumbers, TimeOfDay } from "./shape.ts";
import type { CountKey } from "./steps.ts";

const say = sentencesOf({
  "one-request": { en: "the {nth} request", pt: "a {nth} requisição" },
  "some-requests": { en: "one of requests {from} to {until}", pt: "uma das requisições {from} a {until}" },
  "every-request": { en: "every {nth} request", pt: "toda {nth} requisição" },
  "later-request": { en: "a request after the {nth}", pt: "uma requisição depois da {nth}" },
  time: { en: "{from} to {until} ({zone})", pt: "{from} às {until} ({zone})" },
  to: { en: "recipient", pt: "destinatário" },
  from: { en: "from", pt: "remetente" },
  account: { en: "account", pt: "conta" },
  text: { en: "text", pt: "texto" },
  session: { en: "session", pt: "sessão" },
  request: { en: "request with many messages", pt: "requisição com várias mensagens" },
});

const units: readonly (readonly [ms: number, unit: string])[] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "m"],
  [1000, "s"],
];

/** `300ms`, `90s`, `48h`: the largest unit that says it without a fraction. Two days and more in days from three on. */
export function spanWords(ms: Millis): string {
  for (const [size, unit] of units) {
    if (ms >= size && ms % size === 0 && !(unit === "d" && ms < 3 * size)) return `${ms / size}${unit}`;
  }
  return ms >= 1000 ? `${ms / 1000}s` : `${ms}ms`;
}

/** `the 2nd request`, `one of requests 1 to 3`, `every 3rd request`, `a request after the 10th`. */
export function nthWords(nth: RequestNumbers): Bilingual {
  switch (nth.kind) {
    case "range":
      return nth.from === nth.until
        ? say("one-request", { nth: ordinal(nth.from) })
        : say("some-requests", { from: nth.from, until: nth.until });
    case "every":
      return say("every-request", { nth: ordinal(nth.every) });
    case "after":
      return say("later-request", { nth: ordinal(nth.after) });
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
