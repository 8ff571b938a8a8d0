// Result codes as rows: number and sentence each once, in plain ASCII as the platform's capitals are; where a table of the
// document writes it otherwise, `literal` has that (reading `literalTexts`). The tables are in codes-*.ts.

import { assumed, documented } from "../../core/code-kinds.ts";
import type { CodeRow } from "../../core/vocabulary.ts";
import type { MensagemReason } from "./reasons.ts";

/** A row with the spelling of the document's own table, where ours differs. */
export interface MensagemRow extends CodeRow {
  readonly reasons?: readonly MensagemReason[];
  readonly literal?: string;
}
/** A row before it stands in a table. */
export type CodeEntry = Omit<MensagemRow, "section">;

/** Marks a row that the document's table lacks. */
const own = "own";

export function table(section: string, entries: readonly CodeEntry[]): readonly MensagemRow[] {
  return entries.map((entry) => ({ ...entry, section }));
}

export function ownRows(entries: readonly CodeEntry[]): readonly MensagemRow[] {
  return table(own, entries);
}

/** The entry with another condition, for a function that meets it elsewhere. */
export function arising(entry: CodeEntry, arises: string): CodeEntry {
  return { ...entry, arises };
}

export const sucesso: CodeEntry = {
  ...documented("success"),
  code: "1",
  text: "SUCESSO",
  success: true,
  arises: "accepted",
};
export const naoConcluida: CodeEntry = {
  ...documented("temporary"),
  code: "0",
  text: "REQUISICAO NAO CONCLUIDA TENTE NOVAMENTE",
  literal: "REQUISIÇÃO NÃO CONCLUÍDA TENDE NOVAMENTE",
  reasons: ["throttled", "queue-full", "unavailable", "internal-error"],
  arises: "scenario (throttle, outage, answer)",
};
export const antifraude: CodeEntry = {
  ...documented("held"),
  code: "61",
  text: "MENSAGEM EM ANALISE PELO ANTIFRAUDE",
  reasons: ["antifraud"],
  arises: "scenario or test number; the message waits until it is released or refused",
};
export const semPrivilegio: CodeEntry = {
  ...documented("account"),
  code: "72",
  text: "USUARIO NAO TEM PRIVILEGIOS NECESSARIOS PARA CONCLUIR A REQUISICAO",
  reasons: ["no-privilege"],
  arises: "account: details.privilege false",
};
export const clienteDesabilitado: CodeEntry = {
  ...documented("account"),
  code: "73",
  text: "CLIENTE INVALIDO OU DESABILITADO",
  reasons: ["client-disabled"],
  arises: "account: enabled false",
};
export const usuarioDesabilitado: CodeEntry = {
  ...documented("account"),
  code: "74",
  text: "USUARIO INVALIDO OU DESABILITADO",
  reasons: ["user-disabled"],
  arises: "account: details.userEnabled false",
};
export const centroObrigatorio: CodeEntry = {
  ...assumed("account"),
  code: "76",
  text: "CENTRO DE CUSTOS OBRIGATORIO",
  reasons: ["cost-centre-required"],
  arises: "account: details.costCentreRequired true, and no cost centre given",
};
export const invalidadoPorDlr: CodeEntry = {
  ...documented("number"),
  code: "77",
  text: "NUMERO DE TELEFONE INVALIDADO POR DLR",
  reasons: ["number-invalidated"],
  arises: "an earlier report said invalid, or numbers[…].invalid of the account",
};
export const procon: CodeEntry = {
  ...documented("number"),
  code: "78",
  text: "NUMERO CADASTRADO NO PROCON",
  reasons: ["procon"],
  arises: "numbers[…].procon of the account",
};
export const emBranco: CodeEntry = {
  ...documented("request"),
  code: "79",
  text: "MENSAGEM EM BRANCO OU INVALIDA",
  reasons: ["empty-text"],
  arises: "the text is empty or blank",
};
export const modalidade: CodeEntry = {
  ...documented("request"),
  code: "83",
  text: "MODALIDADE DE ENVIO NAO PERMITIDA",
  reasons: ["kind-not-allowed"],
  arises: "f is not 0, 1, 2 or 4, or not in details.kinds of the account",
};
export const caracteres: CodeEntry = {
  ...documented("request"),
  code: "84",
  text: "QUANTIDADE MAXIMA DE CARACTERES EXCEDIDA",
  reasons: ["text-too-long"],
  arises: "the text has over 600 characters",
};
export const delimitador: CodeEntry = {
  ...documented("request"),
  code: "85",
  text: "DELIMITADOR INTERNO INESPERADO",
  reasons: ["bad-delimiter"],
  arises: "a pipe in n of layout 0; a record of layout 1 without a pipe or with over two",
};
export const layout: CodeEntry = {
  ...documented("request"),
  code: "86",
  text: "LAYOUT INESPERADO",
  reasons: ["bad-layout"],
  arises: "l is neither 0 nor 1, or the list stands in the other layout's parameter",
};
export const abaixoDoMinimo: CodeEntry = {
  ...documented("request"),
  code: "87",
  text: "QUANTIDADE DE TELEFONES A BAIXO DO LIMITE MINIMO",
  reasons: ["too-few"],
  arises: "fewer than two numbers",
};
export const acimaDoMaximo: CodeEntry = {
  ...documented("request"),
  code: "88",
  text: "QUANTIDADE MAXIMA DE TELEFONES EXCEDIDA",
  reasons: ["too-many"],
  arises: "over 1,000 numbers",
};
export const prefixoDeOperadora: CodeEntry = {
  ...documented("request"),
  code: "89",
  text: "PREFIXO DE OPERADORA INVALIDO",
  reasons: ["unknown-operator", "operator-not-allowed"],
  arises: "no operator has the number's prefix (11910000001), and landlines (1133330001)",
};
export const blackList: CodeEntry = {
  ...documented("number"),
  code: "90",
  text: "NUMERO DE TELEFONE EM BLACKLIST",
  reasons: ["black-list", "delivery-cancelled"],
  arises: "numbers[…].blackList of the account",
};
export const dddInvalido: CodeEntry = {
  ...documented("request"),
  code: "91",
  text: "NUMERO DE TELEFONE COM DDD INVALIDO",
  reasons: ["unknown-area", "area-size"],
  arises: "the DDD is none of the 67 (20999990001)",
};
export const prefixoInvalido: CodeEntry = {
  ...documented("request"),
  code: "92",
  text: "PREFIXO INVALIDO PARA O DDD INFORMADO",
  reasons: ["wrong-prefix"],
  arises: "eleven digits whose third is not 9 (11899990001), ten whose third is 0 or 1",
};
export const clienteOuUsuario: CodeEntry = {
  ...documented("account"),
  code: "93",
  text: "USUARIO/CLIENTE INVALIDO OU DESABILITADO",
  reasons: ["unknown-credential"],
  arises: "u is missing or unknown",
};
export const erroCreditos: CodeEntry = {
  ...assumed("temporary"),
  code: "94",
  text: "ERRO AO ATUALIZAR CREDITOS",
  arises: "scenario",
};
export const registroInvalido: CodeEntry = {
  ...documented("request"),
  code: "95",
  text: "REGISTRO INVALIDO",
  reasons: [
    "number-length",
    "invalid-number",
    "bad-record",
    "bad-schedule",
    "id-too-long",
    "cost-centre-invalid",
    "unknown-country",
    "country-not-allowed",
    "repeated-id",
  ],
  arises:
    "the number has not 10 or 11 digits, the date cannot be read, the id is too long, the cost centre is unknown or disabled",
};
export const alfanumerico: CodeEntry = {
  ...documented("request"),
  code: "96",
  text: "NUMERO DE TELEFONE NAO PODE CONTER CARACTERES ALPHA-NUMERICOS",
  reasons: ["letters-in-number"],
  arises: "the number holds anything but digits",
};
export const semCreditos: CodeEntry = {
  ...documented("credit"),
  code: "97",
  text: "CREDITOS INSUFICIENTES",
  reasons: ["no-credit"],
  arises: "the prepaid account has fewer credits of the kind than the text has parts",
};
export const senhaInvalida: CodeEntry = {
  ...documented("account"),
  code: "98",
  text: "USUARIO OU SENHA INVALIDO(A)",
  reasons: ["wrong-password"],
  arises: "scenario; over SMPP a wrong password",
};
export const clienteInvalido: CodeEntry = {
  ...documented("account"),
  code: "99",
  text: "CLIENTE INVALIDO",
  reasons: ["account-not-found"],
  arises: "scenario",
};
