// Commands that send nothing: the scenario decides first, then the command does its own work.

import { normalise } from "../../../core/address.ts";
import { defaultBecause } from "../../../core/reason-sentences.ts";
import type { RequestFacts } from "../../../core/request-facts.ts";
import type { SentenceValue } from "../../../core/sentences.ts";
import type { OperationVocabulary } from "../../../core/vocabulary.ts";
import type { PduReply } from "../../../protocols/smpp/session-types.ts";
import { type StatusName, status } from "../../../protocols/smpp/status.ts";
import type { Handled } from "../../handled.ts";
import { statusOfDecision } from "./codes.ts";
import { type CommandContext, type CommandRequest, served } from "./context.ts";
import { factsOf } from "./facts.ts";
import { nationalOf } from "./submission.ts";

/** @param work the status, why, and the body of a positive response */
export function scenarioFirst(
  context: CommandContext,
  request: CommandRequest,
  operation: OperationVocabulary,
  work: () => readonly [name: StatusName, why: SentenceValue, body?: PduReply["body"]],
): Handled<PduReply> {
  const { pdu, sandbox, account } = request;
  const { body } = pdu;
  const destination = "destination_addr" in body ? body.destination_addr : "";
  const id = "message_id" in body ? body.message_id : "";
  const facts: RequestFacts = {
    provider: "mensagem",
    operation: operation.name,
    channel: "smpp",
    account,
    ...factsOf(request),
    from: body.source_addr,
    ...(destination === "" ? {} : { to: normalise(nationalOf(destination)) }),
    ...(id === "" ? {} : { id }),
  };
  const decision = context.host.submissions.query(sandbox, facts, operation);
  const { outcome, decidedBy } = decision;
  if (decision.kind !== "cleared") {
    const reply = { status: statusOfDecision(decision, operation, context.dialect) };
    return served(request, { reply, decidedBy, outcome });
  }
  const [name, why, answered] = work();
  const reply: PduReply = { status: status(name), ...(answered === undefined ? {} : { body: answered }) };
  return served(request, { reply, decidedBy: outcome.rule ?? defaultBecause(why), outcome });
}
