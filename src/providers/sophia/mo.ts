// /api/mo.php: what phones have answered and nobody has fetched yet ("CONSULTA MO (Caixa de Entrada)"). Returned messages are marked as fetched; a callback that carried it before makes no difference (assumed).

import type { JsonObject } from "../../core/json.ts";
import { localDateTime } from "../../core/local-time.ts";
import type { Inbound } from "../../core/message.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";
import type { HandledHttp } from "../handled.ts";
import type { Host } from "../provider.ts";
import { answer } from "./answer.ts";
import { callerOf, querying, servedBy } from "./caller.ts";
import type { SophiaSettings } from "./settings.ts";
import { numero } from "./translate.ts";
import { mo } from "./vocabulary.ts";

/** InboundMessages given at once; the rest stays for the next call. */
const maxRows = 1_000;

export function serveMo(host: Host, settings: SophiaSettings, request: HttpRequest): HandledHttp {
  const caller = callerOf(host, settings, request);
  const { sandbox, parameters } = caller;
  const facts: RequestFacts = {
    provider: "sophia",
    operation: mo.name,
    channel: parameters.channel,
    fields: {},
    http: request,
    ...(caller.account === null ? {} : { account: caller.account }),
  };
  const decision = host.submissions.query(sandbox, facts, mo);
  const account = decision.kind === "cleared" ? querying(caller) : null;
  const inboundMessages =
    account === null
      ? []
      : host.store.ledger.inboundMessages(sandbox.name, {
          account: `sophia/${account.name}`,
          fetched: false,
          limit: maxRows,
        });
  if (inboundMessages.length > 0) host.store.ledger.markFetched(inboundMessages.map(({ seq }) => seq));
  const rows = inboundMessages.map((inbound) => row(host, settings, inbound));
  return servedBy(caller, mo, decision, {
    answer: answer(settings, { mo: rows }, false),
    code: String(rows.length),
    messages: [],
  });
}

/** "destino: (número de destino enviado)" is the phone; `id` the message it answers. */
function row(host: Host, settings: SophiaSettings, inbound: Inbound): JsonObject {
  const answered = inbound.answers === undefined ? null : host.store.ledger.get(inbound.answers);
  return {
    destino: numero(inbound.from, answered, settings),
    data: localDateTime(inbound.receivedAt),
    mensagem: inbound.text,
    id: answered?.id ?? "",
  };
}
