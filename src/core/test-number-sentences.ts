// Sentences about test numbers in both languages: what a life or a reply does, from codes with parameters.

import { type Bilingual, sentencesOf } from "./sentences.ts";

/** Returns the sentence of a code with its parameters. */
export const testNumberSentence = sentencesOf({
  "as-usual": { en: "as for any message", pt: "como qualquer mensagem" },
  "delivered-at-once": { en: "sent and delivered at once", pt: "enviada e entregue na hora" },
  delivered: { en: "delivered after {time}", pt: "entregue depois de {time}" },
  "sent-then-delivered": {
    en: "sent after {sent}, delivered after {delivered}",
    pt: "enviada depois de {sent}, entregue depois de {delivered}",
  },
  "sent-only": { en: "sent, then nothing more", pt: "enviada, e mais nada" },
  stuck: { en: "stuck in the queue for ever", pt: "presa na fila para sempre" },
  unconfirmed: { en: "delivered without confirmation after {time}", pt: "entregue sem confirmação depois de {time}" },
  undelivered: { en: "not delivered, after {time}", pt: "não entregue, depois de {time}" },
  rejected: { en: "rejected by the carrier after {time}", pt: "rejeitada pela operadora depois de {time}" },
  "sent-then-rejected": { en: "sent, then rejected after {time}", pt: "enviada, e rejeitada depois de {time}" },
  expired: { en: "expired after {time}", pt: "expirada depois de {time}" },
  invalid: {
    en: "the number does not exist, known after {time}",
    pt: "o número não existe, o que se sabe depois de {time}",
  },
  cancelled: { en: "cancelled after {time}, never sent", pt: "cancelada depois de {time}, nunca enviada" },
  unknown: {
    en: "the carrier does not know what became of it",
    pt: "a operadora não sabe o que houve com ela",
  },
  skipped: {
    en: "ignored by the carrier (SKIPPED) after {time}",
    pt: "ignorada pela operadora (SKIPPED) depois de {time}",
  },
  "reports-twice": { en: "delivered, each report twice", pt: "entregue, cada DLR duas vezes" },
  "reports-five-times": { en: "delivered, each report five times", pt: "entregue, cada DLR cinco vezes" },
  "reports-reversed": { en: "delivered, reports in reverse order", pt: "entregue, DLRs em ordem inversa" },
  "reports-shuffled": { en: "delivered, reports in random order", pt: "entregue, DLRs em ordem aleatória" },
  "reports-lost": { en: "delivered, but no report ever arrives", pt: "entregue, mas nenhum DLR chega" },
  "first-report-lost": { en: "delivered, the first report is lost", pt: "entregue, o primeiro DLR se perde" },
  "reports-late": { en: "delivered, reports {time} late", pt: "entregue, DLRs com {time} de atraso" },
  "report-before-answer": {
    en: "delivered at once, the report overtakes the answer",
    pt: "entregue na hora, o DLR chega antes da resposta",
  },
  "reports-twice-reversed": {
    en: "delivered, reports twice and in reverse order",
    pt: "entregue, DLRs duas vezes e em ordem inversa",
  },
  "held-then-delivered": {
    en: "held by antifraud, released after {time} and delivered",
    pt: "retida pelo antifraude, liberada depois de {time} e entregue",
  },
  "held-then-refused": {
    en: "held by antifraud, refused after {time}",
    pt: "retida pelo antifraude, recusada depois de {time}",
  },
  held: {
    en: "held by antifraud until somebody releases it",
    pt: "retida pelo antifraude até alguém liberá-la",
  },

  none: { en: "none", pt: "nenhuma" },
  reply: { en: "{text} after {time}", pt: "{text} depois de {time}" },
  "reply-at-once": { en: "{text} at once", pt: "{text} na hora" },
  "reply-twice": { en: "{text} twice", pt: "{text} duas vezes" },
  "reply-and-later": { en: "{text}, and {time} later {then}", pt: "{text}, e {time} depois {then}" },
  "reply-then": { en: "{text}, then {then} after {time}", pt: "{text}, e {then} depois de {time}" },
  "lower-case": { en: "lower case with blanks around", pt: "minúsculas com espaços em volta" },
  accents: { en: "accents", pt: "acentos" },
  emoji: { en: "emoji", pt: "emojis" },
  long: { en: "longer than one SMS ({encoding})", pt: "mais longa que um SMS ({encoding})" },
  delimiters: { en: "delimiters {characters}", pt: "delimitadores {characters}" },
  "mark-up": { en: "quotes and mark-up", pt: "aspas e marcação" },
  lines: { en: "two lines", pt: "duas linhas" },
  extended: {
    en: "the euro sign and brackets (two septets each)",
    pt: "o sinal do euro e colchetes (dois septetos cada)",
  },
  empty: { en: "an empty text", pt: "um texto vazio" },

  code: { en: "test number: {code}", pt: "número de teste: {code}" },
  outcome: { en: "test number: {life}; reply: {reply}", pt: "número de teste: {life}; resposta: {reply}" },
});

export type TestNumberWords = ReturnType<typeof testNumberSentence>;

export const seconds = (count: number): Bilingual => time(count, "second", "segundo");
export const minutes = (count: number): Bilingual => time(count, "minute", "minuto");
export const hours = (count: number): Bilingual => time(count, "hour", "hora");

/** `1 minute`, `30 seconds`. */
function time(count: number, en: string, pt: string): Bilingual {
  const ending = count === 1 ? "" : "s";
  return { en: `${count} ${en}${ending}`, pt: `${count} ${pt}${ending}` };
}
