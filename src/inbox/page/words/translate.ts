// Sentences that come from the emulator in English, as the reader's language has them. They are the emulator's own and
// of a closed set; what quotes a document, and what a person wrote, stays as it is.

import type { Language } from "../../../core/sentences.ts";

export type Translate = (sentence: string) => string;

type Pattern = readonly [english: RegExp, portuguese: string];

const times: readonly Pattern[] = [
  [/(\d+) seconds?/g, "$1 s"],
  [/(\d+) minutes?/g, "$1 min"],
  [/(\d+) hours?/g, "$1 h"],
];

/** The first that fits the whole sentence is taken; `$1` is what stood there. */
const sentences: readonly Pattern[] = [
  // Meanings of test numbers.
  [/^as for any message$/, "como qualquer mensagem"],
  [/^sent and delivered at once$/, "enviada e entregue na hora"],
  [/^delivered after ([^,]+)$/, "entregue depois de $1"],
  [/^sent after ([^,]+), delivered after (.+)$/, "enviada depois de $1, entregue depois de $2 min"],
  [/^sent, then nothing more$/, "enviada, e mais nada"],
  [/^stuck in the queue for ever$/, "presa na fila para sempre"],
  [/^delivered without confirmation after (.+)$/, "entregue sem confirmação depois de $1"],
  [/^not delivered, after (.+)$/, "não entregue, depois de $1"],
  [/^rejected by the carrier after (.+)$/, "rejeitada pela operadora depois de $1"],
  [/^ignored by the carrier \(SKIPPED\) after (.+)$/, "ignorada pela operadora (SKIPPED) depois de $1"],
  [/^sent, then rejected after (.+)$/, "enviada, e rejeitada depois de $1"],
  [/^expired after (.+)$/, "expirada depois de $1"],
  [/^the number does not exist, known after (.+)$/, "o número não existe, o que se sabe depois de $1"],
  [/^cancelled after (.+), never sent$/, "cancelada depois de $1, nunca enviada"],
  [/^the carrier does not know what became of it$/, "a operadora não sabe o que houve com ela"],
  [/^delivered, each report twice$/, "entregue, cada relatório duas vezes"],
  [/^delivered, each report five times$/, "entregue, cada relatório cinco vezes"],
  [/^delivered, reports in reverse order$/, "entregue, relatórios em ordem inversa"],
  [/^delivered, reports in random order$/, "entregue, relatórios em ordem aleatória"],
  [/^delivered, but no report ever arrives$/, "entregue, mas nenhum relatório chega"],
  [/^delivered, the first report is lost$/, "entregue, o primeiro relatório se perde"],
  [/^delivered, reports (.+) late$/, "entregue, relatórios com $1 de atraso"],
  [/^delivered at once, the report overtakes the answer$/, "entregue na hora, o relatório chega antes da resposta"],
  [/^delivered, reports twice and in reverse order$/, "entregue, relatórios duas vezes e em ordem inversa"],
  [
    /^held by antifraud, released after (.+) and delivered$/,
    "retida pelo antifraude, liberada depois de $1 e entregue",
  ],
  [/^held by antifraud, refused after (.+)$/, "retida pelo antifraude, recusada depois de $1"],
  [/^held by antifraud until somebody releases it$/, "retida pelo antifraude até alguém liberá-la"],
  [/^none$/, "nenhuma"],
  [/^(.+), and (.+) later (.+)$/, "$1, e $2 depois $3"],
  [/^(.+), then (.+) after (.+)$/, "$1, e $2 depois de $3"],
  [/^(\S+) after (.+)$/, "$1 depois de $2"],
  [/^(\S+) at once$/, "$1 na hora"],
  [/^(\S+) twice$/, "$1 duas vezes"],
  [/^lower case with blanks around$/, "minúsculas com espaços em volta"],
  [/^accents$/, "acentos"],
  [/^emoji$/, "emojis"],
  [/^longer than one SMS \((.+)\)$/, "mais longa que um SMS ($1)"],
  [/^delimiters (.+)$/, "delimitadores $1"],
  [/^quotes and mark-up$/, "aspas e marcação"],
  [/^two lines$/, "duas linhas"],
  [/^the euro sign and brackets \(two septets each\)$/, "o sinal do euro e colchetes (dois septetos cada)"],
  [/^an empty text$/, "um texto vazio"],
];

export function translateTo(language: Language): Translate {
  return language === "pt" ? inPortuguese : (sentence) => sentence;
}

function inPortuguese(sentence: string): string {
  for (const [english, portuguese] of sentences)
    if (english.test(sentence)) return worded(times, sentence.replace(english, portuguese));
  return sentence;
}

function worded(patterns: readonly Pattern[], sentence: string): string {
  return patterns.reduce((so, [english, portuguese]) => so.replace(english, portuguese), sentence);
}
