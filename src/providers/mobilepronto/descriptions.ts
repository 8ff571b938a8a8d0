// The descriptions of the documented operations as their pages show them, line by line; the lists of return codes come
// from the tables.

import type { CodeRow } from "../../core/vocabulary.ts";
import { sendSmsCodes, statusVoiceCodes, sucesso } from "./codes.ts";
import { sendSimpleSmsCodes } from "./codes-simple.ts";

const lineBreak = "<br>";
const shortRuler = "-".repeat(130);
const ruler = "-".repeat(131);

/** `009 - …`, and `De 800 a 880 - …` for a range. */
function codeLine({ code, text }: CodeRow): string {
  const [from, until] = code.split("-");
  return until === undefined ? `${code} - ${text}` : `De ${from} a ${until} - ${text}`;
}

/** Codes from 800 on are set apart, by a blank line or a ruler, or not at all. */
const isFailure = ({ code }: CodeRow): boolean => code >= "800";

export const sendSmsDescription = [
  "Envio de SMS Síncrono.",
  "",
  "Parâmetros da MPG_Send_SMS: Versão 01r33",
  shortRuler,
  "Credencial - Obrigatório - Chave de 20 posições para acesso ao Mobile Pronto Gateway. Esta chave é única",
  "Principal_User - Obrigatório - Código do Usuário Principal para autenticar no Gateway. Normalmente o CNPJ ou CPF",
  "Aux_User - Obrigatório - Código do Usuário Auxiliar/Apoio para qualificar a Mensagem",
  "Mobile - Obrigatório - Celular que receberá o SMS. Formato mundial: +99(999)99999999, sendo pais,ddd e mobile",
  "Send_Project - Obrigatório - Se (S)im a sigla da mensagem vem no início.",
  "Se (N)ão não vem. Tamanho máximo=9 (XXXXXXXX:).",
  "Exemplo: MPG:",
  "Message - Obrigatório - Mensagem que será enviada ao mobile. Tamanho máximo de 142 posições.",
  "",
  "Tipos de Retorno:",
  shortRuler,
  ...sendSmsCodes.filter(({ code }) => code === sucesso).map(codeLine),
  shortRuler,
  ...sendSmsCodes.filter((row) => row.code !== sucesso && !isFailure(row)).map(codeLine),
  ruler,
  ...sendSmsCodes.filter(isFailure).map(codeLine),
  ruler,
].join(lineBreak);

export const sendSimpleSmsDescription = [
  "Envio Simples de SMS Síncrono.",
  "",
  "Parâmetros da MPG_SendSimple_SMS: Versão: v_2_00",
  "Credencial - Obrigatório - Chave de 40 posições para acesso ao Mobile Pronto Gateway. Esta chave é única",
  "Mobile - Obrigatório - Celular que receberá o SMS. Formato mundial: +99(999)99999999, sendo pais,ddd e mobile",
  "Message - Obrigatório - Mensagem que será enviada ao mobile. Tamanho máximo por país.",
  "",
  "Observação: O Aux_User será sempre igual a MPG_SendSimple_SMS e a Mensagem será enviada sem o Nome do Projeto na frente",
  "",
  "Tipos de Retorno:",
  ...sendSimpleSmsCodes.filter((row) => !isFailure(row)).map(codeLine),
  "",
  ...sendSimpleSmsCodes.filter(isFailure).map(codeLine),
].join(lineBreak);

export const statusVoiceDescription = [
  "Consulta de Status da chamada de Voz.",
  "",
  "Parâmetros da MPG_Status_Voice: Versão:v_3_00",
  ruler,
  "Credencial - Obrigatório - Chave de 40 posições para acesso ao Mobile Pronto Gateway.",
  "Token - Obrigatório - Chave de 6 posições para acesso ao Mobile Pronto Gateway.",
  "IDMSG - Obrigatório - (até 40 posições) da Voz enviada (vide MPG_SendandFollowUp_Voice)",
  "",
  "Tipos de Retorno com Erro.",
  ruler,
  ...statusVoiceCodes.map(codeLine),
  ruler,
  "Tipos de Status em caso de existir o Status.",
  "SIP - Session Initiation Protocol - http://en.wikipedia.org/wiki/List_of_SIP_response_codes",
  ruler,
  "ok:999.99 - mensagem enviada com sucesso e a duração da mesma em segundos. Exemplo: ok:85.00 ou ok:103.03",
  "failed:XXX - falha na chamada e o código SIP.",
  "error:XXX - erro durante a chamada e o código SIP.",
  "blocked:XXX - chamada bloqueada e o código SIP.",
  "machine:XXX - chamada parou ao se detectar alguma máquina ao se fazer a chamada e o código SIP. Ex: secretária eletrônica).",
  ruler,
].join(lineBreak);
