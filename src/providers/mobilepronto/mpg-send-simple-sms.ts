// MPG_SendSimple_SMS v_2_00: one SMS over /sms/v_2_00/service.asmx ("Envio Simples de SMS Síncrono").

import type { Account } from "../../core/account.ts";
import type { Refusal } from "../../core/refusal.ts";
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
import { checkLists, checkMobile, checkOperator, longestTextTo, readMobile } from "./mobile.ts";
import { refuse } from "./reasons.ts";
import { sendSimpleSms } from "./vocabulary.ts";

function check(now: Account, { context: { settings }, mobile, text, cost }: Sending): Refusal | null {
  const details = detailsOf(now);
  if (!now.enabled) return refuse("gateway-blocked");
  const whereto = checkMobile(mobile, now, details) ?? checkLists(mobile, now) ?? checkOperator(mobile, details);
  if (whereto !== null) return whereto;
  if (text.trim() === "") return refuse("empty-text");
  if (text.length > longestTextTo(mobile, settings))
    return refuse("text-too-long", { en: `${text.length} characters`, pt: `${text.length} caracteres` });
  return checkCredit(now, cost);
}

const defaults = sendingDefaults(sendSimpleSms, check);

export function mpgSendSimpleSms(context: MethodContext): PerformedMethod {
  const { host, call, settings } = context;
  const caller = callerOf(host, call, 40);
  const account = caller.kind === "known" ? caller.account : null;
  const mobile = readMobile(field(call, "Mobile"), account, settings);
  const text = field(call, "Message");
  // "O Aux_User será sempre igual a MPG_SendSimple_SMS e a Mensagem será enviada sem o Nome do Projeto na frente".
  const fields = { Aux_User: sendSimpleSms.name };
  const cost = costOf(text, settings);
  return sent(caller, sendSimpleSms, send(context, defaults, { caller, mobile, text, kind: "sms", fields, cost }));
}
