// MPG_Status_Voice v_3_00: what became of a voice call ("Consulta de Status da chamada de Voz").

import { accountKey } from "../../core/account.ts";
import type { Message } from "../../core/message.ts";
import { callerOf, field } from "./caller.ts";
import { answered, type MethodContext, type PerformedMethod, query } from "./method.ts";
import { refuse } from "./reasons.ts";
import { codeOf, codeOfReason } from "./translate.ts";
import { statusVoice } from "./vocabulary.ts";
import { voiceStatus } from "./voice-call.ts";

/** "IDMSG - Obrigatório - (até 40 posições)". */
const longestId = 40;

export function mpgStatusVoice(context: MethodContext): PerformedMethod {
  const { host, call } = context;
  const caller = callerOf(host, call, 40, true);
  const id = field(call, "IDMSG").trim();
  let message: Message | null = null;
  const decision = query(context, statusVoice, caller, ({ sandbox, account, details }) => {
    if (details.notFound) return refuse("account-not-found");
    if (!account.enabled) return refuse("gateway-blocked");
    if (id.length > longestId) return refuse("id-too-long");
    // Ids were also seen with `-` and 8 digits behind them.
    const candidate = host.store.ledger.byId(sandbox.name, "mobilepronto", id.replace(/-\d{8}$/, ""));
    if (candidate === null || candidate.kind !== "voice" || candidate.account !== accountKey(account)) {
      return refuse("unknown-message");
    }
    message = candidate;
    return null;
  });
  const status = message === null ? null : voiceStatus(message);
  const ownCode = status ?? codeOfReason(statusVoice, "no-status-yet");
  const result = decision.kind === "cleared" ? ownCode : codeOf(statusVoice, decision);
  return answered(caller, decision, result, { kind: "value", result });
}
