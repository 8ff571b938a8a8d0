// /api/unitario.php: one SMS ("ENVIO UNITÁRIO MÉTODO GET").

import type { Channel } from "../../core/message.ts";
import type { HttpAnswer, HttpRequest } from "../../wire/http/call.ts";
import type { Host, Served } from "../provider.ts";
import { envioStatus } from "./codes.ts";
import { fieldsOf } from "./fields.ts";
import { phpJson } from "./php-json.ts";
import type { SophiaSettings } from "./settings.ts";
import { askFor, entryFor, naturalFor, type Pedido } from "./translate.ts";
import { unitario } from "./vocabulary.ts";

/** How a request came in, in the words of scenario files. */
export function channelOf(request: HttpRequest): Channel {
  if (request.body.length === 0) return "get";
  return /^\s*[[{]/.test(request.body.subarray(0, 64).toString("latin1")) ? "json" : "form";
}

export function answer(settings: SophiaSettings, body: string, failed: boolean): HttpAnswer {
  return {
    status: failed ? settings.errorStatus : 200,
    headers: [["Content-Type", settings.contentType]],
    body,
  };
}

export function serveUnitario(host: Host, settings: SophiaSettings, request: HttpRequest): Served {
  const fields = fieldsOf(request);
  const token = fields["token"] ?? "";
  const known = host.find(token);
  const sandbox = known?.sandbox ?? host.fallback();
  const pedido: Pedido = { destino: fields["destino"] ?? "", msg: fields["msg"] ?? "", id: fields["id"] ?? "" };
  const ask = askFor("unitario", channelOf(request), pedido, known?.account ?? null);
  const submitted = host.exchange.submit(sandbox, ask, naturalFor(host, unitario, ask, pedido, sandbox.name));
  const entry = entryFor(submitted, pedido, sandbox.clock.now(), settings);
  const failed = entry["status"] !== envioStatus.incluida;
  const { raw } = submitted.outcome;
  return {
    answer:
      submitted.kind === "unprocessed"
        ? null
        : answer(settings, raw === undefined ? phpJson({ envio: [entry] }) : Buffer.from(raw).toString("utf8"), failed),
    sandbox,
    operation: "unitario",
    channel: ask.channel,
    code: String(entry["status"] ?? ""),
    decidedBy: submitted.decidedBy,
    messages: submitted.kind === "accepted" ? [submitted.message] : [],
    findings: [],
    secrets: [token],
    outcome: submitted.outcome,
    ...(known === null ? {} : { account: known.account }),
  };
}
