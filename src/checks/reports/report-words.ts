// Words of reports that no check has of its own.

import { counted } from "../../core/counted.ts";
import { type Bilingual, sentencesOf } from "../../core/sentences.ts";

export const say = sentencesOf({
  error: { en: "error", pt: "erro" },
  warning: { en: "warning", pt: "aviso" },
  note: { en: "note", pt: "nota" },
  passed: { en: "passed", pt: "passou" },
  failed: { en: "failed", pt: "falhou" },
  inconclusive: { en: "inconclusive", pt: "inconclusivo" },
  remedy: { en: "Remedy", pt: "Correção" },
  again: { en: "Again", pt: "Repetir" },
  provoke: { en: "Provoke", pt: "Provocar" },
  accepted: { en: "accepted", pt: "aceito" },
  "not-assessed": { en: "not assessed: nothing provoked it", pt: "não avaliada: nada a provocou" },
  "not-assessed-title": { en: "Not assessed: nothing provoked it", pt: "Não avaliadas: nada as provocou" },
  "accepted-title": { en: "Accepted by the baseline", pt: "Aceitos pela linha de base" },
  missing: {
    en: "Nothing provoked {count} of the rules; the reports say how to provoke each.",
    pt: "Nada provocou {count} das regras; os relatórios dizem como provocar cada uma.",
  },
  stale: { en: "Stale entries of the baseline", pt: "Entradas vencidas da linha de base" },
  "stale-entry": { en: "Stale entry of the baseline: {entry}", pt: "Entrada vencida da linha de base: {entry}" },
  limits: { en: "Limits", pt: "Ressalvas" },
  heads: {
    en: "| | Rule | Times | Remedy |",
    pt: "| | Regra | Vezes | Correção |",
  },
  left: {
    en: "{count} parts are left out: a summary holds 900 KiB.",
    pt: "{count} partes ficaram de fora: um resumo comporta 900 KiB.",
  },
  by: { en: "{times} by {accounts}", pt: "{times} por {accounts}" },
  "too-many": { en: "{what}; {credits} too many", pt: "{what}; {credits} a mais" },
  request: { en: "request {list}", pt: "requisição {list}" },
  requests: { en: "requests {list}", pt: "requisições {list}" },
  message: { en: "message {list}", pt: "mensagem {list}" },
  messages: { en: "messages {list}", pt: "mensagens {list}" },
  callback: { en: "callback {list}", pt: "callback {list}" },
  callbacks: { en: "callbacks {list}", pt: "callbacks {list}" },
  pause: { en: "pause {list}", pt: "pausa {list}" },
  pauses: { en: "pauses {list}", pt: "pausas {list}" },
  assessed: { en: "{count} of {rules} assessed", pt: "{count} de {rules} avaliadas" },
  wasted: { en: "{credits} wasted", pt: "{credits} desperdiçados" },
  violated: { en: "{ids} is violated", pt: "{ids} foi violada" },
  "violated-many": { en: "{ids} are violated", pt: "{ids} foram violadas" },
  "stale-count": { en: "the baseline has {entries}", pt: "a linha de base tem {entries}" },
  "no-request": { en: "Nothing is proven: no request came.", pt: "Nada foi provado: nenhuma requisição veio." },
  "not-required": {
    en: "Nothing is proven about {ids}: required, and not assessed.",
    pt: "Nada foi provado sobre {ids}: exigidas, e não avaliadas.",
  },
  unassessed: {
    en: "Nothing is proven: no rule was assessed.",
    pt: "Nada foi provado: nenhuma regra foi avaliada.",
  },
});

const nouns = {
  error: { en: ["error", "errors"], pt: ["erro", "erros"] },
  warning: { en: ["warning", "warnings"], pt: ["aviso", "avisos"] },
  note: { en: ["note", "notes"], pt: ["nota", "notas"] },
  rule: { en: ["rule", "rules"], pt: ["regra", "regras"] },
  credit: { en: ["credit", "credits"], pt: ["crédito", "créditos"] },
  time: { en: ["time", "times"], pt: ["vez", "vezes"] },
  entry: { en: ["stale entry", "stale entries"], pt: ["entrada vencida", "entradas vencidas"] },
} as const;

/** A number with its noun in both languages. */
export function several(count: number, noun: keyof typeof nouns): Bilingual {
  const { en, pt } = nouns[noun];
  return { en: counted(count, en[0], en[1]), pt: counted(count, pt[0], pt[1]) };
}
