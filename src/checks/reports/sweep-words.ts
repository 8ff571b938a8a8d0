// Sentences of the report of a sweep.

import { sentencesOf } from "../../core/sentences.ts";

export const say = sentencesOf({
  handled: { en: "handled", pt: "tratado" },
  noticed: { en: "noticed", pt: "percebido" },
  failed: { en: "not handled", pt: "não tratado" },
  notReached: { en: "not reached", pt: "não alcançado" },
  "accepted-line": { en: "accepted {id} {verdict}: {because}", pt: "aceito {id} {verdict}: {because}" },
  headline: {
    en: "handled {handled} of {reached} reached ({planned} planned)",
    pt: "tratados {handled} de {reached} alcançados ({planned} planejados)",
  },
  title: {
    en: "Handling of provider outcomes: {share} ({handled} of {reached})",
    pt: "Tratamento dos desfechos do provedor: {share} ({handled} de {reached})",
  },
  "not-reached-title": { en: "Not reached", pt: "Não alcançados" },
  "at-request": { en: "Request {request}", pt: "Requisição {request}" },
  repeat: { en: "Repeat: {command}", pt: "Repetir: {command}" },
  "nothing-proven": { en: "Nothing is proven: {why}.", pt: "Nada foi provado: {why}." },
  "not-handled": { en: "{outcomes} is not handled", pt: "{outcomes} não foi tratado" },
  "not-handled-many": { en: "{outcomes} are not handled", pt: "{outcomes} não foram tratados" },
  "too-few-handled": {
    en: "{share}% are handled, and --min-handled asks for {wanted}%",
    pt: "{share}% foram tratados, e --min-handled pede {wanted}%",
  },
  "too-few-reached": { en: "{outcomes} of {wanted} was reached", pt: "{outcomes} de {wanted} foi alcançado" },
  "too-few-reached-many": {
    en: "{outcomes} of {wanted} were reached",
    pt: "{outcomes} de {wanted} foram alcançados",
  },
  "required-not-reached": {
    en: "Nothing is proven about {ids}: required, and not reached.",
    pt: "Nada foi provado sobre {ids}: exigido, e não alcançado.",
  },
  "required-not-reached-many": {
    en: "Nothing is proven about {ids}: required, and not reached.",
    pt: "Nada foi provado sobre {ids}: exigidos, e não alcançados.",
  },
  "remedy-unnoticed": {
    en: "read the answer, and let a test assert what the client does with it",
    pt: "leia a resposta, e faça um teste verificar o que o cliente faz com ela",
  },
  "remedy-wrong": {
    en: "torpedo conduct --explain shows what a good client does",
    pt: "torpedo conduct --explain --lang pt mostra o que um bom cliente faz",
  },
  "remedy-crashed": {
    en: "catch the failure, and treat it as an answer of the provider",
    pt: "capture a falha, e trate-a como uma resposta do provedor",
  },
  "remedy-hung": {
    en: "give requests a time limit, and pause for less time in tests",
    pt: "dê um limite de tempo às requisições, e espere menos nos testes",
  },
  "remedy-unexpected": {
    en: "correct the client, or the expectation",
    pt: "corrija o cliente, ou a expectativa",
  },
  "remedy-flaky": {
    en: "make the test repeatable: --repeat shows each verdict",
    pt: "torne o teste repetível: --repeat mostra cada veredicto",
  },
  "remedy-notReached": { en: "let a test reach it", pt: "faça um teste alcançá-lo" },
});
