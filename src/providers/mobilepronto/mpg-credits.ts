// MPG_Credits (observed) of 01r33, v_2_00 and v_3_00: the balance, and how the query went in a ref parameter.

import { type CredencialKind, callerOf, field, type MobileProntoCaller } from "./caller.ts";
import { sucesso } from "./codes.ts";
import { answered, type MethodContext, type MobileProntoMethod, type PerformedMethod, query } from "./method.ts";
import { refuse } from "./reasons.ts";
import { codeOf } from "./translate.ts";
import { checkPrincipalUser } from "./users.ts";
import { credits } from "./vocabulary.ts";

/** Observed: the result beside an error. */
const noBalance = "-1";

function mpgCredits(
  context: MethodContext,
  kind: CredencialKind,
  statusName: "Status" | "v_st_Status",
  { withPrincipalUser = false, withToken = false } = {},
): PerformedMethod {
  const { host, call, settings } = context;
  const caller: MobileProntoCaller = callerOf(host, call, kind, withToken);
  const decision = query(context, credits, caller, ({ account, details }) => {
    if (!account.enabled) return refuse("gateway-blocked");
    return withPrincipalUser ? checkPrincipalUser(field(call, "Principal_User"), details, settings) : null;
  });
  const code = codeOf(credits, decision);
  const balance = decision.kind === "cleared" ? (decision.account?.credits["sms"] ?? 0) : 0;
  const { answer } = decision.outcome;
  const scripted = answer !== undefined && "fields" in answer ? answer.fields["MPG_CreditsResult"] : undefined;
  const result =
    typeof scripted === "string" || typeof scripted === "number"
      ? String(scripted)
      : code === sucesso
        ? balance.toFixed(settings.creditDecimals)
        : noBalance;
  return answered(caller, decision, code, { kind: "value", result, refs: { [statusName]: code } });
}

export const mpgCredits01r33: MobileProntoMethod = (context) =>
  mpgCredits(context, 20, "Status", { withPrincipalUser: true });
/** Takes a Credencial of 20 characters as well (observed). */
export const mpgCreditsV200: MobileProntoMethod = (context) => mpgCredits(context, "either", "v_st_Status");
/** Asks for the Token too (observed). */
export const mpgCreditsV300: MobileProntoMethod = (context) =>
  mpgCredits(context, 40, "v_st_Status", { withToken: true });
