// query_sm: state of a message of any channel (SMPP 3.4 4.8).

import type { PduOf } from "../../../protocols/smpp/pdu.ts";
import type { PduReply } from "../../../protocols/smpp/session-types.ts";
import { formatAbsolute } from "../../../protocols/smpp/time.ts";
import type { Handled } from "../../handled.ts";
import { stateOf } from "./codes.ts";
import type { CommandContext, CommandRequest } from "./context.ts";
import { because } from "./decision-sentences.ts";
import { saoPaulo } from "./deliver-sm.ts";
import { findMessage } from "./message-id.ts";
import { scenarioFirst } from "./scenario-first.ts";
import { sameSource } from "./source.ts";
import { querySm } from "./vocabulary.ts";

export function serveQuerySm(context: CommandContext, request: CommandRequest<PduOf<"query_sm">>): Handled<PduReply> {
  const { pdu, account } = request;
  return scenarioFirst(context, request, querySm, () => {
    const { message_id } = pdu.body;
    const lookup = findMessage(context.host.store, account, message_id, context.idForm);
    if (lookup === "unknown") return ["ESME_RINVMSGID", because("unknown-id")];
    if (lookup === "foreign" || !sameSource(lookup.message, pdu.body)) return ["ESME_RQUERYFAIL", because("foreign")];
    const { status, finalAt } = lookup.message;
    const final_date = finalAt === undefined ? "" : formatAbsolute(finalAt, saoPaulo);
    const body = { message_id, final_date, message_state: stateOf(status, context.dialect), error_code: 0 };
    return ["ESME_ROK", because("message-is", { status }), body];
  });
}
