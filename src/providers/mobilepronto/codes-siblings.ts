// Return codes of v_3_00 and of the HTTP pages, as clients that ran against them know them: those of v_2_00, and codes of
// their own. `own` marks what we added.

import { assumed, documented } from "../../core/code-kinds.ts";
import type { CodeRow } from "../../core/vocabulary.ts";
import { byScenario, type MobileProntoRow, statusVoiceCodes, sucesso, table } from "./codes.ts";
import { creditsCodes, query01Codes } from "./codes-observed.ts";
import { sendSimpleSmsCodes } from "./codes-simple.ts";

function asIn(rows: readonly CodeRow[], section: string, ...codes: readonly string[]): readonly CodeRow[] {
  return rows.filter(({ code }) => codes.includes(code)).map((row) => ({ ...row, section }));
}

const semParametro: MobileProntoRow = [
  "X01",
  documented("request"),
  "Parâmetro ausente",
  "a parameter is missing",
  "parameter-missing",
];
const parametroInvalido: MobileProntoRow = [
  "X02",
  documented("request"),
  "Parâmetro desconhecido",
  "a parameter that the page does not have",
  "parameter-unknown",
];

/** Codes of a send of v_3_00 or of a page. */
function sendCodes(section: string, success: string): readonly CodeRow[] {
  return [
    ...table(section, [
      [sucesso, documented("success"), "Mensagem enviada com Sucesso/Message sent successfully.", success],
    ]),
    ...asIn(sendSimpleSmsCodes, section, "001", "005"),
    ...table(section, [
      [
        "007",
        documented("request"),
        "Flag Send_Project tem que ser S,s or Y,y or N,n/Flag Send_Project must be S,s or Y,y or N,n",
        "Send_Project other than S, SIM, Y, YES, N, NAO, NÃO or NO in either case",
        "project-flag-invalid",
      ],
    ]),
    ...asIn(sendSimpleSmsCodes, section, "008", "009", "010", "012", "013", "015", "016", "017", "018"),
    ...asIn(statusVoiceCodes, section, "019"),
    ...table(section, [["022", documented("throttle"), "Limite diário excedido", byScenario]]),
    ...asIn(sendSimpleSmsCodes, section, "800-899", "900", "901-999"),
  ];
}

/** Length of a Long_SMS is bounded by its parts, not by 160 characters. */
function long(rows: readonly CodeRow[]): readonly CodeRow[] {
  return rows.map((row) => (row.code === "008" ? { ...row, arises: "Message over 15,300 characters" } : row));
}

function pageCodes(rows: readonly CodeRow[], section: string): readonly CodeRow[] {
  return [...rows, ...table(section, [semParametro, parametroInvalido])];
}

const v300 = "MPG_Send_SMS v_3_00, observed";
export const sendSmsV300Codes = sendCodes(v300, "the message was accepted");
const longV300 = "MPG_Send_Long_SMS v_3_00, observed";
export const sendLongSmsCodes = long(sendCodes(longV300, "the message was accepted: `000:` for each part"));

const enviasms = "enviasms.aspx, observed";
export const enviasmsCodes = pageCodes(sendCodes(enviasms, "the message was accepted"), enviasms);
const smsfollow = "smsfollow.aspx, observed";
export const smsfollowCodes = pageCodes(sendCodes(smsfollow, "the message was accepted: `000:<IDMSG>`"), smsfollow);

const smscredits = "credits.aspx, observed";
export const smscreditsCodes = pageCodes(
  [
    ...asIn(creditsCodes, smscredits, sucesso, "001"),
    ...asIn(statusVoiceCodes, smscredits, "019"),
    ...asIn(creditsCodes, smscredits, "891-899", "900"),
  ],
  smscredits,
);

/** Statuses of status.aspx: 200 was seen, the others are ours. */
export const smsstatusWords = { enviada: "200", naoEnviada: "300", semStatus: "024" } as const;
export const smsstatusCodes: readonly CodeRow[] = pageCodes(
  [
    ...table("status.aspx, observed", [
      [smsstatusWords.enviada, assumed("success"), "Mensagem enviada", "the message was sent, or delivered"],
    ]),
    ...table("own", [
      [smsstatusWords.naoEnviada, assumed("success"), "Mensagem não enviada", "the message failed"],
      [
        smsstatusWords.semStatus,
        assumed("temporary"),
        "IDMSG ainda sem Status",
        "the message was not sent yet",
        "no-status-yet",
      ],
    ]),
    ...asIn(statusVoiceCodes, "status.aspx, observed", "001", "019"),
    ...table("own", [
      [
        "023",
        assumed("request"),
        "IDMSG não encontrado.",
        "an ID that no SMS of the account has",
        "unknown-message",
        "id-too-long",
      ],
    ]),
    ...asIn(statusVoiceCodes, "own", "800-899", "900"),
  ],
  "status.aspx, observed",
);

const query01 = "query01.aspx, observed";
export const query01PageCodes = pageCodes(
  [
    ...asIn(query01Codes, query01, sucesso, "001"),
    ...asIn(statusVoiceCodes, query01, "019"),
    ...asIn(query01Codes, query01, "881-890", "900"),
  ],
  query01,
);
