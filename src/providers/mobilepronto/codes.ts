// Return codes of MPG_Send_SMS and MPG_Status_Voice, each in its document's order ("Tipos de Retorno"). Those of
// MPG_SendSimple_SMS are in codes-simple.ts, those of the observed siblings in codes-observed.ts.

import { assumed, documented, type Kinds } from "../../core/code-kinds.ts";
import type { CodeRow } from "../../core/vocabulary.ts";
import type { MobileProntoReason } from "./reasons.ts";

export type MobileProntoRow = readonly [
  code: string,
  kinds: Kinds,
  text: string,
  arises: string,
  ...reasons: MobileProntoReason[],
];

/** Success code of every operation of the provider. */
export const sucesso = "000";

/** A message was sent and the warning of minimum stock that it set off was not (MPG_Send_SMS, 010, 011, 018). */
export const aviso = { telefoneInvalido: "010", paisInvalido: "011", erroNoEnvio: "018" } as const;

export const byScenario = "by scenario or test number only";

export function table(section: string, rows: readonly MobileProntoRow[]): readonly CodeRow[] {
  return rows.map(([code, kinds, text, arises, ...reasons]) => {
    const onlyIn = somenteNaVersao(text);
    return {
      ...kinds,
      code,
      text,
      section,
      arises,
      ...(code === sucesso ? { success: true } : {}),
      ...(reasons.length === 0 ? {} : { reasons }),
      ...(onlyIn === undefined ? {} : { onlyIn }),
    };
  });
}

/** Version that the sentence of a code names: "Somente na Versão 02r00". */
function somenteNaVersao(text: string): string | undefined {
  return /Somente na Versão (\w+)/.exec(text)?.[1];
}

/** MPG_Send_SMS, version 01r33. */
export const sendSmsCodes = table("MPG_Send_SMS 01r33, Tipos de Retorno", [
  [sucesso, documented("success"), "Mensagem enviada com Sucesso.", "the message was accepted"],
  [
    "001",
    documented("account"),
    "Credencial Inválida/ Invalid Credencial.",
    "a Credencial that no account has, or of another length than the service takes",
    "unknown-credential",
    "account-not-found",
  ],
  [
    "002",
    documented("account"),
    "Cod Usuario Principal Inválido/Principal User Invalid.",
    "Principal_User empty, or neither a CPF (11 digits) nor a CNPJ (14 digits)",
    "principal-user-invalid",
    "user-disabled",
  ],
  [
    "003",
    documented("account"),
    "Cod Usuario Principal não é da Credencial/Principal User x Credencial Invalid.",
    "Principal_User with 11 or 14 digits that is not the account's",
    "principal-user-foreign",
  ],
  [
    "004",
    documented("account"),
    "Cod Usuario Auxiliar Inválido. É obrigatório para empresa centralizadora/Aux User is necessary.",
    "Aux_User over 20 characters, not on the account's `auxUsers`, or empty while `centralizing`",
    "auxiliary-user-invalid",
  ],
  [
    "005",
    documented("request"),
    "Mobile Inválido/Invalid Mobile -> Format +999999(999999)9999999999",
    "Mobile empty, over 22 digits, without country, or with letters or other signs",
    "invalid-number",
    "letters-in-number",
  ],
  [
    "006",
    documented("request"),
    "Pais do Telefone Destino Inválido/Invalid Country",
    "Mobile of no country, or of one that is not among the account's `countries`",
    "unknown-country",
    "country-not-allowed",
  ],
  [
    "007",
    documented("request"),
    "Flag Envia_Projeto tem que ser S ou N/Send Project need to be Y or N",
    "Send_Project other than S, Y or N in either case",
    "project-flag-invalid",
  ],
  [
    "008",
    documented("request"),
    "Mensagem ou Nome_Projeto+Mensagem > que 142 posições/ Message plus Send_Project > 142",
    "Message over 142 characters, with Send_Project S the project's name and its colon counted",
    "text-too-long",
  ],
  [
    "009",
    documented("credit"),
    "Sem crédito para envio de SMS. Favor repor/Out of credit",
    "a prepaid account with less credit than the message costs",
    "no-credit",
  ],
  [
    aviso.telefoneInvalido,
    documented("warned"),
    "Usuário da Empresa está com Telefone Inválido, impossibilitando o envio de aviso de estoque mínimo/",
    "accepted, and the balance falls below `minimumStock.threshold` while `minimumStock.phone` is no mobile number",
  ],
  [
    aviso.paisInvalido,
    documented("warned"),
    "Pais do Telefone Usuário da Empresa Inválido/",
    "the same while `minimumStock.phone` is of another country than the account's `countries`",
  ],
  [
    "012",
    documented("request"),
    "Número de Telefone Celular no formato padrão, mas incorreto",
    "Mobile of Brazil with a wrong length, area code or prefix, a landline, or one that the account knows as `invalid`",
    "number-length",
    "unknown-area",
    "area-size",
    "wrong-prefix",
    "unknown-operator",
    "number-invalidated",
  ],
  [
    "013",
    documented("request"),
    "Mensagem Vazia ou Corpo Inválido",
    "Message empty or nothing but blanks",
    "empty-text",
  ],
  [
    "014",
    documented("request"),
    "Data programada inválida - Formato correto = dd/MM/yyyy hh:mm >>> Somente na Versão 02r00",
    byScenario,
    "bad-schedule",
  ],
  [
    "015",
    documented("request"),
    "ID da Mensagem informado ultrapassou 40 posições >>> Somente na Versão 02r00",
    byScenario,
    "id-too-long",
  ],
  [
    "016",
    documented("spent"),
    "ID da Mensagem já foi informado >>> Somente na Versão 02r00",
    byScenario,
    "repeated-id",
  ],
  [
    "017",
    assumed("number"),
    "Entrega da Mensagem Cancelada",
    "the account's `numbers` say `cancelled` or `blackList` of the Mobile",
    "delivery-cancelled",
    "black-list",
    "procon",
  ],
  [
    aviso.erroNoEnvio,
    documented("warned"),
    "Erro no Envio do SMS de Aviso de Estoque Mínimo",
    "accepted, and the warning that it set off fails (Aviso_Estoque_Minimo)",
  ],
  [
    "800-880",
    assumed("temporary"),
    "Falha no MPGateway. Avise ao Suporte Mobile Pronto",
    byScenario,
    "internal-error",
    "queue-full",
  ],
  [
    "900",
    documented("temporary"),
    "MPGateway indisponível",
    "the account is not `enabled`, or the fault `throttle`",
    "unavailable",
    "throttled",
    "gateway-blocked",
    "client-disabled",
  ],
  [
    "990-999",
    assumed("temporary"),
    "Erro no acesso as operadoras. Contate Equipe Mobile Pronto",
    byScenario,
    "operator-not-allowed",
  ],
]);

/** MPG_Status_Voice, version v_3_00. A call with a status is answered with it (`ok:85.00`), which is no row here. */
export const statusVoiceCodes = table("MPG_Status_Voice v_3_00, Tipos de Retorno com Erro", [
  [
    "001",
    documented("account"),
    "Credencial Inválida.",
    "a Credencial that no account has, or of another length than the service takes",
    "unknown-credential",
  ],
  ["019", documented("account"), "Token Inválido.", "a Token that is not the account's", "wrong-password"],
  [
    "022",
    documented("account"),
    "Conta do Mobi Pronto não encontrada.",
    "the account says `notFound`",
    "account-not-found",
  ],
  [
    "023",
    documented("request"),
    "IDMSG de Voz não encontrado.",
    "an IDMSG that no voice call of the account has, or over 40 characters",
    "unknown-message",
    "id-too-long",
  ],
  [
    "024",
    documented("temporary"),
    "IDMSG ainda sem Status de Voz ou Status ainda não gerado.",
    "the call has not come to its end",
    "no-status-yet",
  ],
  [
    "800-899",
    assumed("temporary"),
    "Falha no MPGateway. Avise ao Suporte Mobi Pronto",
    byScenario,
    "internal-error",
    "unavailable",
    "queue-full",
  ],
  [
    "900",
    documented("throttle", "account"),
    "Erro de autenticação ou Limite de Segurança excedido/Authentication Error or Security Limitation",
    "the account is not `enabled`, or the fault `throttle`",
    "throttled",
    "gateway-blocked",
    "client-disabled",
  ],
  [
    "901-999",
    assumed("temporary"),
    "Erro no acesso as operadoras.Contate Equipe MobilePronto/Contact customer center",
    byScenario,
  ],
]);
