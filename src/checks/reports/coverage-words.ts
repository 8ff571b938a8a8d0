// Sentences of the report of the coverage of scenarios.

import { sentencesOf } from "../../core/sentences.ts";

export const say = sentencesOf({
  wrong: { en: "{rules} should match no request.", pt: "nenhuma requisição deveria casar com {rules}." },
  "no-scenario": {
    en: "Nothing is proven: no scenario was active.",
    pt: "Nada foi provado: nenhum cenário estava ativo.",
  },
  "no-part": {
    en: "Nothing is proven: there is no rule and no entry.",
    pt: "Nada foi provado: não há regra nem entrada.",
  },
  absent: { en: "no sandbox had {files}", pt: "nenhum sandbox tinha {files}" },
  "absent-scenario": { en: "no sandbox had this scenario", pt: "nenhum sandbox tinha este cenário" },
  under: { en: "{percent} % is under {wanted} %", pt: "{percent} % é menos que {wanted} %" },
  unused: { en: "{count} part unused", pt: "{count} parte sem uso" },
  "unused-many": { en: "{count} parts unused", pt: "{count} partes sem uso" },
  edited: {
    en: "{file} has several texts, each with counts of its own: it was edited in between.",
    pt: "{file} tem vários textos, cada um com as suas contagens: foi editado no meio.",
  },
  scenario: { en: 'scenario "{title}"', pt: 'cenário "{title}"' },
  "remedy-absent": {
    en: "use it in a test, or take it out of --file",
    pt: "use-o em um teste, ou retire-o de --file",
  },
  "remedy-wrong": { en: "keep the client from such requests", pt: "impeça o cliente de fazer tais requisições" },
  "remedy-unused": { en: "provoke it in a test, or take it out", pt: "faça um teste chegar lá, ou retire do cenário" },
  matched: { en: "{name} matched {times}: {why}", pt: "{name} casou {times}: {why}" },
  "never-used": { en: "{name} was never used: {why}", pt: "sem uso: {name}: {why}" },
  "at-line": { en: "{name} (line {line})", pt: "{name} (linha {line})" },
  line: { en: "line {line} {name}", pt: "linha {line} {name}" },
  never: { en: "never", pt: "nunca" },
  note: { en: "note", pt: "nota" },
  account: { en: "account {account}", pt: "conta {account}" },
  "no-request-of-account": { en: "no request used it", pt: "nenhuma requisição a usou" },
  summary: {
    en: "rules {rules}, steps {steps}, turns {turns}, timeline {timeline}, keys {keys}; {percent} %",
    pt: "regras {rules}, passos {steps}, vezes {turns}, linha do tempo {timeline}, chaves {keys}; {percent} %",
  },
  total: { en: "coverage: {summary}", pt: "cobertura: {summary}" },
});
