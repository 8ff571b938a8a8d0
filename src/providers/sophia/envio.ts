// /api/envio.php: up to 1,000 SMS ("ENVIO EM LOTE"). A message that is wrong fails alone; what is wrong with the whole
// (token, count, JSON) is one entry.

import type { JsonObject } from "../../core/json.ts";
import { refuse } from "../../core/refusal.ts";
import type { GroupDefaults } from "../../core/submission.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";
import type { HandledHttp } from "../handled.ts";
import type { Host } from "../provider.ts";
import { answer, entryFor, entryOf, refused } from "./answer.ts";
import { callerOf, type SophiaCaller, servedBy } from "./caller.ts";
import { detailOf, envioStatus, wholeCodes } from "./codes.ts";
import { loteOf, maxMessages } from "./lote.ts";
import type { SophiaSettings } from "./settings.ts";
import { emptyPedido, envioDefaults, envioOf, factsFor, type Pedido, type SophiaEnvio } from "./translate.ts";
import { envio } from "./vocabulary.ts";

const defaults: GroupDefaults<SophiaEnvio> = {
  ...envioDefaults(envio),
  wholeCodes,
  checkWhole(account) {
    if (account === null) return refuse("unknown-credential");
    return account.enabled ? null : refuse("client-disabled");
  },
};

export function serveEnvio(host: Host, settings: SophiaSettings, request: HttpRequest): HandledHttp {
  const caller = callerOf(host, settings, request);
  const lote = loteOf(caller.parameters);
  if ("mistake" in lote) return unreadable(host, settings, caller, lote.mistake);
  if (lote.pedidos.length === 0) return unreadable(host, settings, caller, detailOf(refuse("too-few")));
  if (lote.pedidos.length > maxMessages) return unreadable(host, settings, caller, detailOf(refuse("too-many")));
  return each(host, settings, caller, lote.pedidos);
}

function each(host: Host, settings: SophiaSettings, caller: SophiaCaller, pedidos: readonly Pedido[]): HandledHttp {
  const { sandbox } = caller;
  const now = sandbox.clock.now();
  const envios = pedidos.map((pedido) => envioOf(factsFor(envio.name, caller, pedido), pedido, sandbox));
  const decision = host.submissions.submitAll(sandbox, envios, defaults);
  const { instead } = decision;
  const messages = decision.each.flatMap((decided) => (decided.kind === "accepted" ? [decided.message] : []));
  if (instead !== null) return serve(settings, caller, decision, [entryFor(settings, instead, "", now)], messages);
  const entries = decision.each.map((decided, index) => entryOf(settings, decided, pedidos[index] ?? emptyPedido, now));
  return serve(settings, caller, decision, entries, messages);
}

/** A rule may still answer, delay or disturb a call whose messages cannot be read. */
function unreadable(host: Host, settings: SophiaSettings, caller: SophiaCaller, mistake: string): HandledHttp {
  const { sandbox, account, parameters } = caller;
  const now = sandbox.clock.now();
  const { to: _, text: __, ...facts } = factsFor(envio.name, caller, emptyPedido);
  const decision = host.submissions.query(sandbox, facts, envio);
  const detail = account === null && parameters.mistake === null ? detailOf(refuse("unknown-credential")) : mistake;
  const entries =
    decision.kind === "cleared" ? refused(settings, "", now, detail) : entryFor(settings, decision, "", now);
  return serve(settings, caller, decision, [entries], []);
}

function serve(
  settings: SophiaSettings,
  caller: SophiaCaller,
  decided: Parameters<typeof servedBy>[2],
  entries: readonly JsonObject[],
  messages: HandledHttp["messages"],
): HandledHttp {
  const statuses = new Set(entries.map((entry) => String(entry["status"])));
  const failed = !statuses.has(String(envioStatus.incluida)) && entries.length === 1 && entries[0]?.["destino"] === "";
  return servedBy(caller, envio, decided, {
    answer: answer(settings, { detalhes: entries }, failed),
    code: [...statuses].join("+"),
    messages,
  });
}
