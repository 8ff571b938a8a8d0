// Result tables of what asks after the account: credits, levels, users, cost centres, operators, in the document's order.

import { assumed, documented } from "../../core/code-kinds.ts";
import { type CodeEntry, layout, naoConcluida, ownRows, registroInvalido, sucesso, table } from "./codes.ts";
import { naoEncontrado99, usuario93 } from "./codes-messages.ts";

/** CRDTF, CNNVL and CNUS share one table. */
const consulta: readonly CodeEntry[] = [
  { ...sucesso, arises: "always, with a record for each" },
  { ...naoConcluida, literal: "REQUISICÃO NÃO CONCLUIDA TENDE NOVAMENTE" },
  usuario93,
  naoEncontrado99,
];
export const crdtfCodes = table("Consultar Créditos, Resultados", consulta);
export const cnnvlCodes = table("Consultar Níveis, Resultados", consulta);
export const cnusCodes = table(
  "Consultar Usuários, Resultados",
  consulta.map((entry) => (entry.code === naoConcluida.code ? naoConcluida : entry)),
);

export const usuarioAdicionado = "USUARIO ADICIONADO COM SUCESSO";
export const loginRepetido: CodeEntry = {
  ...assumed("request", "spent"),
  code: "-1",
  text: "LOGIN DE USUARIO JA CADASTRADO NA PLATAFORMA",
  arises: "another user of the sandbox has the login d",
};
export const loginInvalido: CodeEntry = {
  ...documented("request"),
  code: "-2",
  text: "LOGIN DE USUARIO INVALIDO",
  arises: "d is empty or holds other than letters, digits, _ - . @",
};
export const nivelDesconhecido: CodeEntry = {
  ...documented("request"),
  code: "-3",
  text: "NIVEL DE USUARIO NAO LOCALIZADO",
  arises: "t is no level of the account",
};
export const nomeInvalido: CodeEntry = {
  ...documented("request"),
  code: "-4",
  text: "NOME DE USUARIO INVALIDO",
  arises: "n is empty or over 100 characters",
};
export const problemas: CodeEntry = {
  ...assumed("request", "temporary"),
  code: "-5",
  text: "OCORRERAM PROBLEMAS AO CADASTRAR USUARIO NA PLATAFORMA",
  arises: "c names an unknown cost centre, or the account has 10,000 users",
};
export const senhaDeUsuario: CodeEntry = {
  ...documented("request"),
  code: "-6",
  text: "SENHA INVALIDA",
  arises: "p is empty",
};
export const cadusCodes = table("Cadastrar Usuários, Resultados", [
  sucesso,
  naoConcluida,
  loginRepetido,
  loginInvalido,
  nivelDesconhecido,
  nomeInvalido,
  problemas,
  senhaDeUsuario,
  usuario93,
  naoEncontrado99,
]);

export const usuarioAtualizado: CodeEntry = { ...sucesso, text: "USUARIO ATUALIZADO COM SUCESSO" };
export const usuarioDesconhecido: CodeEntry = {
  ...documented("request"),
  code: "-1",
  text: "USUARIO NAO LOCALIZADO",
  arises: "id is no user of the account",
};
export const nivelNaoLocalizado: CodeEntry = { ...nivelDesconhecido, code: "-2" };
export const situacaoInvalida: CodeEntry = {
  ...documented("request"),
  code: "-3",
  text: "SITUACAO DE ATIVACAO DE USUARIO INVALIDA",
  arises: "s is neither 0 nor 1",
};
export const nomeNovoInvalido: CodeEntry = { ...nomeInvalido, arises: "n is given, but empty or over 100 characters" };
export const altusCodes = table("Alterar Usuários, Resultados", [
  usuarioAtualizado,
  { ...naoConcluida, arises: "c names an unknown cost centre; scenario (throttle, outage, answer)" },
  usuarioDesconhecido,
  nivelNaoLocalizado,
  situacaoInvalida,
  nomeNovoInvalido,
  usuario93,
  naoEncontrado99,
]);

export const crctnCodes = table("Consultar Centros de Custos, Resultados", [
  { ...sucesso, arises: "always, with a record for each" },
  { ...naoConcluida, literal: "REQUISIÇÃO NÃO CONCLUÍDA TENTE NOVAMENTE" },
  { ...layout, arises: "a parameter cannot be read: a % without two hexadecimal digits after it" },
  usuario93,
  naoEncontrado99,
]);

/** "NNNN: IDENTIFICACAO DO CENTRO DE CUSTOS": the code of success is the new centre's own number. */
export const centroAdicionado: CodeEntry = {
  ...documented("success"),
  code: "NNNN",
  text: "CENTRO ADICIONADO COM SUCESSO",
  literal: "CENTRO ADICIONADO COM SUCESSO",
  success: true,
  arises: "accepted: the number of the new cost centre",
};
export const centroRepetido: CodeEntry = {
  ...assumed("request", "spent"),
  code: "-1",
  text: "CENTRO DE CUSTOS JA CADASTRADO",
  literal: "CENTRO DE CUSTOS JÁ CADASTRADO",
  arises: "a cost centre has the name d",
};
const centroInvalido: CodeEntry = { ...registroInvalido, arises: "d is empty or over 50 characters, or e over 999" };
export const cictCodes = [
  ...table("Cadastrar Centros de Custos, Resultados", [centroAdicionado, centroRepetido, usuario93, naoEncontrado99]),
  ...ownRows([naoConcluida, centroInvalido]),
];

export const centroAtualizado: CodeEntry = {
  ...sucesso,
  text: "CENTRO ATUALIZADO COM SUCESSO",
  literal: "CENTRO DE CUSTOS ATUALIZADO COM SUCESSO",
};
export const cactCodes = [
  ...table("Alterar Centros de Custos, Resultados", [
    centroAtualizado,
    {
      ...naoConcluida,
      literal: "REQUISIÇÃO NÃO CONCLUÍDA TENTE NOVAMENTE",
      arises: "Id is no cost centre of the account; scenario (throttle, outage, answer)",
    },
    usuario93,
    naoEncontrado99,
  ]),
  ...ownRows([{ ...centroInvalido, arises: "e is over 999 characters, or s neither 0 nor 1" }]),
];

export const operCodes = table("Consultar Código das Operadoras, Resultados", [
  {
    ...documented("success"),
    code: "NNNNN",
    text: "CODIGO DA OPERADORA E NOME DA OPERADORA",
    success: true,
    arises: "always, with a record for each",
  },
  naoConcluida,
  usuario93,
  naoEncontrado99,
]);
