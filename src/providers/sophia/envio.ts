// /api/envio.php: up to 1,000 SMS ("ENVIO EM LOTE"). A message that is wrong fails alone; what is wrong with the whole
// (token, count, JSON) is one entry.

import type { WholeCall } from "../../core/exchange.ts";
import type { JsonObject } from "../../core/json.ts";
import { refuse } from "../../core/refusal.ts";
import type { HttpRequest } from "../../protocols/http/call.ts";
import type { Host, Served } from "../provider.ts";
import { answer, entryFor, entryOf, refused } from "./answer.ts";
import { type Caller, callerOf, servedBy } from "./caller.ts";
import { detailOf, envioStatus, isWhole } from "./codes.ts";
import { loteOf, mostMessages } from "./lote.ts";
import type { SophiaSettings } from "./settings.ts";
import { askFor, emptyPedido, naturalFor, type Pedido } from "./translate.ts";
import { envio } from "./vocabulary.ts";

export function serveEnvio(host: Host, settings: SophiaSettings, request: HttpRequest): Served {
  const caller = callerOf(host, request);
  const lote = loteOf(caller.parameters);
  if ("mistake" in lote) return unreadable(host, settings, caller, lote.mistake);
  if (lote.pedidos.length === 0) return unreadable(host, settings, caller, detailOf(refuse("too-few")));
  if (lote.pedidos.length > mostMessages) return unreadable(host, settings, caller, detailOf(refuse("too-many")));
  return each(host, settings, caller, lote.pedidos);
}

function each(host: Host, settings: SophiaSettings, caller: Caller, pedidos: readonly Pedido[]): Served {
  const { sandbox, account, parameters } = caller;
  const now = sandbox.clock.now();
  const items = pedidos.map((pedido) => {
    const ask = askFor(envio.name, parameters.channel, pedido, account);
    return { ask, natural: naturalFor(host, envio, ask, pedido, sandbox) };
  });
  const whole: WholeCall = {
    isWhole,
    check(account) {
      if (account === null) return refuse("unknown-credential");
      return account.enabled ? null : refuse("client-disabled");
    },
  };
  const submitted = host.exchange.submitAll(sandbox, items, whole);
  const { instead } = submitted;
  if (instead !== null) {
    const told = entryFor(settings, instead, "", now);
    return serve(settings, caller, submitted, [told], instead.kind === "unprocessed", []);
  }
  const told = submitted.each.map((one, index) => entryOf(settings, one, pedidos[index] ?? emptyPedido, now));
  const messages = submitted.each.flatMap((one) => (one.kind === "accepted" ? [one.message] : []));
  return serve(settings, caller, submitted, told, false, messages);
}

/** A rule may still answer, delay or disturb a call whose messages cannot be read. */
function unreadable(host: Host, settings: SophiaSettings, caller: Caller, mistake: string): Served {
  const { sandbox, account, parameters } = caller;
  const now = sandbox.clock.now();
  const { to: _, text: __, ...ask } = askFor(envio.name, parameters.channel, emptyPedido, account);
  const considered = host.exchange.consider(sandbox, ask, envio);
  const { instead } = considered;
  const detail = account === null && parameters.mistake === null ? detailOf(refuse("unknown-credential")) : mistake;
  const told = instead === null ? refused(settings, "", now, detail) : entryFor(settings, instead, "", now);
  return serve(settings, caller, considered, [told], instead?.kind === "unprocessed", []);
}

function serve(
  settings: SophiaSettings,
  caller: Caller,
  decided: Parameters<typeof servedBy>[2],
  told: readonly JsonObject[],
  unprocessed: boolean,
  messages: Served["messages"],
): Served {
  const statuses = new Set(told.map((one) => String(one["status"])));
  const failed = !statuses.has(String(envioStatus.incluida)) && told.length === 1 && told[0]?.["destino"] === "";
  return servedBy(caller, envio, decided, {
    answer: answer(settings, { detalhes: told }, decided.outcome, failed),
    unprocessed,
    code: [...statuses].join("+"),
    messages,
  });
}
