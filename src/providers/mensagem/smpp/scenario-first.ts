// The way of the commands that send nothing: the scenario first, then their own work.

import { normalise } from "../../../core/address.ts";
import type { RequestFacts } from "../../../core/request-facts.ts";
import type { OperationVocabulary } from "../../../core/vocabulary.ts";
import type { Reply } from "../../../protocols/smpp/session-types.ts";
import { type StatusName, status } from "../../../protocols/smpp/status.ts";
import type { ServedPdu } from "../../provider.ts";
import { statusOfRefusal, statusOfScript } from "./codes.ts";
import { type CommandContext, type CommandRequest, served } from "./context.ts";
import { nationalOf } from "./submission.ts";

/** @param work the status, why, and the body of a positive response */
export function scenarioFirst(
  context: CommandContext,
  request: CommandRequest,
  operation: OperationVocabulary,
  work: () => readonly [name: StatusName, why: string, body?: Reply["body"]],
): ServedPdu<Reply> {
  const { pdu, sandbox, account } = request;
  const { body } = pdu;
  const destination = "destination_addr" in body ? body.destination_addr : "";
  const id = "message_id" in body ? body.message_id : "";
  const ask: RequestFacts = {
    provider: "mensagem",
    operation: operation.name,
    channel: "smpp",
    account,
    fields: body,
    from: body.source_addr,
    ...(destination === "" ? {} : { to: normalise(nationalOf(destination)) }),
    ...(id === "" ? {} : { id }),
  };
  const { outcome, instead, decidedBy } = context.host.exchange.consider(sandbox, ask, operation);
  const answer = (code: number): ServedPdu<Reply> => served(request, { reply: { status: code }, decidedBy, outcome });
  switch (instead?.kind) {
    case "refused":
      return answer(statusOfRefusal(instead.refusal, operation, context.dialect));
    case "scripted":
      return answer(statusOfScript(instead.code, operation, context.dialect));
    case "unprocessed":
      return answer(status("ESME_RSYSERR"));
    case undefined: {
      const [name, why, body] = work();
      const reply: Reply = { status: status(name), ...(body === undefined ? {} : { body }) };
      return served(request, { reply, decidedBy: outcome.rule ?? `nature: ${why}`, outcome });
    }
  }
}
