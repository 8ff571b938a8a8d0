// /api/dlr.php: the status of one message ("CONSULTA DE STATUS (DLR)").

import type { Ask } from "../../core/ask.ts";
import type { JsonObject } from "../../core/json.ts";
import { localDateTime } from "../../core/local-time.ts";
import type { Message } from "../../core/message.ts";
import type { Instant } from "../../core/ports.ts";
import type { HttpRequest } from "../../wire/http/call.ts";
import type { Host, Served } from "../provider.ts";
import { dlrStatus } from "./codes.ts";
import { fieldsOf } from "./fields.ts";
import { phpJson } from "./php-json.ts";
import type { SophiaSettings } from "./settings.ts";
import { numero } from "./translate.ts";
import { answer, channelOf } from "./unitario.ts";
import { dlr } from "./vocabulary.ts";

/** An instant as the document writes it; one that has not come yet is empty. */
function date(instant: Instant | undefined): string {
  return instant === undefined ? "" : localDateTime(instant);
}

function row(message: Message, settings: SophiaSettings): JsonObject {
  return {
    data: date(message.acceptedAt),
    enviado: date(message.sentAt),
    entregue: message.status === "delivered" ? date(message.finalAt) : "",
    status: dlrStatus[message.status],
    [settings.dlrNumberKey]: numero(message.to),
    mensagem: message.text,
    id: message.id,
  };
}

export function serveDlr(host: Host, settings: SophiaSettings, request: HttpRequest): Served {
  const fields = fieldsOf(request);
  const token = fields["token"] ?? "";
  const id = fields["id"] ?? "";
  const known = host.find(token);
  const sandbox = known?.sandbox ?? host.fallback();
  const ask: Ask = {
    provider: "sophia",
    operation: "dlr",
    channel: channelOf(request),
    fields: { id },
    id,
    ...(known === null ? {} : { account: known.account }),
  };
  const considered = host.exchange.consider(sandbox, ask, dlr);
  const found = known === null ? null : host.store.ledger.byId(sandbox.name, "sophia", id);
  const own = found !== null && found.account === `sophia/${known?.account.name}` ? [row(found, settings)] : [];
  const raw = considered.outcome.raw;
  const body = raw === undefined ? phpJson({ dlr: own }) : Buffer.from(raw).toString("utf8");
  return {
    answer: considered.instead?.kind === "unprocessed" ? null : answer(settings, body, false),
    sandbox,
    operation: "dlr",
    channel: ask.channel,
    code: own.length === 0 ? "-" : String(own[0]?.["status"]),
    decidedBy: considered.decidedBy,
    messages: [],
    findings: [],
    secrets: [token],
    outcome: considered.outcome,
    ...(known === null ? {} : { account: known.account }),
  };
}
