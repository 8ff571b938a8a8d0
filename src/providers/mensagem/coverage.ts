import type { Coverage } from "../provider.ts";
import { smppCoverage } from "./smpp/coverage.ts";

const silent = "the document does not show it";

/** What is built of "API - MENSAGEM" (HTTP v 3.62, webservice v 1.20) and why we believe it, in the document's order. */
export const coverage: readonly Coverage[] = [
  { point: "every request of the HTTP API is a GET", evidence: "documented", source: "LEIA ANTES DE INICIAR" },
  { point: "another method gets 405 and a sentence", evidence: "assumed", source: silent },
  { point: "an apostrophe in a text becomes a blank", evidence: "documented", source: "LEIA ANTES DE INICIAR" },
  { point: "text is UTF-8, else ISO-8859-1; + is a blank", evidence: "assumed", source: "clients send both" },
  {
    point: "answers of the HTTP API are text/plain in UTF-8",
    evidence: "assumed",
    source: silent,
    reading: "contentType",
  },
  { point: "lines end in CRLF, the last one without", evidence: "assumed", source: silent, reading: "lineEnd" },
  {
    point: "sentences are plain ASCII capitals",
    evidence: "assumed",
    source: "the tables mix both spellings",
    reading: "literalTexts",
  },
  { point: "/sms/send with its result codes", evidence: "documented", source: "Envio de SMS Simples" },
  {
    point: "success is 1;<md5>",
    evidence: "assumed",
    source: "both are named, not how they stand",
    reading: "sendSuccess",
  },
  { point: "an error is <code>;<TEXT>", evidence: "assumed", source: silent, reading: "errorBody" },
  { point: "the order of the checks", evidence: "assumed", source: silent },
  {
    point: "61 holds the message and shows no md5",
    evidence: "assumed",
    source: "Envio de SMS Simples, Resultados names the code alone",
  },
  {
    point: "z=1 drops punctuation, country and carrier and adds the ninth digit",
    evidence: "assumed",
    source: '"normas Anatel", no more is said',
  },
  { point: "a schedule in the past is sent now; one that cannot be read is 95", evidence: "assumed", source: silent },
  { point: "/sms/mult, layouts 0 and 1, 2 to 1,000 numbers", evidence: "documented", source: "Envio de SMS Múltiplo" },
  {
    point: "a line a number; what concerns the whole request is one line and nothing is stored",
    evidence: "assumed",
    source: silent,
  },
  {
    point: "stat, stam and recv answer OUT-OF-DATE",
    evidence: "documented",
    source: "LEIA ANTES DE INICIAR, since 29/02/2020",
  },
  {
    point: "stat, stam and recv as before",
    evidence: "documented",
    source: "Resultado do Envio; Recebimento de Mensagens",
    reading: "legacyQueries",
  },
  {
    point: "/sms/cacl cancels what is AGUARDANDO ENVIO and gives the credit back",
    evidence: "documented",
    source: "Cancelamento de Mensagens; the credit assumed",
  },
  { point: "/sms/crdtf in three distributions", evidence: "documented", source: "Consultar Créditos" },
  {
    point: "/sms/cnnvl, cnus, cadus and altus",
    evidence: "documented",
    source: "Consultar Níveis to Alterar Usuários",
  },
  {
    point: "/sms/crctn, cict, cact and oper",
    evidence: "documented",
    source: "Consultar Centros de Custos to Consultar Código das Operadoras",
  },
  {
    point: "95 of cict and cact for what is too long",
    evidence: "assumed",
    source: "their tables have no code for it",
  },
  { point: "mobile operators in oper", evidence: "assumed", source: "the example lists fixed ones alone" },
  {
    point: "callbacks of status, DLR and MO, type 1, 2 and 3",
    evidence: "documented",
    source: "Cadastro de Call-back",
  },
  { point: "callback dates as yyyy-MM-dd HH:mm:ss", evidence: "assumed", source: silent, reading: "callbackDate" },
  { point: "msisdn of a callback is DDD and number", evidence: "assumed", source: silent, reading: "msisdnCountry" },
  {
    point: "Oi and Sercomtel numbers are reported as delivered without confirmation",
    evidence: "assumed",
    source: "TERMOS IMPORTANTES, DLR: no handset report",
    reading: "unconfirmed",
  },
  {
    point: "a failed delivery is type 2 status 2",
    evidence: "assumed",
    source: "the lists overlap",
    reading: "failedReport",
  },
  { point: "reports go back by the door of the message", evidence: "assumed", source: silent, reading: "reports" },
  {
    point: "a callback that is not answered 2xx is tried again",
    evidence: "assumed",
    source: silent,
    reading: "tries",
  },
  {
    point: "/wbsapi.asmx with five methods, help pages and form POST",
    evidence: "documented",
    source: "API – WEBSERVICE",
  },
  { point: "namespace of the web service", evidence: "assumed", source: silent, reading: "wbsapiNamespace" },
  {
    point: "types of its parameters",
    evidence: "documented",
    source: "API – WEBSERVICE, column Tipo",
    reading: "wbsapiTypes",
  },
  { point: "its results are one string, as those of the HTTP API", evidence: "assumed", source: silent },
  { point: "codes its tables lack are 95, 93 or 300; 61 is answered as 1", evidence: "assumed", source: silent },
  {
    point: "status and inBox of the web service work",
    evidence: "assumed",
    source: "only the HTTP queries are said to be out of date",
  },
  ...smppCoverage,
];
