// Findings about a client of Mensagem, in both languages.

import { findingsOf } from "../../core/findings.ts";

export const mensagemFinding = findingsOf({
  "latin-1": {
    en: "{name} was read as ISO-8859-1: its bytes are not UTF-8",
    pt: "{name} foi lido como ISO-8859-1: os seus bytes não são UTF-8",
    source: "API – HTTP, LEIA ANTES DE INICIAR",
  },
  "utf-8": {
    en: "{name} was read as UTF-8",
    pt: "{name} foi lido como UTF-8",
    source: "API – HTTP, LEIA ANTES DE INICIAR",
  },
  "given-twice": {
    en: "{name} is given more than once: the first counts",
    pt: "{name} vem mais de uma vez: vale o primeiro",
    source: "API – HTTP, LEIA ANTES DE INICIAR",
  },
  "unknown-parameter": {
    en: "{operation} has no parameter {name}",
    pt: "{operation} não tem o parâmetro {name}",
    source: "API – HTTP, LEIA ANTES DE INICIAR",
  },
  "not-get": {
    en: '{method} is not taken here: every request of the HTTP API is a GET ("API – MENSAGEM", LEIA ANTES DE INICIAR).',
    pt: '{method} não é aceito aqui: toda requisição da API HTTP é um GET ("API – MENSAGEM", LEIA ANTES DE INICIAR).',
    source: "LEIA ANTES DE INICIAR",
  },
  "fsd-ignored": {
    en: "fsd is ignored: only short code messages (f=2, f=4) go first",
    pt: "fsd é ignorado: só mensagens de short code (f=2, f=4) têm prioridade",
    source: "Envio de SMS Simples, Parâmetros",
  },
  "source-address": {
    en: "the source has not TON 1 and NPI 1, as the document wants it",
    pt: "a origem não tem TON 1 e NPI 1, como o documento pede",
    source: "API - MENSAGEM, SMPP",
  },
  "system-type": {
    en: "system_type is not SMPP, as the document has it",
    pt: "system_type não é SMPP, como está no documento",
    source: "API - MENSAGEM, SMPP",
  },
  "short-validity": {
    en: "the validity of the message is under a minute",
    pt: "a validade da mensagem é de menos de um minuto",
    source: "API - MENSAGEM, TERMOS IMPORTANTES, DLR; SMPP 3.4 7.1.1",
  },
  "long-validity": {
    en: "the validity of the message is over 48 hours",
    pt: "a validade da mensagem passa de 48 horas",
    source: "API - MENSAGEM, TERMOS IMPORTANTES, DLR; SMPP 3.4 7.1.1",
  },
  "reference-reused": {
    en: "reference {reference} was used for another text {seconds} s ago",
    pt: "a referência {reference} foi usada para outro texto há {seconds} s",
    source: "{section}",
  },
  "segments-lost": {
    en: "only {parts} of {total} segments came of the earlier text with reference {reference}",
    pt: "só {parts} de {total} segmentos vieram do texto anterior com a referência {reference}",
    source: "{section}",
  },
  "segments-late": {
    en: "only {parts} of {total} segments had come of the text with reference {reference} within {seconds} s",
    pt: "só {parts} de {total} segmentos vieram do texto com a referência {reference} em {seconds} s",
    source: "{section}",
  },
  "segments-unbound": {
    en: "only {parts} of {total} segments had come of the text with reference {reference} when the last session of the account ended",
    pt: "só {parts} de {total} segmentos do texto com a referência {reference} tinham vindo quando a última sessão da conta terminou",
    source: "{section}",
  },
});
