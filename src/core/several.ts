// Numbers with their nouns in both languages.

import { counted } from "./counted.ts";
import type { Bilingual } from "./sentences.ts";

const nouns = {
  error: [
    { en: "error", pt: "erro" },
    { en: "errors", pt: "erros" },
  ],
  warning: [
    { en: "warning", pt: "aviso" },
    { en: "warnings", pt: "avisos" },
  ],
  note: [
    { en: "note", pt: "nota" },
    { en: "notes", pt: "notas" },
  ],
  rule: [
    { en: "rule", pt: "regra" },
    { en: "rules", pt: "regras" },
  ],
  credit: [
    { en: "credit", pt: "crédito" },
    { en: "credits", pt: "créditos" },
  ],
  time: [
    { en: "time", pt: "vez" },
    { en: "times", pt: "vezes" },
  ],
  request: [
    { en: "request", pt: "requisição" },
    { en: "requests", pt: "requisições" },
  ],
  message: [
    { en: "message", pt: "mensagem" },
    { en: "messages", pt: "mensagens" },
  ],
  callback: [
    { en: "callback", pt: "callback" },
    { en: "callbacks", pt: "callbacks" },
  ],
  outcome: [
    { en: "outcome", pt: "desfecho" },
    { en: "outcomes", pt: "desfechos" },
  ],
  run: [
    { en: "run", pt: "execução" },
    { en: "runs", pt: "execuções" },
  ],
  result: [
    { en: "result", pt: "resultado" },
    { en: "results", pt: "resultados" },
  ],
  entry: [
    { en: "stale entry", pt: "entrada vencida" },
    { en: "stale entries", pt: "entradas vencidas" },
  ],
} as const;

/** A number with its noun: `2 requests`, `2 requisições`. */
export function several(count: number, noun: keyof typeof nouns): Bilingual {
  const [single, plural] = nouns[noun];
  return { en: counted(count, single.en, plural.en), pt: counted(count, single.pt, plural.pt) };
}
