// Return codes of the siblings that were observed beside the documented operations. Their tables are not in our documents:
// codes as seen, sentences those of the documents for the same code; `own` marks what we added.

import type { CodeRow } from "../../core/vocabulary.ts";
import { aviso, byScenario, sucesso, table } from "./codes.ts";

const credencial = "a Credencial that no account has, or of the wrong length for the service";
const principalEmpty = "01r33: Principal_User empty, or neither a CPF nor a CNPJ";
const principalForeign = "01r33: Principal_User with 11 or 14 digits that is not the account's";
const blocked = "the account is not `enabled`, or the fault `throttle`";

/** MPG_Credits of 01r33 (Status) and of v_2_00 (v_st_Status); the result beside a code other than 000 is -1. */
export const creditsCodes: readonly CodeRow[] = [
  ...table("MPG_Credits, observed", [
    [sucesso, "Consulta efetuada com Sucesso.", "the balance is in the result"],
    ["001", "Credencial Inválida/ Invalid Credencial.", credencial, "unknown-credential", "account-not-found"],
    [
      "002",
      "Cod Usuario Principal Inválido/Principal User Invalid.",
      principalEmpty,
      "principal-user-invalid",
      "user-disabled",
    ],
    [
      "003",
      "Cod Usuario Principal não é da Credencial/Principal User x Credencial Invalid.",
      principalForeign,
      "principal-user-foreign",
    ],
    ["891-899", "Falha no MPGateway. Avise ao Suporte Mobile Pronto", byScenario, "internal-error", "unavailable"],
  ]),
  ...table("own", [["900", "MPGateway indisponível", blocked, "throttled", "gateway-blocked", "client-disabled"]]),
];

/** MPG_Query01 of 01r33 (Status); the result beside a code other than 000 has no rows. */
export const query01Codes: readonly CodeRow[] = [
  ...table("MPG_Query01 01r33, observed", [
    [sucesso, "Consulta efetuada com Sucesso.", "the rows are in the result"],
    ["001", "Credencial Inválida/ Invalid Credencial.", credencial, "unknown-credential", "account-not-found"],
    [
      "002",
      "Cod Usuario Principal Inválido/Principal User Invalid.",
      principalEmpty,
      "principal-user-invalid",
      "user-disabled",
    ],
    [
      "003",
      "Cod Usuario Principal não é da Credencial/Principal User x Credencial Invalid.",
      principalForeign,
      "principal-user-foreign",
    ],
    ["881-890", "Falha no MPGateway. Avise ao Suporte Mobile Pronto", byScenario, "internal-error", "unavailable"],
  ]),
  ...table("own", [["900", "MPGateway indisponível", blocked, "throttled", "gateway-blocked", "client-disabled"]]),
];

/** MPG_SendandFollowUp_Voice v_3_00: `000:<IDMSG>`, or the code. Numbers as in the other documents of the family. */
export const sendandFollowUpVoiceCodes: readonly CodeRow[] = [
  ...table("MPG_SendandFollowUp_Voice v_3_00, observed", [
    [sucesso, "Mensagem enviada com Sucesso/Message sent successfully.", "the call was accepted: `000:<IDMSG>`"],
    ["001", "Credencial Inválida.", "a Credencial that no account has, or one of 20 characters", "unknown-credential"],
    [
      "005",
      "Mobile fora do formato/Invalid phone number - non-standard",
      "Mobile empty, over 22 digits, without country, or with letters or other signs",
      "invalid-number",
      "letters-in-number",
    ],
  ]),
  ...table("own", [
    ["007", "Voice tem que ser V-PTBR-M1 ou V-PTBR-F1", "Voice is neither of the two", "kind-not-allowed"],
  ]),
  ...table("MPG_SendandFollowUp_Voice v_3_00, observed", [
    ["008", "Mensagem maior que o máximo", "Message over 300 characters", "text-too-long"],
    [
      "009",
      "Sem crédito. Favor repor/Account without funds. Please purchase more credits",
      "a prepaid account without credit",
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
      "Mobile of Brazil with a wrong length, area code or prefix, or one that the account knows as `invalid`",
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
    ["019", "Token Inválido.", "a Token that is not the account's", "wrong-password"],
    ["022", "Conta do Mobi Pronto não encontrada.", "the account says `notFound`", "account-not-found"],
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
      "the fault `throttle`",
      "throttled",
    ],
    ["901-999", "Erro no acesso as operadoras.Contate Equipe MobilePronto/Contact customer center", byScenario],
  ]),
];

/** The warning of minimum stock, which the gateway itself sends: the send that set it off is answered 018 when it fails. */
export const avisoCodes = table("own", [
  [sucesso, "Aviso de estoque mínimo enviado.", "the balance falls below `minimumStock.threshold`"],
  [
    aviso.erroNoEnvio,
    "Erro no Envio do SMS de Aviso de Estoque Mínimo",
    "by scenario, or the account's `numbers` say `cancelled` or `blackList` of the warning's phone",
    "delivery-cancelled",
    "black-list",
    "internal-error",
    "unavailable",
    "throttled",
  ],
]);
