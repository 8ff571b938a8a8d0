// A send of v_3_00 or of an HTTP page: as v_2_00, with the project's name before the text where Send_Project asks for it.

import type { Account } from "../../core/account.ts";
import type { Decision } from "../../core/decision.ts";
import type { Refusal } from "../../core/refusal.ts";
import type { ProviderDefaults } from "../../core/submission.ts";
import type { OperationVocabulary } from "../../core/vocabulary.ts";
import { field, type MobileProntoCaller } from "./caller.ts";
import { detailsOf } from "./details.ts";
import { checkCredit, costOf, type MethodContext, type Sending, send, sendingDefaults } from "./method.ts";
import { checkLists, checkMobile, checkOperator, longestTextTo, type Mobile, readMobile } from "./mobile.ts";
import { refuse } from "./reasons.ts";
import type { MobileProntoSettings } from "./settings.ts";
import { longestAuxUser } from "./users.ts";

/** Observed: the pages take these words in either case. */
const withProject = new Set(["S", "SIM", "Y", "YES"]);
const withoutProject = new Set(["N", "NAO", "NÃO", "NO"]);

type LongestText = (mobile: Mobile, settings: MobileProntoSettings) => number;

/** @param longestText characters of a text; as in v_2_00 by default */
export function familyDefaults(
  operation: OperationVocabulary,
  longestText: LongestText = longestTextTo,
): ProviderDefaults<Sending> {
  return sendingDefaults(operation, (account, sending) => check(account, sending, longestText));
}

function check(now: Account, sending: Sending, longestText: LongestText): Refusal | null {
  const { context, mobile, text, cost } = sending;
  const details = detailsOf(now);
  if (!now.enabled) return refuse("gateway-blocked");
  const whereto = checkMobile(mobile, now, details) ?? checkLists(mobile, now) ?? checkOperator(mobile, details);
  if (whereto !== null) return whereto;
  const flag = flagOf(context);
  if (!withProject.has(flag) && !withoutProject.has(flag)) return refuse("project-flag-invalid");
  if (field(context.call, "Message").trim() === "") return refuse("empty-text");
  if (text.length > longestText(mobile, context.settings))
    return refuse("text-too-long", { en: `${text.length} characters`, pt: `${text.length} caracteres` });
  return checkCredit(now, cost);
}

function flagOf({ call }: MethodContext): string {
  return field(call, "Send_Project").trim().toUpperCase();
}

export function familySend(
  context: MethodContext,
  defaults: ProviderDefaults<Sending>,
  caller: MobileProntoCaller,
): Decision {
  const { call, settings } = context;
  const account = caller.kind === "known" ? caller.account : null;
  const project = caller.kind === "known" ? caller.details.project : "";
  const message = field(call, "Message");
  const text = withProject.has(flagOf(context)) && project !== "" ? `${project}:${message}` : message;
  return send(context, defaults, {
    caller,
    mobile: readMobile(field(call, "Mobile"), account, settings),
    text,
    kind: "sms",
    cost: costOf(text, settings),
    fields: {
      Principal_User: field(call, "Principal_User"),
      Aux_User: field(call, "Aux_User").slice(0, longestAuxUser),
    },
  });
}
