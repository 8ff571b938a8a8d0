// Numbers with their nouns in both languages.

import { counted } from "./counted.ts";
import type { Bilingual } from "./sentences.ts";

const nouns = {
  error: { en: ["error", "errors"], pt: ["erro", "erros"] },
  warning: { en: ["warning", "warnings"], pt: ["aviso", "avisos"] },
  note: { en: ["note", "notes"], pt: ["nota", "notas"] },
  rule: { en: ["rule", "rules"], pt: ["regra", "regras"] },
  credit: { en: ["credit", "credits"], pt: ["crédito", "créditos"] },
  time: { en: ["time", "times"], pt: ["vez", "vezes"] },
  request: { en: ["request", "requests"], pt: ["requisição", "requisições"] },
  message: { en: ["message", "messages"], pt: ["mensagem", "mensagens"] },
  callback: { en: ["callback", "callbacks"], pt: ["callback", "callbacks"] },
  outcome: { en: ["outcome", "outcomes"], pt: ["desfecho", "desfechos"] },
  run: { en: ["run", "runs"], pt: ["execução", "execuções"] },
  result: { en: ["result", "results"], pt: ["resultado", "resultados"] },
  entry: { en: ["stale entry", "stale entries"], pt: ["entrada vencida", "entradas vencidas"] },
} as const;

/** A number with its noun: `2 requests`, `2 requisições`. */
export function several(count: number, noun: keyof typeof nouns): Bilingual {
  const { en, pt } = nouns[noun];
  return { en: counted(count, en[0], en[1]), pt: counted(count, pt[0], pt[1]) };
}
