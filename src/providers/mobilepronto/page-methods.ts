// Answers of the HTTP pages: the same decisions as the SOAP operations, as bare text.

import { accountKey } from "../../core/account.ts";
import type { Decision } from "../../core/decision.ts";
import type { Message } from "../../core/message.ts";
import { placeOf } from "../../core/ports.ts";
import type { Refusal } from "../../core/refusal.ts";
import { isFinal } from "../../core/status.ts";
import type { OperationVocabulary } from "../../core/vocabulary.ts";
import { callerOf, field, type MobileProntoCaller } from "./caller.ts";
import { sucesso } from "./codes.ts";
import { smsstatusWords } from "./codes-siblings.ts";
import { detailsOf } from "./details.ts";
import { familyDefaults, familySend } from "./family-send.ts";
import { answered, type MethodContext, type PerformedMethod, query, sent } from "./method.ts";
import { xmlOf } from "./mpg-query01.ts";
import { refuse } from "./reasons.ts";
import { codeOf } from "./translate.ts";
import { enviasms, query01Page, smscredits, smsfollow, smsstatus } from "./vocabulary.ts";

export type PageName = "enviasms" | "smsfollow" | "smscredits" | "smsstatus" | "query01";

/** Parameters of a page, by the names of the operations. */
export interface PageParameters {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Mistakes in the parameters of a request. */
interface PageRequest {
  readonly withToken: boolean;
  readonly missing: readonly string[];
  readonly unknown: readonly string[];
}

interface PageMethod {
  readonly operation: OperationVocabulary;
  perform(context: MethodContext, request: PageRequest): PerformedMethod;
}

const sends = ["Principal_User", "Aux_User", "Mobile", "Send_Project", "Message"];

export function parametersOf(page: PageName, withToken: boolean): PageParameters {
  const credentials = ["Credencial", ...(withToken ? ["Token"] : [])];
  switch (page) {
    case "enviasms":
    case "smsfollow":
      return { required: [...credentials, ...sends], optional: [] };
    case "smscredits":
      return { required: credentials, optional: ["Principal_User"] };
    case "smsstatus":
      // Observed: clients ask with the ID alone.
      return { required: ["ID"], optional: [...credentials, "Principal_User"] };
    case "query01":
      return { required: credentials, optional: ["Principal_User", "Aux_User", "Mobile", "Status_Code"] };
  }
}

const enviasmsDefaults = familyDefaults(enviasms);
const smsfollowDefaults = familyDefaults(smsfollow);

export const pageMethods: Readonly<Record<PageName, PageMethod>> = {
  enviasms: {
    operation: enviasms,
    perform(context, request) {
      const caller = pageCaller(context, request);
      return sent(caller, enviasms, familySend(context, enviasmsDefaults, caller));
    },
  },
  smsfollow: {
    operation: smsfollow,
    perform(context, request) {
      const caller = pageCaller(context, request);
      const decision: Decision = familySend(context, smsfollowDefaults, caller);
      const code = codeOf(smsfollow, decision);
      return sent(
        caller,
        smsfollow,
        decision,
        decision.kind === "accepted" ? `${code}:${followId(decision.message)}` : code,
      );
    },
  },
  smscredits: {
    operation: smscredits,
    perform(context, request) {
      const caller = pageCaller(context, request);
      const decision = query(context, smscredits, caller, ({ account }) =>
        account.enabled ? null : refuse("gateway-blocked"),
      );
      const code = codeOf(smscredits, decision);
      const balance = decision.kind === "cleared" ? (decision.account?.credits["sms"] ?? 0) : 0;
      const result = code === sucesso ? balance.toFixed(context.settings.creditDecimals) : code;
      return answered(caller, decision, code, { kind: "value", result });
    },
  },
  smsstatus: { operation: smsstatus, perform: statusPage },
  query01: {
    operation: query01Page,
    perform(context, request) {
      const caller = pageCaller(context, request);
      const decision = query(context, query01Page, caller, ({ account }) =>
        account.enabled ? null : refuse("gateway-blocked"),
      );
      const code = codeOf(query01Page, decision);
      const result = code === sucesso ? xmlOf(context, caller) : code;
      return answered(caller, decision, code, { kind: "value", result });
    },
  },
};

/** Observed: the id of a followed SMS has `-` and eight digits behind it. */
function followId({ id, seq }: Message): string {
  return `${id}-${String(placeOf(seq) % 10 ** 8).padStart(8, "0")}`;
}

function pageCaller({ host, call }: MethodContext, { withToken, missing, unknown }: PageRequest): MobileProntoCaller {
  const refusal = parameterRefusal(missing, unknown);
  if (refusal !== null)
    return { kind: "refused", sandbox: host.find(field(call, "Credencial"))?.sandbox ?? host.fallback(), refusal };
  return callerOf(host, call, withToken ? 40 : "either", withToken);
}

function parameterRefusal(missing: readonly string[], unknown: readonly string[]): Refusal | null {
  if (missing.length > 0) return refuse("parameter-missing", missing.join(", "));
  return unknown.length > 0 ? refuse("parameter-unknown", unknown.slice(0, 5).join(", ")) : null;
}

function statusPage(context: MethodContext, request: PageRequest): PerformedMethod {
  const { host } = context;
  const caller = statusCaller(context, request);
  let message: Message | null = null;
  const decision = query(context, smsstatus, caller, ({ sandbox: own, account }) => {
    if (!account.enabled) return refuse("gateway-blocked");
    message = host.store.ledger.byId(own.name, "mobilepronto", idOf(context));
    const isOwn = message !== null && message.kind === "sms" && message.account === accountKey(account);
    return isOwn ? null : refuse("unknown-message");
  });
  const code = decision.kind === "cleared" ? wordOf(message) : codeOf(smsstatus, decision);
  return answered(caller, decision, code, { kind: "value", result: code });
}

function statusCaller(context: MethodContext, request: PageRequest): MobileProntoCaller {
  if (context.call.args.has("Credencial")) return pageCaller(context, request);
  const refusal = parameterRefusal(request.missing, request.unknown);
  return refusal === null ? ownerOf(context) : { kind: "refused", sandbox: context.host.fallback(), refusal };
}

function idOf({ call }: MethodContext): string {
  return field(call, "ID")
    .trim()
    .replace(/-\d{8}$/, "");
}

/** The account that sent the SMS, as a caller: without a Credencial, the SMS is looked up in every sandbox. */
function ownerOf(context: MethodContext): MobileProntoCaller {
  const { host } = context;
  const id = idOf(context);
  for (const name of host.store.sandboxes()) {
    const message = host.store.ledger.byId(name, "mobilepronto", id);
    const sandbox = message === null ? null : host.sandbox(name);
    const account = message === null ? null : host.store.accounts.get(name, message.account);
    if (sandbox !== null && account !== null) return { kind: "known", sandbox, account, details: detailsOf(account) };
  }
  return { kind: "refused", sandbox: host.fallback(), refusal: refuse("unknown-message") };
}

/** Status of an SMS in the page's words. */
function wordOf(message: Message | null): string {
  const status = message?.status ?? "queued";
  if (status === "sent" || status === "delivered" || status === "unconfirmed") return smsstatusWords.enviada;
  return isFinal(status) ? smsstatusWords.naoEnviada : smsstatusWords.semStatus;
}
