// MPG_SendandFollowUp_Voice v_3_00 (observed): one voice call over /voice/v_3_00/service.asmx, answered `000:<IDMSG>`.

import type { Account } from "../../core/account.ts";
import { answeredDecision } from "../../core/decision.ts";
import type { Refusal } from "../../core/refusal.ts";
import { callerOf, field } from "./caller.ts";
import { detailsOf } from "./details.ts";
import {
  checkCredit,
  type MethodContext,
  type PerformedMethod,
  type Sending,
  send,
  sendingDefaults,
  sent,
} from "./method.ts";
import { checkLists, checkMobile, checkOperator, readMobile } from "./mobile.ts";
import { refuse } from "./reasons.ts";
import { codeOf } from "./translate.ts";
import { longestAuxUser } from "./users.ts";
import { sendandFollowUpVoice } from "./vocabulary.ts";
import { voiceLife } from "./voice-call.ts";

const longestText = 300;
const voices = ["V-PTBR-M1", "V-PTBR-F1"];
/** A call costs one credit, however long it is. */
const cost = 1;

function check(now: Account, { context: { call }, mobile, text }: Sending): Refusal | null {
  const details = detailsOf(now);
  if (details.notFound) return refuse("account-not-found");
  if (!now.enabled) return refuse("gateway-blocked");
  const whereto = checkMobile(mobile, now, details) ?? checkLists(mobile, now) ?? checkOperator(mobile, details);
  if (whereto !== null) return whereto;
  if (!voices.includes(field(call, "Voice"))) {
    return refuse("kind-not-allowed", {
      en: `Voice is none of ${voices.join(", ")}`,
      pt: `Voice não é nenhuma de ${voices.join(", ")}`,
    });
  }
  if (text.trim() === "") return refuse("empty-text");
  if (text.length > longestText)
    return refuse("text-too-long", { en: `${text.length} characters`, pt: `${text.length} caracteres` });
  return checkCredit(now, cost);
}

const defaults = sendingDefaults(sendandFollowUpVoice, check);

export function mpgSendandFollowUpVoice(context: MethodContext): PerformedMethod {
  const { host, call, settings } = context;
  const operation = sendandFollowUpVoice;
  const caller = callerOf(host, call, 40, true);
  const account = caller.kind === "known" ? caller.account : null;
  const mobile = readMobile(field(call, "Mobile"), account, settings, true);
  const text = field(call, "Message");
  const fields = {
    Principal_User: field(call, "Principal_User"),
    // Observed: what is longer is cut, without an error.
    Aux_User: field(call, "Aux_User").slice(0, longestAuxUser),
    Voice: field(call, "Voice"),
  };
  const life = voiceLife(text);
  const decision = send(context, defaults, { caller, mobile, text, kind: "voice", fields, cost, life });
  const code = codeOf(operation, decision);
  const answered = answeredDecision(decision);
  if (answered.kind === "accepted") return sent(caller, operation, decision, `${code}:${answered.message.id}`);
  const id = answered.kind === "scripted" ? answered.fields["IDERR"] : undefined;
  return sent(caller, operation, decision, typeof id === "string" ? `${code}:${id}` : code);
}
