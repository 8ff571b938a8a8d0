// /sms/send: one SMS ("Envio de SMS Simples").

import type { Instant } from "../../core/clock.ts";
import { answeredDecision, type Decision } from "../../core/decision.ts";
import type { Finding } from "../../core/findings.ts";
import type { JsonObject } from "../../core/json.ts";
import { parseLocalDateTime } from "../../core/local-time.ts";
import { codeOf, failure, served } from "./answer.ts";
import { sucesso } from "./codes.ts";
import type { Fields } from "./fields.ts";
import { mensagemFinding } from "./findings.ts";
import type { GetFunction } from "./get-function.ts";
import type { MensagemOperation } from "./operation.ts";
import type { MensagemSettings } from "./settings.ts";
import { longestId, longestText, smsDefaults, smsOf, textoDe, zeroIsNone } from "./translate.ts";
import { send } from "./vocabulary.ts";

const defaults = smsDefaults(send);

export const sendFunction: GetFunction = {
  operation: send,
  user: "u",
  serve(visit) {
    const { host, request, fields, sandbox, account, settings, operation } = visit;
    const id = fields.get("id");
    const sms = smsOf(
      { operation, channel: "get", http: request, sandbox, account, fields: fields.all },
      {
        numero: fields.get("n").trim(),
        texto: textoDe(fields.get("m")),
        longest: longestText,
        tipo: fields.get("f").trim() || "0",
        agenda: agendaDe(fields.get("d")),
        centro: zeroIsNone(fields.get("c")),
        id,
        badId: id.length > longestId || (settings.sendId === "alphanumeric" && !/^[a-z0-9]*$/i.test(id)),
        higienizar: fields.get("z").trim() === "1",
        kept: keptFields(fields),
      },
    );
    const decision = host.submissions.submit(sandbox, sms, defaults);
    const { code, line } = lineOf(decision, operation, settings);
    return served(visit, line, {
      code,
      decidedBy: decision.decidedBy,
      messages: decision.kind === "accepted" ? [decision.message] : [],
      findings: priorityFindings(fields),
      outcome: decision.outcome,
    });
  },
};

/** Code and line of an SMS: `1;<md5>`, or the code with its sentence; one that antifraud holds shows no md5. */
export function lineOf(
  decided: Decision,
  operation: MensagemOperation,
  settings: MensagemSettings,
): { readonly code: string; readonly line: string } {
  const decision = answeredDecision(decided);
  switch (decision.kind) {
    case "accepted": {
      const code = decision.code ?? sucesso.code;
      if (code !== sucesso.code) return { code, line: failure(operation, code, settings) };
      return { code, line: `${code};${decision.message.id}${settings.sendSuccess === "trailing" ? ";" : ""}` };
    }
    case "refused": {
      const code = codeOf(operation, decision.refusal.reason);
      return { code, line: failure(operation, code, settings) };
    }
    case "scripted":
      return { code: decision.code, line: failure(operation, decision.code, settings) };
    case "unprocessed":
      return { code: "", line: "" };
  }
}

/** `d`, "no formato (yyyy-MM-dd HH:mm:ss)"; a past one is now, a blank one is none. */
export function agendaDe(written: string): Instant | null | "unreadable" {
  const trimmed = written.trim();
  return trimmed === "" ? null : (parseLocalDateTime(trimmed) ?? "unreadable");
}

/** "Envio prioritário somente para SMS Short". */
function isShort(fields: Fields): boolean {
  return /^[24]$/.test(fields.get("f").trim());
}

export function keptFields(fields: Fields): JsonObject {
  const arq = fields.get("arq").slice(0, 1_000);
  return {
    ...(arq === "" ? {} : { arq }),
    ...(fields.get("fsd").trim() === "1" && isShort(fields) ? { fsd: "1" } : {}),
  };
}

export function priorityFindings(fields: Fields): readonly Finding[] {
  if (fields.get("fsd").trim() !== "1" || isShort(fields)) return [];
  return [mensagemFinding("fsd-ignored")];
}
