// /api/dlr.php: the status of one message ("CONSULTA DE STATUS (DLR)").

import type { Instant } from "../../core/clock.ts";
import type { JsonObject } from "../../core/json.ts";
import { localDateTime } from "../../core/local-time.ts";
import type { Message } from "../../core/message.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";
import type { HandledHttp } from "../handled.ts";
import type { Host } from "../provider.ts";
import { answer } from "./answer.ts";
import { callerOf, querying, servedBy } from "./caller.ts";
import { dlrStatus, dlrStatusOf } from "./codes.ts";
import type { SophiaSettings } from "./settings.ts";
import { numero } from "./translate.ts";
import { dlr } from "./vocabulary.ts";

/** An instant as the document writes it; one that has not come yet is empty. */
function date(instant: Instant | undefined): string {
  return instant === undefined ? "" : localDateTime(instant);
}

function row(message: Message, settings: SophiaSettings): JsonObject {
  const status = dlrStatusOf(message.status, settings);
  return {
    data: date(message.acceptedAt),
    enviado: date(message.sentAt),
    entregue: status === dlrStatus.delivered ? date(message.finalAt) : "",
    status,
    [settings.dlrNumberKey]: numero(message.to, message, settings),
    mensagem: message.text,
    id: message.id,
  };
}

/** Values beside a rule's status when there is no such message. */
function emptyRow(id: string, settings: SophiaSettings): JsonObject {
  return { data: "", enviado: "", entregue: "", status: "", [settings.dlrNumberKey]: "", mensagem: "", id };
}

export function serveDlr(host: Host, settings: SophiaSettings, request: HttpRequest): HandledHttp {
  const caller = callerOf(host, settings, request);
  const { sandbox, parameters } = caller;
  const id = parameters.fields["id"] ?? "";
  const facts: RequestFacts = {
    provider: "sophia",
    operation: dlr.name,
    channel: parameters.channel,
    fields: { id },
    id,
    http: request,
    ...(caller.account === null ? {} : { account: caller.account }),
  };
  const decision = host.submissions.query(sandbox, facts, dlr);
  const account = querying(caller);
  const message = account === null ? null : host.store.ledger.byId(sandbox.name, "sophia", id);
  const own = message !== null && message.account === `sophia/${account?.name}` ? row(message, settings) : null;
  const scripted =
    decision.kind === "scripted"
      ? { ...(own ?? emptyRow(id, settings)), status: decision.code, ...decision.fields }
      : null;
  const entry = scripted ?? (decision.kind === "cleared" ? own : null);
  return servedBy(caller, dlr, decision, {
    answer: answer(settings, { dlr: entry === null ? [] : [entry] }, false),
    code: entry === null ? "-" : String(entry["status"]),
    messages: [],
  });
}
