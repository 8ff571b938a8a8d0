// MPG_Send_SMS 01r33: one SMS over /Service.asmx ("Envio de SMS Síncrono").

import type { Account } from "../../core/account.ts";
import { defaultBecause } from "../../core/reason-sentences.ts";
import type { Refusal } from "../../core/refusal.ts";
import { warn } from "./aviso-estoque-minimo.ts";
import { callerOf, field } from "./caller.ts";
import { detailsOf } from "./details.ts";
import {
  checkCredit,
  costOf,
  type MethodContext,
  type PerformedMethod,
  type Sending,
  send,
  sendingDefaults,
  sent,
} from "./method.ts";
import { checkLists, checkMobile, readMobile } from "./mobile.ts";
import { refuse } from "./reasons.ts";
import { checkAuxUser, checkPrincipalUser } from "./users.ts";
import { sendSms } from "./vocabulary.ts";

/** "Tamanho máximo de 142 posições", the project's name and its colon counted. */
const longestText = 142;

/** Not said by the document: first who, then whereto, then what, then whether it is paid for. */
function check(now: Account, { context: { call, settings }, mobile, text, cost }: Sending): Refusal | null {
  const details = detailsOf(now);
  if (!now.enabled) return refuse("gateway-blocked");
  const who =
    checkPrincipalUser(field(call, "Principal_User"), details, settings) ??
    checkAuxUser(field(call, "Aux_User"), details) ??
    checkMobile(mobile, now, details);
  if (who !== null) return who;
  if (!["S", "Y", "N"].includes(field(call, "Send_Project").toUpperCase())) return refuse("project-flag-invalid");
  if (field(call, "Message").trim() === "") return refuse("empty-text");
  if (text.length > longestText)
    return refuse("text-too-long", { en: `${text.length} characters`, pt: `${text.length} caracteres` });
  return checkCredit(now, cost) ?? checkLists(mobile, now);
}

const defaults = sendingDefaults(sendSms, check);

export function mpgSendSms(context: MethodContext): PerformedMethod {
  const { host, call, settings } = context;
  const caller = callerOf(host, call, 20);
  const account = caller.kind === "known" ? caller.account : null;
  const mobile = readMobile(field(call, "Mobile"), account, settings);
  const flag = field(call, "Send_Project").toUpperCase();
  const project = caller.kind === "known" ? caller.details.project : "";
  const withProject = (flag === "S" || flag === "Y") && project !== "";
  const text = withProject ? `${project}:${field(call, "Message")}` : field(call, "Message");
  const cost = costOf(text, settings);
  const fields = { Principal_User: field(call, "Principal_User"), Aux_User: field(call, "Aux_User") };
  const decision = send(context, defaults, { caller, mobile, text, kind: "sms", fields, cost });
  const performed = sent(caller, sendSms, decision);
  if (decision.kind !== "accepted" || decision.instead !== undefined || caller.kind === "refused") return performed;
  const warning = warn(context, caller, decision.message);
  if (warning === null) return performed;
  const { returned } = performed;
  return {
    ...performed,
    code: warning.code,
    messages: [...performed.messages, ...warning.messages],
    returned: returned.kind === "value" ? { ...returned, result: warning.code } : returned,
    decidedBy: warning.code === performed.code ? performed.decidedBy : defaultBecause(warning.why),
  };
}
