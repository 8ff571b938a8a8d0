// Findings about the client of an SMPP session, in both languages.

import { findingsOf } from "../../core/findings.ts";

export const smppFinding = findingsOf({
  "sequence-range": {
    en: "sequence_number {sequence} is not between 1 and {highest}",
    pt: "sequence_number {sequence} não está entre 1 e {highest}",
    source: "SMPP 3.4 5.1.4",
  },
  "sequence-outstanding": {
    en: "sequence_number {sequence} belongs to a request that is not answered yet",
    pt: "sequence_number {sequence} é de uma requisição que ainda não foi respondida",
    source: "SMPP 3.4 5.1.4",
  },
  "over-window": {
    en: "the client had more than {window} requests in flight",
    pt: "o cliente teve mais de {window} requisições sem resposta ao mesmo tempo",
    source: "SMPP 3.4 2.5",
  },
  "stray-response": {
    en: "no request of ours waits for a response with sequence_number {sequence}",
    pt: "nenhuma requisição nossa espera uma resposta com sequence_number {sequence}",
    source: "SMPP 3.4 5.1.4",
  },
  "other-response": {
    en: "{command} answers our request {sequence}, whose response is {expected}",
    pt: "{command} responde à nossa requisição {sequence}, cuja resposta é {expected}",
    source: "SMPP 3.4 5.1.4",
  },
  "malformed-response": {
    en: "the response is malformed: {error}",
    pt: "a resposta está malformada: {error}",
    source: "SMPP 3.4 3.2, 4",
  },
  "late-response": {
    en: "the response came after more than {ms} ms",
    pt: "a resposta veio depois de mais de {ms} ms",
    source: "SMPP 3.4 7.2",
  },
  "no-enquire-link": {
    en: "the client never sent an enquire_link",
    pt: "o cliente nunca enviou um enquire_link",
    source: "SMPP 3.4 7.2",
  },
  "version-decimal": {
    en: "interface_version {version} is 34 in decimal: the session is one of SMPP 3.3, without optional parameters; SMPP 3.4 is 0x34",
    pt: "interface_version {version} é 34 em decimal: a sessão é de SMPP 3.3, sem parâmetros opcionais; SMPP 3.4 é 0x34",
    source: "SMPP 3.4 3.4, 5.2.4",
  },
  "version-old": {
    en: "interface_version {version} is below 0x34: the session is one of SMPP 3.3, without optional parameters; SMPP 3.4 is 0x34",
    pt: "interface_version {version} é menor que 0x34: a sessão é de SMPP 3.3, sem parâmetros opcionais; SMPP 3.4 é 0x34",
    source: "SMPP 3.4 3.4, 5.2.4",
  },
  "udh-without-udhi": {
    en: "the message begins as a user data header, and esm_class has no UDHI (0x40)",
    pt: "a mensagem começa como um UDH, e esm_class não tem o UDHI (0x40)",
    source: "SMPP 3.4 5.2.12; GSM 03.40 9.2.3.24",
  },
  "high-octet": {
    en: "octet {octet} is over 0x7f, and data_coding {coding} is {alphabet}",
    pt: "o octeto {octet} passa de 0x7f, e data_coding {coding} é {alphabet}",
    source: "SMPP 3.4 5.2.19",
  },
  "high-octet-utf8": {
    en: "octet {octet} is over 0x7f, and data_coding {coding} is {alphabet}; the octets are UTF-8",
    pt: "o octeto {octet} passa de 0x7f, e data_coding {coding} é {alphabet}; os octetos são UTF-8",
    source: "SMPP 3.4 5.2.19",
  },
  "packed-septets": {
    en: "the octets look like packed septets: over SMPP each septet has an octet of its own",
    pt: "os octetos parecem septetos compactados: em SMPP cada septeto ocupa um octeto",
    source: "SMPP 3.4 5.2.19; GSM 03.38 6.1.2.1",
  },
  "ucs2-mark": {
    en: "the UCS-2 text begins with a byte order mark, which phones may show",
    pt: "o texto UCS-2 começa com um BOM, que o telefone pode mostrar",
    source: "SMPP 3.4 5.2.19",
  },
  "ucs2-little-mark": {
    en: "the UCS-2 text begins with the byte order mark of little endian",
    pt: "o texto UCS-2 começa com o BOM de little endian",
    source: "SMPP 3.4 5.2.19",
  },
  "ucs2-little": {
    en: "the UCS-2 text looks little endian: the high octet comes first",
    pt: "o texto UCS-2 parece little endian: o octeto mais significativo vem primeiro",
    source: "SMPP 3.4 5.2.19",
  },
  "ucs2-broken": {
    en: "the UCS-2 text has U+FFFD, or half a surrogate pair, in the place of a character",
    pt: "o texto UCS-2 tem U+FFFD, ou metade de um par substituto, no lugar de um caractere",
    source: "SMPP 3.4 5.2.19",
  },
});
