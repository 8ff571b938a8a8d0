// /api/unitario.php: one SMS ("ENVIO UNITÁRIO MÉTODO GET").

import type { HttpRequest } from "../../protocols/http/call.ts";
import type { HandledHttp } from "../handled.ts";
import type { Host } from "../provider.ts";
import { answer, entryOf, refused } from "./answer.ts";
import { callerOf, servedBy } from "./caller.ts";
import { envioStatus } from "./codes.ts";
import type { SophiaSettings } from "./settings.ts";
import { envioDefaults, envioOf, factsFor, type Pedido } from "./translate.ts";
import { unitario } from "./vocabulary.ts";

const defaults = envioDefaults(unitario);

export function serveUnitario(host: Host, settings: SophiaSettings, request: HttpRequest): HandledHttp {
  const caller = callerOf(host, settings, request);
  const { sandbox, parameters } = caller;
  const { fields, mistake } = parameters;
  const now = sandbox.clock.now();
  const pedido: Pedido = { destino: fields["destino"] ?? "", msg: fields["msg"] ?? "", id: fields["id"] ?? "" };
  const facts = factsFor(unitario.name, caller, pedido);
  const decision = host.submissions.submit(sandbox, envioOf(facts, pedido, sandbox, mistake), defaults);
  const unreadable = decision.kind === "refused" && decision.refusal.detail === mistake && mistake !== null;
  const answered = unreadable ? refused(settings, "", now, mistake) : entryOf(settings, decision, pedido, now);
  const failed = answered["status"] !== envioStatus.incluida;
  return servedBy(caller, unitario, decision, {
    answer: answer(settings, { envio: [answered] }, failed),
    code: String(answered["status"] ?? ""),
    messages: decision.kind === "accepted" ? [decision.message] : [],
  });
}
