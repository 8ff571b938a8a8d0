// cancel_sm: one message by its id, or all pending ones of a source and destination (SMPP 3.4 4.9).

import type { SentenceValue } from "../../../core/sentences.ts";
import { isPending } from "../../../core/status.ts";
import type { PduOf } from "../../../protocols/smpp/pdu.ts";
import type { PduReply } from "../../../protocols/smpp/session-types.ts";
import type { StatusName } from "../../../protocols/smpp/status.ts";
import type { Handled } from "../../handled.ts";
import type { CommandContext, CommandRequest } from "./context.ts";
import { because } from "./decision-sentences.ts";
import { findMessage } from "./message-id.ts";
import { pendingBetween } from "./pending-between.ts";
import { scenarioFirst } from "./scenario-first.ts";
import { sameSource } from "./source.ts";
import { cancelSm } from "./vocabulary.ts";

export function serveCancelSm(context: CommandContext, request: CommandRequest<PduOf<"cancel_sm">>): Handled<PduReply> {
  const { body } = request.pdu;
  return scenarioFirst(context, request, cancelSm, () =>
    body.message_id === "" ? group(context, request) : single(context, request),
  );
}

function single(
  context: CommandContext,
  { pdu, account }: CommandRequest<PduOf<"cancel_sm">>,
): readonly [StatusName, SentenceValue] {
  const lookup = findMessage(context.host.store, account, pdu.body.message_id, context.idForm);
  if (lookup === "unknown") return ["ESME_RINVMSGID", because("unknown-id")];
  if (lookup === "foreign" || !sameSource(lookup.message, pdu.body)) return ["ESME_RCANCELFAIL", because("foreign")];
  const { message } = lookup;
  if (!isPending(message.status)) return ["ESME_RCANCELFAIL", because("message-is", { status: message.status })];
  return context.host.lifecycles.force(message, "cancelled", "client") === null
    ? ["ESME_RCANCELFAIL", because("message-is", { status: message.status })]
    : ["ESME_ROK", because("cancelled")];
}

function group(
  context: CommandContext,
  request: CommandRequest<PduOf<"cancel_sm">>,
): readonly [StatusName, SentenceValue] {
  const { service_type } = request.pdu.body;
  const all = [...pendingBetween(context, request, service_type === "" ? {} : { serviceType: service_type })];
  for (const message of all.toReversed()) context.host.lifecycles.force(message, "cancelled", "client");
  return all.length === 0
    ? ["ESME_RCANCELFAIL", because("nothing-pending")]
    : ["ESME_ROK", because("many-cancelled", { count: all.length })];
}
