// Sample requests: each sends one SMS to a provider. `torpedo send` sends them, `torpedo start`, the page and the README
// show them, and the bench measures them.

import type { Account } from "../core/account.ts";

/** An SMS as a person gives it: the number in any written form. */
export interface SampleSms {
  readonly to: string;
  readonly text: string;
}

/** Fields of a request by the provider's names. */
export type SampleFields = Readonly<Record<string, string>>;

interface CommonSample {
  /** Name in `torpedo send`; unique among all providers. */
  readonly name: string;
  /** `SOAP`, `HTTP`, `SMPP`. */
  readonly protocol: string;
  /** Name of the request, for help: `MPG_Send_SMS (SOAP)`. */
  readonly summary: string;
  /** Name in the provider's vocabulary. */
  readonly operation: string;
  /** A further field, as an example. */
  readonly field: `${string}=${string}`;
  /** True if only `torpedo send` knows the sample: another of the provider is shown. */
  readonly unshown?: true;
  /** The account's part of the request. @throws UsageError when the details are not the provider's */
  credentials(account: Account): SampleFields;
  /** The message's part. */
  message(sms: SampleSms): SampleFields;
}

export interface HttpSample extends CommonSample {
  readonly by: "http";
  /** Served on the provider's own listener: on the main one too, or `only` there. Absent: on the main one. */
  readonly ownListener?: "too" | "only";
  request(fields: SampleFields): SampleRequest;
  /** The method whose response the answer is: `code` then reads the result of the method. */
  readonly soapMethod?: string;
  /** Reads the provider's code; "": there is none. */
  code(answer: string): string;
  /** Codes that accept the message beside those of the vocabulary's success. */
  readonly accepts?: readonly string[];
}

/** Credentials are `system_id` and `password`, and the fields those of submit_sm. */
export interface SmppSample extends CommonSample {
  readonly by: "smpp";
}

export type Sample = HttpSample | SmppSample;

export interface SampleRequest {
  readonly method: "GET" | "POST";
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function getRequest(path: string, fields: SampleFields): SampleRequest {
  const query = Object.entries(fields).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return { method: "GET", path: `${path}?${query.join("&")}`, headers: {}, body: "" };
}

/** A SOAP 1.1 request; `order` names the parameters that come first, in their order. */
export function soapRequest(
  { path, namespace, method }: { readonly path: string; readonly namespace: string; readonly method: string },
  fields: SampleFields,
  order: readonly string[] = [],
): SampleRequest {
  const names = [...order, ...Object.keys(fields).filter((name) => !order.includes(name))];
  const parameters = names.map((name) => `<${name}>${escaped(fields[name] ?? "")}</${name}>`).join("");
  const call = `<${method} xmlns="${namespace}">${parameters}</${method}>`;
  return {
    method: "POST",
    path,
    headers: { "Content-Type": "text/xml; charset=utf-8", SOAPAction: `"${namespace}${method}"` },
    body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${call}</s:Body></s:Envelope>`,
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
