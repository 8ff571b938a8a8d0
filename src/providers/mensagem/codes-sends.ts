// Result tables of what sends: SEND, MULT, and sendUnique and sendMultiple of the web service, in the document's order.

import { assumed, documented } from "../../core/code-kinds.ts";
import {
  abaixoDoMinimo,
  acimaDoMaximo,
  alfanumerico,
  antifraude,
  arising,
  blackList,
  type CodeEntry,
  caracteres,
  centroObrigatorio,
  clienteDesabilitado,
  clienteInvalido,
  clienteOuUsuario,
  dddInvalido,
  delimitador,
  emBranco,
  erroCreditos,
  invalidadoPorDlr,
  layout,
  modalidade,
  naoConcluida,
  ownRows,
  prefixoDeOperadora,
  prefixoInvalido,
  procon,
  registroInvalido,
  semCreditos,
  semPrivilegio,
  senhaInvalida,
  sucesso,
  table,
  usuarioDesabilitado,
} from "./codes.ts";

/** 89 to 99 stand alike at the end of each table. */
const numero: readonly CodeEntry[] = [
  prefixoDeOperadora,
  blackList,
  dddInvalido,
  prefixoInvalido,
  clienteOuUsuario,
  erroCreditos,
  registroInvalido,
  alfanumerico,
  semCreditos,
  senhaInvalida,
  clienteInvalido,
];

export const sendCodes = table("Envio de SMS Simples, Resultados", [
  sucesso,
  naoConcluida,
  antifraude,
  semPrivilegio,
  clienteDesabilitado,
  usuarioDesabilitado,
  centroObrigatorio,
  invalidadoPorDlr,
  procon,
  emBranco,
  modalidade,
  caracteres,
  ...numero,
]);

export const multCodes = table("Envio de SMS Múltiplo, Resultados", [
  sucesso,
  naoConcluida,
  semPrivilegio,
  clienteDesabilitado,
  usuarioDesabilitado,
  centroObrigatorio,
  invalidadoPorDlr,
  procon,
  emBranco,
  modalidade,
  caracteres,
  delimitador,
  layout,
  abaixoDoMinimo,
  acimaDoMaximo,
  ...numero,
]);

/** The web service's tables lack 72, 76 to 79 and the kind (83 means a delimiter there): all are 95. */
const registroDoWebService: CodeEntry = {
  ...registroInvalido,
  reasons: [
    ...(registroInvalido.reasons ?? []),
    "no-privilege",
    "cost-centre-required",
    "number-invalidated",
    "procon",
    "empty-text",
    "kind-not-allowed",
  ],
  arises: `${registroInvalido.arises}; also what is 72, 76, 77, 78, 79 and 83 at SEND`,
};
/** They lack 73 and 74 too. */
const clienteDoWebService: CodeEntry = {
  ...clienteOuUsuario,
  reasons: ["unknown-credential", "client-disabled", "user-disabled"],
  arises: "Identificacao is missing or unknown; client or user disabled",
};
const doWebService = numero.map((entry) => {
  if (entry === registroInvalido) return registroDoWebService;
  return entry === clienteOuUsuario ? clienteDoWebService : entry;
});

/** "83 DELIMITADOR INTERNO INESPERADO", the sentence of 85 (the document has it twice). */
const delimitador83: CodeEntry = {
  ...documented("request"),
  code: modalidade.code,
  text: delimitador.text,
  arises: "scenario",
};
const aceita: CodeEntry = {
  ...documented("success"),
  code: "200",
  text: "MENSAGEM ENVIADA E ACEITA PELO GATEWAY",
  arises: "scenario",
};
const falha: CodeEntry = {
  ...assumed("temporary", "request"),
  code: "300",
  text: "FALHA NA MENSAGEM OU REJEITADA PELO GATEWAY",
  reasons: naoConcluida.reasons ?? [],
  arises: "scenario (throttle, outage, answer): what is 0 at SEND",
};
const emAnalise = ownRows([
  { ...antifraude, arises: "scenario or test number: the message is held, and answered as accepted" },
]);

export const sendUniqueCodes = [
  ...table("Método sendUnique, Resultados", [
    sucesso,
    delimitador83,
    arising(caracteres, "Mensagem has over 600 characters, or over 140 with TipoMensagem 2"),
    arising(delimitador, "scenario"),
    arising(layout, "scenario"),
    arising(abaixoDoMinimo, "scenario"),
    arising(acimaDoMaximo, "scenario"),
    ...doWebService,
    aceita,
    falha,
  ]),
  ...emAnalise,
];

export const sendMultipleCodes = [
  ...table("Método sendMultiple, Resultados", [
    sucesso,
    delimitador83,
    arising(caracteres, "a text has over 600 characters, or over 140 with TipoMensagem 2"),
    arising(delimitador, "a record without a pipe, or with over five"),
    arising(layout, "scenario"),
    arising(abaixoDoMinimo, "Conteudo holds no record; else by scenario"),
    arising(acimaDoMaximo, "over 1,000 records"),
    ...doWebService,
    aceita,
    falha,
  ]),
  ...emAnalise,
];
