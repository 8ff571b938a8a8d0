// Each mistake of an SMPP client that stands on its request, in both languages.

import { expect, it } from "vitest";
import type { Finding } from "../../../../src/core/findings.ts";
import { dataCoding } from "../../../../src/protocols/smpp/data-coding.ts";
import { fieldMistake, inField } from "../../../../src/protocols/smpp/decode-sentences.ts";
import { smppFinding } from "../../../../src/protocols/smpp/findings.ts";
import { textMistakes } from "../../../../src/protocols/smpp/text-mistakes.ts";
import {
  lateResponse,
  malformedResponse,
  sequenceMistakes,
  strayMistake,
  windowMistake,
} from "../../../../src/protocols/smpp/wire-mistakes.ts";
import { mensagemFinding } from "../../../../src/providers/mensagem/findings.ts";
import { arrivalFindings } from "../../../../src/providers/mensagem/smpp/segments.ts";

const segment = { reference: 42, number: 1, total: 3, by: "udh8" } as const;

function inText(hex: string, coding: number): readonly Finding[] {
  const { alphabet } = dataCoding(coding);
  return textMistakes({ octets: Buffer.from(hex, "hex"), dataCoding: coding, alphabet, hasUdh: false });
}

it.each<readonly [readonly Finding[], string, string]>([
  [
    inText("0500032a02014f69", 0),
    "the message begins as a user data header, and esm_class has no UDHI (0x40)",
    "a mensagem começa como um UDH, e esm_class não tem o UDHI (0x40)",
  ],
  [
    inText("4f6ce1", 0),
    "octet 0xe1 is over 0x7f, and data_coding 0x00 is the GSM 7-bit alphabet",
    "o octeto 0xe1 passa de 0x7f, e data_coding 0x00 é o alfabeto GSM de 7 bits",
  ],
  [
    inText("4f6cc3a1", 1),
    "octet 0xc3 is over 0x7f, and data_coding 0x01 is IA5; the octets are UTF-8",
    "o octeto 0xc3 passa de 0x7f, e data_coding 0x01 é IA5; os octetos são UTF-8",
  ],
  [
    inText("004ffffd", 8),
    "the UCS-2 text has U+FFFD, or half a surrogate pair, in the place of a character",
    "o texto UCS-2 tem U+FFFD, ou metade de um par substituto, no lugar de um caractere",
  ],
  [
    inText("feff004f", 8),
    "the UCS-2 text begins with a byte order mark, which phones may show",
    "o texto UCS-2 começa com um BOM, que o telefone pode mostrar",
  ],
  [
    inText("fffe4f00", 8),
    "the UCS-2 text begins with the byte order mark of little endian",
    "o texto UCS-2 começa com o BOM de little endian",
  ],
  [
    inText("4f006c00e1002000", 8),
    "the UCS-2 text looks little endian: the high octet comes first",
    "o texto UCS-2 parece little endian: o octeto mais significativo vem primeiro",
  ],
  [
    arrivalFindings({ kind: "reused", sameText: false, agoMs: 3_000, lost: null }, segment),
    "reference 42 was used for another text 3 s ago",
    "a referência 42 foi usada para outro texto há 3 s",
  ],
  [
    arrivalFindings({ kind: "next", length: 0, lost: { parts: 2 } }, segment),
    "only 2 of 3 segments came of the earlier text with reference 42",
    "só 2 de 3 segmentos vieram do texto anterior com a referência 42",
  ],
  [
    [mensagemFinding("segments-late", { parts: 2, total: 3, reference: 42, seconds: 60, section: "x" })],
    "only 2 of 3 segments had come of the text with reference 42 within 60 s",
    "só 2 de 3 segmentos vieram do texto com a referência 42 em 60 s",
  ],
  [
    sequenceMistakes(0, false),
    "sequence_number 0 is not between 1 and 2147483647",
    "sequence_number 0 não está entre 1 e 2147483647",
  ],
  [
    sequenceMistakes(7, true),
    "sequence_number 7 belongs to a request that is not answered yet",
    "sequence_number 7 é de uma requisição que ainda não foi respondida",
  ],
  [
    [smppFinding("version-decimal", { version: "0x22" })],
    "interface_version 0x22 is 34 in decimal: the session is one of SMPP 3.3, without optional parameters; SMPP 3.4 is 0x34",
    "interface_version 0x22 é 34 em decimal: a sessão é de SMPP 3.3, sem parâmetros opcionais; SMPP 3.4 é 0x34",
  ],
  [
    [smppFinding("version-old", { version: "0x33" })],
    "interface_version 0x33 is below 0x34: the session is one of SMPP 3.3, without optional parameters; SMPP 3.4 is 0x34",
    "interface_version 0x33 é menor que 0x34: a sessão é de SMPP 3.3, sem parâmetros opcionais; SMPP 3.4 é 0x34",
  ],
  [
    strayMistake("deliver_sm_resp", 9, undefined),
    "no request of ours waits for a response with sequence_number 9",
    "nenhuma requisição nossa espera uma resposta com sequence_number 9",
  ],
  [
    strayMistake("submit_sm_resp", 9, "deliver_sm_resp"),
    "submit_sm_resp answers our request 9, whose response is deliver_sm_resp",
    "submit_sm_resp responde à nossa requisição 9, cuja resposta é deliver_sm_resp",
  ],
  [
    [malformedResponse(inField("message_id", fieldMistake("no-nul", { max: 65 })))],
    "the response is malformed: message_id: no NUL within its 65 octets",
    "a resposta está malformada: message_id: nenhum NUL nos seus 65 octetos",
  ],
  [[lateResponse(1_000)], "the response came after more than 1000 ms", "a resposta veio depois de mais de 1000 ms"],
  [
    [windowMistake(10)],
    "the client had more than 10 requests in flight",
    "o cliente teve mais de 10 requisições sem resposta ao mesmo tempo",
  ],
])("%#: %j", (result, text, portuguese) => {
  expect(result.map((finding) => [finding.text, finding.portuguese])).toEqual([[text, portuguese]]);
  expect(result[0]?.source).not.toBe("");
});
