// Sends one attempt by the means its delivery names, and says in one shape how it ended.

import type { Account } from "../core/account.ts";
import { addressRefusal } from "../core/callback-address.ts";
import type { Millis } from "../core/clock.ts";
import type { JsonObject } from "../core/json.ts";
import type { Delivery } from "../providers/provider.ts";
import type { AttemptResult, Prepared, Transport } from "./transport.ts";

/** The outbound HTTP client (wire/http). */
export interface HttpSender {
  send(request: OutgoingRequest): Promise<HttpSent>;
}
interface OutgoingRequest {
  readonly url: string;
  /** A form to be posted; absent: a GET. */
  readonly post?: { readonly body: string; readonly type: string };
  readonly timeoutMs: Millis;
  readonly cut: AbortSignal;
}
export type HttpSent = { readonly status: number; readonly firstBytes: string } | { readonly error: string };

/** The pool of bound sessions, with the provider's knowledge of how a `deliver_sm` is made. */
export interface SmppSender {
  /** Whether a receiver is bound that may take this. */
  reachable(key: string, data: JsonObject): boolean;
  prepare(key: string, data: JsonObject): PreparedPdus;
}

export interface PreparedPdus {
  /** The octets as they will leave but for their sequence numbers, in hexadecimal. */
  readonly request: string;
  /** @param cut drops what has not left yet */
  send(cut: AbortSignal): Promise<AttemptResult>;
}

/** Milliseconds of real time until an HTTP attempt counts as unanswered, where the account says nothing else. */
const timeoutMs = 10_000;

export interface TransportDeps {
  readonly http: HttpSender;
  /** On a manual clock an attempt must not hold up `advance` for longer than this; null: the clock goes by itself. */
  readonly settleMs: (sandbox: string) => Millis | null;
}

export interface ConnectedTransport extends Transport {
  /** Sends from now on what goes by `deliver_sm`; before, nothing of it is reachable. */
  connect(smpp: SmppSender): void;
}

export function createTransport(deps: TransportDeps): ConnectedTransport {
  let smpp: SmppSender | null = null;

  async function overHttp(
    { url, post, success }: Extract<Delivery, { by: "http" }>,
    account: Account,
    cut: AbortSignal,
  ): Promise<AttemptResult> {
    const refusal = addressRefusal(url, account.callbacks.allowedHosts);
    if (refusal !== null) return { kind: "refused", status: null, answer: "", error: refusal };
    const limit = Math.min(account.callbacks.timeoutMs ?? timeoutMs, deps.settleMs(account.sandbox) ?? Infinity);
    const sent = await deps.http.send({ url, timeoutMs: limit, cut, ...(post === undefined ? {} : { post }) });
    if ("error" in sent) return { kind: "failed", status: null, answer: "", error: sent.error };
    const ok = success(sent.status);
    const error = ok ? "" : `answered ${sent.status}`;
    return { kind: ok ? "done" : "failed", status: sent.status, answer: sent.firstBytes, error };
  }

  return {
    reachable: (delivery) => delivery.by === "http" || smpp?.reachable(delivery.key, delivery.data) === true,
    prepare(delivery) {
      if (delivery.by === "http") {
        const { url, post } = delivery;
        const send: Prepared["send"] = (account, cut) => overHttp(delivery, account, cut);
        const request = post === undefined ? `GET ${url}` : `POST ${url}\nContent-Type: ${post.type}\n\n${post.body}`;
        return { address: withoutQuery(url), request, send };
      }
      if (smpp === null) throw new Error("there is no SMPP listener");
      const { request, send } = smpp.prepare(delivery.key, delivery.data);
      return { address: `deliver_sm ${delivery.key}`, request, send: (_, cut) => send(cut) };
    },
    connect(sender) {
      smpp = sender;
    },
  };
}

function withoutQuery(url: string): string {
  const end = url.indexOf("?");
  return end === -1 ? url : url.slice(0, end);
}
