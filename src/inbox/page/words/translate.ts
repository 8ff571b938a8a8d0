// Sentences that come from the emulator in English, as the reader's language has them. They are the emulator's own and
// of a closed set; what quotes a document, and what a person wrote, stays as it is.

import type { CommonReason } from "../../../core/refusal.ts";
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
  // Who decided, and how near a rule came.
  [/^the session ended before its response$/, "a sessão terminou antes da resposta"],
  [/^the session ended without unbind \((.+)\)$/, "a sessão terminou sem unbind ($1)"],
  [/^nobody waits for this (.+)$/, "ninguém espera por este $1"],
  [/^no such path$/, "não há esse caminho"],
];

/** Reasons of refusals; a provider's own reason that is missing here shows in English. */
const reasons: Readonly<Record<CommonReason, string> & Record<string, string>> = {
  "unknown-credential": "credencial desconhecida",
  "wrong-password": "senha errada",
  "client-disabled": "cliente desativado",
  "user-disabled": "usuário desativado",
  "no-privilege": "sem privilégio",
  "principal-user-invalid": "usuário principal inválido",
  "principal-user-foreign": "usuário principal de outro cliente",
  "auxiliary-user-invalid": "usuário auxiliar inválido",
  "project-flag-invalid": "indicador de projeto inválido",
  "gateway-blocked": "gateway bloqueado",
  "cost-centre-required": "centro de custo obrigatório",
  "cost-centre-invalid": "centro de custo inválido",
  "kind-not-allowed": "tipo não permitido",
  "empty-text": "texto vazio",
  "text-too-long": "texto longo demais",
  "invalid-number": "número inválido",
  "letters-in-number": "letras no número",
  "number-length": "tamanho do número",
  "unknown-country": "país desconhecido",
  "country-not-allowed": "país não permitido",
  "area-size": "tamanho do DDD",
  "unknown-area": "DDD desconhecido",
  "wrong-prefix": "prefixo errado",
  "unknown-operator": "operadora desconhecida",
  "operator-not-allowed": "operadora não permitida",
  "black-list": "lista negra",
  procon: "bloqueado no Procon",
  "number-invalidated": "número invalidado",
  "delivery-cancelled": "entrega cancelada",
  "no-credit": "sem crédito",
  "bad-schedule": "agendamento errado",
  "id-too-long": "id longo demais",
  "repeated-id": "id repetido",
  "unknown-message": "mensagem desconhecida",
  "no-status-yet": "ainda sem situação",
  "account-not-found": "conta não encontrada",
  "bad-layout": "layout errado",
  "bad-delimiter": "delimitador errado",
  "too-few": "registros de menos",
  "too-many": "registros demais",
  "bad-record": "registro inválido",
  antifraud: "antifraude",
  throttled: "vazão excedida",
  "queue-full": "fila cheia",
  unavailable: "indisponível",
  "internal-error": "erro interno",
};

export function translateTo(language: Language): Translate {
  return language === "pt" ? inPortuguese : (sentence) => sentence;
}

function inPortuguese(sentence: string): string {
  const [, reason = "", detail = ""] = /^([a-z-]+)( \(.*\))?$/s.exec(sentence) ?? [];
  for (const [name, known] of Object.entries(reasons)) if (name === reason) return `${known}${detail}`;
  for (const [english, portuguese] of sentences)
    if (english.test(sentence)) return worded(times, sentence.replace(english, portuguese));
  return sentence;
}

function worded(patterns: readonly Pattern[], sentence: string): string {
  return patterns.reduce((so, [english, portuguese]) => so.replace(english, portuguese), sentence);
}
