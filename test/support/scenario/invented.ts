// Two invented providers: one with a door of each kind, one that reports little. Scenario tests are about the language,
// so they lean on no real provider.

import { assumed } from "../../../src/core/code-kinds.ts";
import type { Channel } from "../../../src/core/message.ts";
import type { Reason } from "../../../src/core/refusal.ts";
import type { Status } from "../../../src/core/status.ts";
import type { CodeRow, OperationVocabulary, Vocabulary } from "../../../src/core/vocabulary.ts";

function row(code: string, text: string, more: Partial<CodeRow> = {}): CodeRow {
  const kinds = assumed(more.success === true ? "success" : "request");
  return { ...kinds, code, text, section: "own", arises: "scenario", ...more };
}

function operation(
  name: string,
  channels: readonly Channel[],
  codes: readonly CodeRow[],
  more: Partial<OperationVocabulary> = {},
): OperationVocabulary {
  return { name, channels, codes, sends: true, requestFields: ["to", "text", "key"], ...more };
}

const all: Record<Status, string | null> = {
  scheduled: "0",
  held: "61",
  queued: "3",
  sent: "1",
  delivered: "2",
  unconfirmed: "8",
  undelivered: "4",
  invalid: "5",
  rejected: "6",
  expired: "7",
  cancelled: "9",
  skipped: "9",
  unknown: "10",
};

const noCredit: readonly Reason[] = ["no-credit"];

export const pombo: Vocabulary = {
  provider: "pombo",
  kinds: ["long", "short"],
  statuses: all,
  voiceWords: "(?:ok|machine):\\d+",
  voiceEnds: { machine: "unconfirmed" },
  operations: [
    operation(
      "Send_SMS",
      ["soap11", "soap12", "form"],
      [
        row("000", "Enviada", { success: true }),
        row("009", "Sem credito", { reasons: noCredit }),
        row("012", "Numero incorreto", { reasons: ["invalid-number"] }),
        row("800-880", "Falha no gateway"),
        row("900", "Indisponivel", { reasons: ["unavailable", "throttled"] }),
      ],
    ),
    operation("Status", ["soap11"], [row("001", "Credencial invalida")], {
      sends: false,
      answerPatterns: ["ok:\\d+"],
      requestFields: ["key", "id"],
    }),
    operation(
      "send_json",
      ["json", "get"],
      [row("200", "OK", { success: true }), row("0", "ERRO", { reasons: noCredit })],
      { codeField: "status", answerFields: ["detail"] },
    ),
    operation(
      "submit_sm",
      ["smpp"],
      [
        row("ESME_ROK", "ok", { number: 0, success: true }),
        row("ESME_RTHROTTLED", "throttled", { number: 0x58, reasons: ["throttled"] }),
        row("ESME_RSUBMITFAIL", "failed", { number: 0x45, reasons: noCredit }),
      ],
    ),
  ],
};

export const coruja: Vocabulary = {
  provider: "coruja",
  kinds: ["sms"],
  statuses: { ...all, expired: null },
  operations: [
    operation(
      "hoot",
      ["get"],
      [
        row("1", "SUCESSO", { success: true }),
        row("61", "EM ANALISE", { reasons: ["antifraud"] }),
        row("97", "SEM CREDITO", { reasons: noCredit }),
      ],
    ),
  ],
};

export const invented: readonly Vocabulary[] = [pombo, coruja];
