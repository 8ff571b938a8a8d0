// The request of a callback as the account or the scenario wants it: other names, further parameters, a charset, a form.

import type { Account } from "../core/account.ts";
import { formedParameters, mergeForms } from "../core/callback-form.ts";
import { valuesOfInbound, valuesOfMessage } from "../core/callback-values.ts";
import type { Instant } from "../core/clock.ts";
import type { OutboxEntry, Store } from "../core/ports.ts";
import { encodeText } from "../protocols/http/charset.ts";
import type { Delivery, ProviderCallbacks } from "../providers/provider.ts";

/** The request of one attempt: the provider's own, changed by the forms of account and scenario. */
export function deliveryOf(
  store: Store,
  callbacks: ProviderCallbacks,
  entry: OutboxEntry,
  account: Account,
  now: Instant,
): Delivery {
  if (entry.by !== "http") return callbacks.delivery(entry, account);
  const inbound = entry.about === "inbound" ? store.ledger.getInbound(entry.ref) : null;
  const plan = entry.about === "inbound" ? inbound?.callbacks : store.ledger.plan(entry.ref);
  const form = mergeForms(account.callbacks, plan);
  if (Object.keys(form).length === 0) return callbacks.delivery(entry, account);
  const report = entry.about === "report" ? store.ledger.get(entry.ref) : null;
  const answered = inbound?.answers === undefined ? null : store.ledger.get(inbound.answers);
  const valueFor =
    report !== null
      ? valuesOfMessage(report, now)
      : inbound !== null
        ? valuesOfInbound(inbound, answered, now)
        : () => "";
  const data = formedParameters(entry.data, form, valueFor);
  const delivery = callbacks.delivery({ ...entry, data }, account);
  if (delivery.by !== "http") return delivery;
  const { charset = "utf-8", method } = form;
  if (method !== "POST") return { ...delivery, url: inCharset(delivery.url, charset) };
  const address = entry.about === "report" ? account.callbacks.dlr : account.callbacks.mo;
  const body = Object.entries(data)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join("&");
  const type = `application/x-www-form-urlencoded${form.charset === undefined ? "" : `; charset=${charset}`}`;
  const url = withoutEmpty(address ?? delivery.url, Object.keys(data));
  return { ...delivery, url, post: { body: inCharset(body, charset), type } };
}

/** Percent-encoded text of UTF-8 in another charset; what is no UTF-8 stays. */
function inCharset(encoded: string, charset: string): string {
  if (charset === "utf-8") return encoded;
  return encoded.replace(/(?:%[89a-f][0-9a-f])+/gi, (run) => {
    try {
      const octets = [...encodeText(decodeURIComponent(run), charset)];
      return octets.map((octet) => `%${octet.toString(16).toUpperCase().padStart(2, "0")}`).join("");
    } catch {
      return run;
    }
  });
}

/** The address without the parameters that it names to be filled in. */
function withoutEmpty(address: string, names: readonly string[]): string {
  const [path = "", query = ""] = address.split(/\?(.*)/s);
  const left = query.split("&").filter((part) => part !== "" && !names.includes(part.replace(/=$/, "")));
  return left.length === 0 ? path : `${path}?${left.join("&")}`;
}
