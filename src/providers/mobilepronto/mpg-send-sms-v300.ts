// MPG_Send_SMS and MPG_Send_Long_SMS v_3_00 (observed): as the send of v_2_00, with a Token after the Credencial.

import { callerOf } from "./caller.ts";
import { familyDefaults, familySend } from "./family-send.ts";
import { type MethodContext, type PerformedMethod, sent } from "./method.ts";
import { codeOf } from "./translate.ts";
import { sendLongSms, sendSmsV300 } from "./vocabulary.ts";

const shortDefaults = familyDefaults(sendSmsV300);

export function mpgSendSmsV300(context: MethodContext): PerformedMethod {
  const caller = callerOf(context.host, context.call, 40, true);
  return sent(caller, sendSmsV300, familySend(context, shortDefaults, caller));
}

/** Observed: the longest text of the family's long messages. */
const longDefaults = familyDefaults(sendLongSms, () => 15_300);

/** Answers a code and a colon for each part. */
export function mpgSendLongSms(context: MethodContext): PerformedMethod {
  const caller = callerOf(context.host, context.call, 40, true);
  const decision = familySend(context, longDefaults, caller);
  const parts = decision.kind === "accepted" ? decision.message.parts : 1;
  return sent(caller, sendLongSms, decision, `${codeOf(sendLongSms, decision)}:`.repeat(parts));
}
