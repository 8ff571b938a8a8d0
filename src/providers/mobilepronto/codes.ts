// Return codes of the documented operations, each in its document's order ("Tipos de Retorno"). Those of the observed
// siblings are in codes-observed.ts.

import type { CodeRow } from "../../core/vocabulary.ts";
import type { MobileProntoReason } from "./reasons.ts";

export type MobileProntoRow = readonly [code: string, text: string, arises: string, ...reasons: MobileProntoReason[]];

/** Success code of every operation of the provider. */
export const sucesso = "000";

/** A message was sent and the warning of minimum stock that it set off was not (MPG_Send_SMS, 010, 011, 018). */
export const aviso = { telefoneInvalido: "010", paisInvalido: "011", erroNoEnvio: "018" } as const;

export const byScenario = "by scenario or test number only";

export function table(section: string, rows: readonly MobileProntoRow[]): readonly CodeRow[] {
  return rows.map(([code, text, arises, ...reasons]) => ({
    code,
    text,
    section,
    arises,
    ...(code === sucesso ? { success: true } : {}),
    ...(reasons.length === 0 ? {} : { reasons }),
  }));
}

/** MPG_Send_SMS, version 01r33. */
export const sendSmsCodes = table("MPG_Send_SMS 01r33, Tipos de Retorno", [
  [sucesso, "Mensagem enviada com Sucesso.", "the message was accepted"],
  [
    "001",
    "Credencial Inválida/ Invalid Credencial.",
    "a Credencial that no account has, or of another length than the service takes",
    "unknown-credential",
    "account-not-found",
  ],
  [
    "002",
    "Cod Usuario Principal Inválido/Principal User Invalid.",
    "Principal_User empty, or neither a CPF (11 digits) nor a CNPJ (14 digits)",
    "principal-user-invalid",
    "user-disabled",
  ],
  [
    "003",
    "Cod Usuario Principal não é da Credencial/Principal User x Credencial Invalid.",
    "Principal_User with 11 or 14 digits that is not the account's",
    "principal-user-foreign",
  ],
  [
    "004",
    "Cod Usuario Auxiliar Inválido. É obrigatório para empresa centralizadora/Aux User is necessary.",
    "Aux_User over 20 characters, not on the account's `auxUsers`, or empty while `centralizing`",
    "auxiliary-user-invalid",
  ],
  [
    "005",
    "Mobile Inválido/Invalid Mobile -> Format +999999(999999)9999999999",
    "Mobile empty, over 22 digits, without country, or with letters or other signs",
    "invalid-number",
    "letters-in-number",
  ],
  [
    "006",
    "Pais do Telefone Destino Inválido/Invalid Country",
    "Mobile of no country, or of one that is not among the account's `countries`",
    "unknown-country",
    "country-not-allowed",
  ],
  [
    "007",
    "Flag Envia_Projeto tem que ser S ou N/Send Project need to be Y or N",
    "Send_Project other than S, Y or N in either case",
    "project-flag-invalid",
  ],
  [
    "008",
    "Mensagem ou Nome_Projeto+Mensagem > que 142 posições/ Message plus Send_Project > 142",
    "Message over 142 characters, with Send_Project S the project's name and its colon counted",
    "text-too-long",
  ],
  [
    "009",
    "Sem crédito para envio de SMS. Favor repor/Out of credit",
    "a prepaid account with less credit than the message costs",
    "no-credit",
  ],
  [
    aviso.telefoneInvalido,
    "Usuário da Empresa está com Telefone Inválido, impossibilitando o envio de aviso de estoque mínimo/",
    "accepted, and the balance falls below `minimumStock.threshold` while `minimumStock.phone` is no mobile number",
  ],
  [
    aviso.paisInvalido,
    "Pais do Telefone Usuário da Empresa Inválido/",
    "the same while `minimumStock.phone` is of another country than the account's `countries`",
  ],
  [
    "012",
    "Número de Telefone Celular no formato padrão, mas incorreto",
    "Mobile of Brazil with a wrong length, area code or prefix, a landline, or one that the account knows as `invalid`",
    "number-length",
    "unknown-area",
    "area-size",
    "wrong-prefix",
    "unknown-operator",
    "number-invalidated",
  ],
  ["013", "Mensagem Vazia ou Corpo Inválido", "Message empty or nothing but blanks", "empty-text"],
  [
    "014",
    "Data programada inválida - Formato correto = dd/MM/yyyy hh:mm >>> Somente na Versão 02r00",
    byScenario,
    "bad-schedule",
  ],
  ["015", "ID da Mensagem informado ultrapassou 40 posições >>> Somente na Versão 02r00", byScenario, "id-too-long"],
  ["016", "ID da Mensagem já foi informado >>> Somente na Versão 02r00", byScenario, "repeated-id"],
  [
    "017",
    "Entrega da Mensagem Cancelada",
    "the account's `numbers` say `cancelled` or `blackList` of the Mobile",
    "delivery-cancelled",
    "black-list",
    "procon",
  ],
  [
    aviso.erroNoEnvio,
    "Erro no Envio do SMS de Aviso de Estoque Mínimo",
    "accepted, and the warning that it set off fails (Aviso_Estoque_Minimo)",
  ],
  ["800-880", "Falha no MPGateway. Avise ao Suporte Mobile Pronto", byScenario, "internal-error", "queue-full"],
  [
    "900",
    "MPGateway indisponível",
    "the account is not `enabled`, or the fault `throttle`",
    "unavailable",
    "throttled",
    "gateway-blocked",
    "client-disabled",
  ],
  ["990-999", "Erro no acesso as operadoras. Contate Equipe Mobile Pronto", byScenario, "operator-not-allowed"],
]);

/** MPG_SendSimple_SMS, version v_2_00. */
export const sendSimpleSmsCodes = table("MPG_SendSimple_SMS v_2_00, Tipos de Retorno", [
  [sucesso, "Mensagem enviada com Sucesso/Message sent successfully.", "the message was accepted"],
  [
    "001",
    "Credencial Inválida/Invalid Credential",
    "a Credencial that no account has, or of another length than the service takes",
    "unknown-credential",
    "account-not-found",
  ],
  [
    "005",
    "Mobile fora do formato-Formato +999(9999)99999999/Invalid phone number - non-standard",
    "Mobile empty, over 22 digits, without country, or with letters or other signs",
    "invalid-number",
    "letters-in-number",
  ],
  [
    "007",
    "Flag Send_Project tem que ser S,s or Y,y or N,n/Flag Send_Project must be S,s or Y,y or N,n",
    byScenario,
    "project-flag-invalid",
  ],
  [
    "008",
    "Mensagem ou Nome_Projeto+Msg maior que máximo no Pais/Message or Project+Msg higher maximun in Country",
    "Message over 160 characters, or abroad over `longestAbroad`",
    "text-too-long",
  ],
  [
    "009",
    "Sem crédito para envio de SMS. Favor repor/Account without funds. Please purchase more credits",
    "a prepaid account with less credit than the message costs",
    "no-credit",
  ],
  [
    "010",
    "Gateway Bloqueado/Gateway locked for use",
    "the account is not `enabled`",
    "gateway-blocked",
    "client-disabled",
  ],
  [
    "012",
    "Mobile no formato padrão, mas incorreto/Invalid mobile",
    "Mobile of Brazil with a wrong length, area code or prefix, a landline (but for voice), or `invalid` by the account",
    "number-length",
    "unknown-area",
    "wrong-prefix",
    "unknown-operator",
    "number-invalidated",
  ],
  [
    "013",
    "Mensagem Vazia ou Corpo Inválido/Message Body Blank or Invalid",
    "Message empty or nothing but blanks",
    "empty-text",
  ],
  [
    "015",
    "Pais sem operação/Country without operation",
    "Mobile of no country, or of one that is not among the account's `countries`",
    "unknown-country",
    "country-not-allowed",
  ],
  [
    "016",
    "Mobile com tamanho do código de área inválido/Size of area code invalid",
    "other than two digits between the parentheses of a Brazilian Mobile",
    "area-size",
  ],
  [
    "017",
    "Operadora não autorizada para esta Credencial/Operator not allowed for this Credential",
    "the Mobile's operator is not among the account's `operators`",
    "operator-not-allowed",
  ],
  [
    "018",
    "Mobile está na Lista Negra/Mobile is in the Black List",
    "the account's `numbers` say `blackList` or `cancelled` of the Mobile",
    "black-list",
    "delivery-cancelled",
    "procon",
  ],
  [
    "800-899",
    "Falha no MPGateway.Contate Mobile Pronto/Failure MPGateway.Call MobilePronto",
    byScenario,
    "internal-error",
    "unavailable",
    "queue-full",
  ],
  [
    "900",
    "Erro de autenticação ou Limite de Segurança excedido/Authentication Error or Security Limitation",
    "the fault `throttle`",
    "throttled",
  ],
  ["901-999", "Erro no acesso as operadoras.Contate Equipe MobilePronto/Contact customer center", byScenario],
]);

/** MPG_Status_Voice, version v_3_00. A call with a status is answered with it (`ok:85.00`), which is no row here. */
export const statusVoiceCodes = table("MPG_Status_Voice v_3_00, Tipos de Retorno com Erro", [
  [
    "001",
    "Credencial Inválida.",
    "a Credencial that no account has, or of another length than the service takes",
    "unknown-credential",
  ],
  ["019", "Token Inválido.", "a Token that is not the account's", "wrong-password"],
  ["022", "Conta do Mobi Pronto não encontrada.", "the account says `notFound`", "account-not-found"],
  [
    "023",
    "IDMSG de Voz não encontrado.",
    "an IDMSG that no voice call of the account has, or over 40 characters",
    "unknown-message",
    "id-too-long",
  ],
  [
    "024",
    "IDMSG ainda sem Status de Voz ou Status ainda não gerado.",
    "the call has not come to its end",
    "no-status-yet",
  ],
  [
    "800-899",
    "Falha no MPGateway. Avise ao Suporte Mobi Pronto",
    byScenario,
    "internal-error",
    "unavailable",
    "queue-full",
  ],
  [
    "900",
    "Erro de autenticação ou Limite de Segurança excedido/Authentication Error or Security Limitation",
    "the account is not `enabled`, or the fault `throttle`",
    "throttled",
    "gateway-blocked",
    "client-disabled",
  ],
  ["901-999", "Erro no acesso as operadoras.Contate Equipe MobilePronto/Contact customer center", byScenario],
]);
