// "Cadastro de Call-back": GET to the registered address; one that already carries the names with empty values, as the
// document's examples do, is filled in, the rest is appended.

import type { Account } from "../../core/account.ts";
import { national } from "../../core/address.ts";
import type { Instant } from "../../core/clock.ts";
import type { JsonObject } from "../../core/json.ts";
import { localDateTime, localDateTimeMillis } from "../../core/local-time.ts";
import type { Message } from "../../core/message.ts";
import type { OutboxEntry } from "../../core/ports.ts";
import type { Status } from "../../core/status.ts";
import type { CallbackRequest, ClientEvent, Delivery } from "../provider.ts";
import { dlrCodes } from "./codes-dlr.ts";
import type { MensagemSettings } from "./settings.ts";

/** "Tipo de Requisição 1 = Resposta, 2 = Status, 3 = DLR". */
const type = { resposta: "1", status: "2", dlr: "3" } as const;
interface Report {
  readonly type: string;
  readonly status: string;
}

/** "Campo Status do Call-back de Status" and "de DLR": what each status is reported as; null: it is not. */
function reportOf(status: Status, settings: MensagemSettings): Report | null {
  const failed = (code: keyof typeof dlrCodes): Report =>
    settings.failedReport === "dlr"
      ? { type: type.dlr, status: String(dlrCodes[code]) }
      : { type: type.status, status: "2" };
  const reports: Record<Status, Report | null> = {
    scheduled: null,
    held: null,
    queued: null,
    sent: { type: type.status, status: "1" },
    delivered: { type: type.dlr, status: "2" },
    unconfirmed: settings.unconfirmed === "none" ? null : { type: type.dlr, status: settings.unconfirmed },
    undelivered: failed("undelivered"),
    invalid: { type: type.status, status: "5" },
    rejected: failed("rejected"),
    expired: failed("expired"),
    cancelled: { type: type.status, status: "9" },
    // By default an ERRO as well: in the list of type 2, 9 is CANCELADO.
    skipped: failed("skipped"),
    unknown: failed("unknown"),
  };
  return reports[status];
}

export function callbackRequests(clientEvent: ClientEvent, settings: MensagemSettings): readonly CallbackRequest[] {
  const { callbacks } = clientEvent.account;
  if (clientEvent.kind === "inbound") {
    if (callbacks.mo === undefined) return [];
    const { inbound, answered } = clientEvent;
    const data = {
      msisdn: msisdn(inbound.from, answered, settings),
      message: inbound.text,
      date: dateOf(inbound.receivedAt, settings),
      type: type.resposta,
      md5: answered?.id ?? "",
      ...uuid(answered),
    };
    return [{ by: "http", data }];
  }
  const { message } = clientEvent;
  const report = reportOf(message.status, settings);
  if (callbacks.dlr === undefined || report === null) return [];
  const data = {
    msisdn: msisdn(message.to, message, settings),
    status: report.status,
    date: dateOf(message.statusAt, settings),
    type: report.type,
    md5: message.id,
    ...uuid(message),
  };
  return [{ by: "http", data }];
}

/** DDD and number, or as the request of the message wrote them. */
function msisdn(normal: string, message: Message | null, settings: MensagemSettings): string {
  if (settings.msisdnForm === "as-sent" && message !== null) return message.toWritten;
  return settings.msisdnCountry ? normal : national(normal);
}

function dateOf(at: Instant, settings: MensagemSettings): string {
  if (settings.callbackDate === "seconds") return localDateTime(at);
  const millis = localDateTimeMillis(at);
  return settings.callbackDate === "milliseconds" ? millis : `${millis.replace(" ", "T")}-03:00`;
}

/** By which ways news goes back (reading `reports`): an inbound to the HTTP address if there is one, else over SMPP. */
export function waysOf(
  clientEvent: ClientEvent,
  settings: MensagemSettings,
): { readonly http: boolean; readonly smpp: boolean } {
  const { reports } = settings;
  if (reports !== "channel") return { http: reports !== "smpp", smpp: reports !== "http" };
  const smpp =
    clientEvent.kind === "status"
      ? clientEvent.message.channel === "smpp"
      : clientEvent.account.callbacks.mo === undefined;
  return { http: !smpp, smpp };
}

function uuid(message: Message | null): JsonObject {
  return message?.clientId === undefined ? {} : { uuid: message.clientId };
}

export function delivery(entry: OutboxEntry, account: Account): Delivery {
  const address = entry.about === "report" ? account.callbacks.dlr : account.callbacks.mo;
  if (address === undefined) return { by: "nowhere", reason: "the account has no address registered any more" };
  return { by: "http", url: fillIn(address, entry.data), success: (status) => status >= 200 && status < 300 };
}

/** Fills empty parameters of the address by name and appends the others. */
export function fillIn(address: string, data: JsonObject): string {
  const rest = new Map(
    Object.entries(data).map(([name, value]) => [
      name,
      `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
    ]),
  );
  const [path = "", query] = address.split(/\?(.*)/s);
  const filled = query?.split("&").map((part) => {
    const name = part.endsWith("=") ? part.slice(0, -1) : "";
    const whole = rest.get(name) ?? part;
    rest.delete(name);
    return whole;
  });
  const url = filled === undefined ? path : `${path}?${filled.join("&")}`;
  if (rest.size === 0) return url;
  const last = url.at(-1);
  const joint = last === "?" || last === "&" ? "" : filled === undefined ? "?" : "&";
  return url + joint + [...rest.values()].join("&");
}
