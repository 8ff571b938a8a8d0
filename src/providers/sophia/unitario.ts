// /api/unitario.php: one SMS ("ENVIO UNITÁRIO MÉTODO GET").

import { refuse } from "../../core/refusal.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";
import type { Host, Served } from "../provider.ts";
import { answer, entryOf, refused } from "./answer.ts";
import { callerOf, servedBy } from "./caller.ts";
import { envioStatus } from "./codes.ts";
import type { SophiaSettings } from "./settings.ts";
import { askFor, naturalFor, type Pedido } from "./translate.ts";
import { unitario } from "./vocabulary.ts";

export function serveUnitario(host: Host, settings: SophiaSettings, request: HttpRequest): Served {
  const caller = callerOf(host, request);
  const { sandbox, account, parameters } = caller;
  const { fields, mistake } = parameters;
  const now = sandbox.clock.now();
  const pedido: Pedido = { destino: fields["destino"] ?? "", msg: fields["msg"] ?? "", id: fields["id"] ?? "" };
  const ask = askFor(unitario.name, parameters.channel, pedido, account);
  const natural = naturalFor(host, unitario, ask, pedido, sandbox);
  // A body that is no JSON is wrong before anything in it can be.
  const check = mistake === null ? natural.check : () => refuse("bad-layout", mistake);
  const submitted = host.exchange.submit(sandbox, ask, { ...natural, check });
  const unreadable = submitted.kind === "refused" && submitted.refusal.detail === mistake && mistake !== null;
  const told = unreadable ? refused(settings, "", now, mistake) : entryOf(settings, submitted, pedido, now);
  const failed = told["status"] !== envioStatus.incluida;
  return servedBy(caller, unitario, submitted, {
    answer: answer(settings, { envio: [told] }, submitted.outcome, failed),
    unprocessed: submitted.kind === "unprocessed",
    code: String(told["status"] ?? ""),
    messages: submitted.kind === "accepted" ? [submitted.message] : [],
  });
}
