// Return codes of the siblings that were observed beside the documented operations. Their tables are not in our documents:
// the codes are as seen, or those of the documented operation of the same service; `own` marks what we added.

import { assumed, documented } from "../../core/code-kinds.ts";
import type { CodeRow } from "../../core/vocabulary.ts";
import { aviso, byScenario, type MobileProntoRow, sendSmsCodes, statusVoiceCodes, sucesso, table } from "./codes.ts";
import { sendSimpleSmsCodes } from "./codes-simple.ts";

/** Rows of a documented table, under another section. */
function asIn(rows: readonly CodeRow[], section: string, ...codes: readonly string[]): readonly CodeRow[] {
  return rows.filter(({ code }) => codes.includes(code)).map((row) => ({ ...row, section }));
}

/** 01r33 reports how a query went in its ref parameter; each query has failures of its own. */
function queryCodes(section: string, what: string, failures: string): readonly CodeRow[] {
  const failed: MobileProntoRow = [
    failures,
    assumed("temporary"),
    "Falha no MPGateway. Avise ao Suporte Mobile Pronto",
    byScenario,
    "internal-error",
    "unavailable",
  ];
  return [
    ...table(section, [[sucesso, documented("success"), "Consulta efetuada com Sucesso.", what]]),
    ...asIn(sendSmsCodes, section, "001", "002", "003"),
    ...table(section, [failed]),
    ...table("own", [
      [
        "900",
        documented("temporary"),
        "MPGateway indisponível",
        "the account is not `enabled`, or the fault `throttle`",
        "throttled",
        "gateway-blocked",
        "client-disabled",
      ],
    ]),
  ];
}

/**
 * MPG_Credits of 01r33 (Status), v_2_00 and v_3_00 (v_st_Status, without 002 and 003); the result beside a code other than 000
 * is -1.
 */
export const creditsCodes: readonly CodeRow[] = [
  ...queryCodes("MPG_Credits, observed", "the balance is in the result", "891-899"),
  ...asIn(statusVoiceCodes, "MPG_Credits v_3_00, observed", "019"),
];

/** MPG_Query01 of 01r33 (Status); the result beside a code other than 000 has no rows. */
export const query01Codes = queryCodes("MPG_Query01 01r33, observed", "the rows are in the result", "881-890");

const voice = "MPG_SendandFollowUp_Voice v_3_00, observed";

/** MPG_SendandFollowUp_Voice v_3_00: `000:<IDMSG>`, or the code. */
export const sendandFollowUpVoiceCodes: readonly CodeRow[] = [
  ...table(voice, [
    [sucesso, documented("success"), "Mensagem enviada com Sucesso.", "the call was accepted: `000:<IDMSG>`"],
  ]),
  ...asIn(statusVoiceCodes, voice, "001"),
  ...asIn(sendSimpleSmsCodes, voice, "005"),
  ...table("own", [
    [
      "007",
      assumed("request"),
      "Voice tem que ser V-PTBR-M1 ou V-PTBR-F1",
      "Voice is neither of the two",
      "kind-not-allowed",
    ],
  ]),
  ...table(voice, [
    ["008", documented("request"), "Mensagem maior que o máximo", "Message over 300 characters", "text-too-long"],
  ]),
  ...asIn(sendSimpleSmsCodes, voice, "009", "010", "012", "013", "015", "016", "017", "018"),
  ...asIn(statusVoiceCodes, voice, "019", "022", "800-899"),
  ...asIn(sendSimpleSmsCodes, voice, "900", "901-999"),
];

/** The warning of minimum stock, which the gateway itself sends: the send that set it off is answered 018 when it fails. */
export const avisoCodes = table("own", [
  [
    sucesso,
    documented("success"),
    "Aviso de estoque mínimo enviado.",
    "the balance falls below `minimumStock.threshold`",
  ],
  [
    aviso.erroNoEnvio,
    documented("warned"),
    "Erro no Envio do SMS de Aviso de Estoque Mínimo",
    "by scenario, or the account's `numbers` say `cancelled` or `blackList` of the warning's phone",
    "delivery-cancelled",
    "black-list",
    "internal-error",
    "unavailable",
    "throttled",
  ],
]);
