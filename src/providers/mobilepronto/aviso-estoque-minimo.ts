// The warning of minimum stock (01r33, 010, 011 and 018): a send that takes the balance below the account's threshold is
// accepted and lets the gateway write to the company's user. Failures of the warning are said in the send's own answer.

import type { Message } from "../../core/message.ts";
import { type SentenceValue, sentencesOf } from "../../core/sentences.ts";
import { field, type MobileProntoCaller } from "./caller.ts";
import { aviso, sucesso } from "./codes.ts";
import { detailsOf } from "./details.ts";
import { type MethodContext, send, sendingDefaults } from "./method.ts";
import { checkLists, readMobile } from "./mobile.ts";
import { avisoEstoqueMinimo } from "./vocabulary.ts";

export interface Warning {
  readonly code: string;
  readonly why: SentenceValue;
  readonly messages: readonly Message[];
}

const defaults = sendingDefaults(avisoEstoqueMinimo, (now, { mobile }) =>
  "reason" in mobile.number ? mobile.number : checkLists(mobile, now),
);

/** @returns null when the send did not cross the threshold */
export function warn(
  context: MethodContext,
  caller: Extract<MobileProntoCaller, { kind: "known" }>,
  message: Message,
): Warning | null {
  const { host, settings, call } = context;
  const account = host.store.accounts.get(caller.sandbox.name, message.account);
  if (account === null || !account.prepaid) return null;
  const details = detailsOf(account);
  const { minimumStock, countries } = details;
  const left = account.credits["sms"] ?? 0;
  const taken = message.debits.reduce((sum, { amount }) => sum + amount, 0);
  if (minimumStock === undefined || left >= minimumStock.threshold || left + taken < minimumStock.threshold)
    return null;
  const mobile = readMobile(minimumStock.phone, account, settings);
  const { number } = mobile;
  const foreign = "reason" in number ? number.reason === "unknown-country" : !countries.includes(number.country);
  if (foreign)
    return {
      code: aviso.paisInvalido,
      why: { en: "the warning phone's country", pt: "o país do telefone do aviso" },
      messages: [],
    };
  const decision = send(context, defaults, {
    caller: { ...caller, account },
    mobile,
    text: `Aviso de estoque minimo: restam ${left} creditos.`,
    kind: "sms",
    fields: { Principal_User: field(call, "Principal_User") },
    // The gateway writes at its own expense.
    cost: 0,
  });
  if (decision.kind === "accepted") return { code: sucesso, why: "", messages: [decision.message] };
  const unreadable = decision.kind === "refused" && "reason" in number && decision.refusal === number;
  return unreadable
    ? {
        code: aviso.telefoneInvalido,
        why: { en: "the warning phone is no mobile number", pt: "o telefone do aviso não é um celular" },
        messages: [],
      }
    : { code: aviso.erroNoEnvio, why: failedBecause("failed", { why: decision.decidedBy }), messages: [] };
}

const failedBecause = sentencesOf({
  failed: { en: "the warning failed ({why})", pt: "o aviso falhou ({why})" },
});
