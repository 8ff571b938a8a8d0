// Sentences about the runs of a sweep: why an outcome has its verdict.

import { sentencesOf } from "../../core/sentences.ts";

export const say = sentencesOf({
  "no-request-came": { en: "no request to {operation} came", pt: "nenhuma requisição a {operation} chegou" },
  "none-struck": { en: "{requests} came, and none was struck", pt: "{requests} no total, e nenhuma foi atingida" },
  unended: {
    en: "the message had no last status when the command ended: let the test wait for it, or give --clock manual and --settle 49h",
    pt: "a mensagem não tinha o último status quando o comando terminou: faça o teste esperar por ele, ou use --clock manual e --settle 49h",
  },
  unanswered: {
    en: "no receiver answered a report of the message: give --callback dlr=URL, and let the test wait for the report",
    pt: "nenhum receptor respondeu a um DLR da mensagem: use --callback dlr=URL, e faça o teste esperar pelo DLR",
  },
  "ended-by-signal": { en: "{signal} ended the command", pt: "{signal} encerrou o comando" },
  uncaught: {
    en: "exit {code} by an uncaught exception (request {request})",
    pt: "saída {code} por uma exceção não tratada (requisição {request})",
  },
  waiting: { en: "it was waiting", pt: "ele estava esperando" },
  "waiting-after": {
    en: "it was waiting after request {request}",
    pt: "ele estava esperando depois da requisição {request}",
  },
  "waiting-since": {
    en: "it was waiting: last request {seconds} s ago, then nothing",
    pt: "ele estava esperando: última requisição há {seconds} s, depois nada",
  },
  "went-on-with": {
    en: "it went on with {requests} after request {request}",
    pt: "ele continuou com {requests} depois da requisição {request}",
  },
  "went-on": { en: "it went on after request {request}", pt: "ele continuou depois da requisição {request}" },
  finding: { en: "{rule} {name}: {example}", pt: "{rule} {name}: {example}" },
  "finding-name": { en: "{rule} {name}", pt: "{rule} {name}" },
  "accepted-twice": {
    en: "{messages} accepted twice after request {request}",
    pt: "{messages} com aceite em dobro depois da requisição {request}",
  },
  "credit-retried": {
    en: "a refusal for lack of credit was retried unchanged ({requests})",
    pt: "uma recusa por falta de crédito foi repetida sem mudança ({requests})",
  },
  "account-retried": {
    en: "a refusal of the account was retried unchanged ({requests})",
    pt: "uma recusa da conta foi repetida sem mudança ({requests})",
  },
  "permanent-retried": {
    en: "a permanent refusal was retried unchanged ({requests})",
    pt: "uma recusa permanente foi repetida sem mudança ({requests})",
  },
  hasty: {
    en: "the message was sent again and again without a pause ({requests})",
    pt: "a mensagem foi enviada repetidas vezes sem pausa ({requests})",
  },
  "as-expected": { en: "as expected", pt: "como esperado" },
  "expected-otherwise": { en: "expected otherwise: {lines}", pt: "o esperado era outro: {lines}" },
  exit: { en: "exit {code} after request {request}", pt: "saída {code} depois da requisição {request}" },
  counts: { en: "{requests}, {messages}", pt: "{requests}, {messages}" },
  "counts-pauses": {
    en: "{requests}, {messages}, pauses {pauses}",
    pt: "{requests}, {messages}, pausas {pauses}",
  },
  unlike: {
    en: "{counts}; unlike the control run: {differences}",
    pt: "{counts}; ao contrário da execução de controle: {differences}",
  },
  "no-request-to": { en: "no request to {operation}", pt: "nenhuma requisição a {operation}" },
  "also-request-to": { en: "also a request to {operation}", pt: "também uma requisição a {operation}" },
  "other-count": {
    en: "{requests} to {operation}, not {before}",
    pt: "{requests} a {operation}, e não {before}",
  },
  "reported-otherwise": { en: "reported {words}, not {before}", pt: "informou {words}, e não {before}" },
  nothing: { en: "nothing", pt: "nada" },
  "as-well": {
    en: "{content}; exit 0, as with everything well (request {request})",
    pt: "{content}; saída 0, como se tudo estivesse bem (requisição {request})",
  },
  answer: { en: "the answer was {content}", pt: "a resposta foi {content}" },
  "differing-verdicts": { en: "{verdicts} in {runs}", pt: "{verdicts} em {runs}" },
  numbers: { en: "requests {list}", pt: "requisições {list}" },
  "more-numbers": { en: "requests {list} and {further} more", pt: "requisições {list} e mais {further}" },
  "exit-must-be": { en: "exit must be {wanted}, and is {actual}", pt: "exit deve ser {wanted}, e é {actual}" },
  "must-be": { en: "{name} must be {wanted}, and is {actual}", pt: "{name} deve ser {wanted}, e é {actual}" },
  "must-be-many": { en: "{name} must be {wanted}, and are {actual}", pt: "{name} deve ser {wanted}, e é {actual}" },
  "no-match": { en: "output does not match {pattern}", pt: "a saída não corresponde a {pattern}" },
  "nothing-reported": {
    en: "reported must be {wanted}, and nothing was reported",
    pt: "reported deve ser {wanted}, e nada foi informado",
  },
  "within-took": {
    en: "the command must end within {span}, and took {duration}",
    pt: "o comando deve terminar em até {span}, e levou {duration}",
  },
  within: { en: "the command must end within {span}", pt: "o comando deve terminar em até {span}" },
  "no-finding": { en: "noFinding: {rule} {name}", pt: "noFinding: {rule} {name}" },
});
