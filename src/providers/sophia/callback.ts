// "CALLBACK AUTOMÁTICO (DLR)" and "(MO)": GET to the registered address with the document's parameters, in its order.

import type { Account } from "../../core/account.ts";
import type { JsonObject } from "../../core/json.ts";
import { localDateTime } from "../../core/local-time.ts";
import type { OutboxEntry } from "../../core/ports.ts";
import { isFinal } from "../../core/status.ts";
import type { CallbackRequest, ClientEvent, Delivery } from "../provider.ts";
import { dlrStatusOf } from "./codes.ts";
import type { SophiaSettings } from "./settings.ts";
import { numero } from "./translate.ts";

export function callbackRequests(clientEvent: ClientEvent, settings: SophiaSettings): readonly CallbackRequest[] {
  const { callbacks } = clientEvent.account;
  if (clientEvent.kind === "inbound") {
    if (callbacks.mo === undefined) return [];
    const { inbound, answered } = clientEvent;
    const data = {
      data: localDateTime(inbound.receivedAt),
      numero: numero(inbound.from, answered, settings),
      mensagem: inbound.text,
      id: answered?.id ?? "",
    };
    return [{ by: "http", data }];
  }
  const { message } = clientEvent;
  if (callbacks.dlr === undefined) return [];
  if (settings.dlrCallbacks === "final" && !isFinal(message.status)) return [];
  const data = {
    status: dlrStatusOf(message.status, settings),
    id: message.id,
    destino: numero(message.to, message, settings),
    entrega: localDateTime(message.statusAt),
  };
  return [{ by: "http", data }];
}

export function delivery(entry: OutboxEntry, account: Account, settings: SophiaSettings): Delivery {
  const address = entry.about === "report" ? account.callbacks.dlr : account.callbacks.mo;
  if (address === undefined) return { by: "nowhere", reason: "the account has no address registered any more" };
  return { by: "http", url: join(address, entry.data, settings), success: success[settings.success] };
}

/** Anything but 200 is sent again ("CONSULTA MO", Observações). */
const success = {
  "200": (status: number) => status === 200,
  "2xx": (status: number) => status >= 200 && status < 300,
} as const satisfies Record<SophiaSettings["success"], (status: number) => boolean>;

/** The registered address and the parameters, joined with `?` or `&` only when missing. */
function join(address: string, data: JsonObject, settings: SophiaSettings): string {
  const parameters = Object.entries(data)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join("&");
  const last = address.at(-1);
  if (last === "?" || last === "&") return address + parameters;
  if (settings.callbackForm === "literal") return `${address}${last === "/" ? "" : "/"}${parameters}`;
  return `${address}${address.includes("?") ? "&" : "?"}${parameters}`;
}
