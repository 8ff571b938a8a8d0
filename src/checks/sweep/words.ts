// Words of a sweep in both languages: verdicts and kinds of codes. Ids and files keep the English ones.

import type { CodeKind } from "../../core/code-kinds.ts";
import type { Bilingual } from "../../core/sentences.ts";
import type { SweepVerdict } from "./verdict.ts";

export const verdictWords: Readonly<Record<SweepVerdict, Bilingual>> = {
  handled: { en: "handled", pt: "tratado" },
  noticed: { en: "noticed", pt: "percebido" },
  unnoticed: { en: "unnoticed", pt: "despercebido" },
  wrong: { en: "wrong", pt: "errado" },
  crashed: { en: "crashed", pt: "caiu" },
  hung: { en: "hung", pt: "travado" },
  unexpected: { en: "unexpected", pt: "inesperado" },
  flaky: { en: "flaky", pt: "instável" },
  notReached: { en: "notReached", pt: "não alcançado" },
};

export const kindWords: Readonly<Record<CodeKind | "life", Bilingual>> = {
  success: { en: "success", pt: "sucesso" },
  warned: { en: "warned", pt: "com aviso" },
  held: { en: "held", pt: "retido" },
  request: { en: "request", pt: "requisição" },
  number: { en: "number", pt: "número" },
  account: { en: "account", pt: "conta" },
  credit: { en: "credit", pt: "crédito" },
  throttle: { en: "throttle", pt: "limite" },
  temporary: { en: "temporary", pt: "temporário" },
  spent: { en: "spent", pt: "id usado" },
  unknown: { en: "unknown", pt: "incerto" },
  life: { en: "life", pt: "ciclo de vida" },
};
