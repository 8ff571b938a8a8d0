// SOAP answers by template, byte for byte as System.Web.Services writes them (asmx.md section 6).

import type { CompiledOperation } from "./compile.ts";
import { escapeAttribute, escapeText } from "./escape.ts";
import type { AsmxReturn, AsmxValue } from "./service.ts";
import { formatValue } from "./values.ts";

export type SoapVersion = "1.1" | "1.2";

export const ENVELOPE_NAMESPACES: Record<SoapVersion, string> = {
  "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
  "1.2": "http://www.w3.org/2003/05/soap-envelope",
};

/** Base content type of each version, and the one of its answers. */
export const SOAP_TYPES: Record<SoapVersion, string> = { "1.1": "text/xml", "1.2": "application/soap+xml" };
export const SOAP_CONTENT_TYPES: Record<SoapVersion, string> = {
  "1.1": "text/xml; charset=utf-8",
  "1.2": "application/soap+xml; charset=utf-8",
};

const OPEN: Record<SoapVersion, string> = { "1.1": opening("1.1"), "1.2": opening("1.2") };
const CLOSE = "</soap:Body></soap:Envelope>";

function opening(version: SoapVersion): string {
  return `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${ENVELOPE_NAMESPACES[version]}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">`;
}

type ReturnedValue = Extract<AsmxReturn, { kind: "value" }>;

/** Envelope of a result: Result element, then ref and out values in declaration order; nulls are left out. */
export function resultEnvelope(
  version: SoapVersion,
  compiled: CompiledOperation,
  namespace: string,
  returned: ReturnedValue,
  utcOffset: number,
): string {
  const { name, operation, refs } = compiled;
  let inside = operation.result === "void" ? "" : resultElement(`${name}Result`, returned.result, utcOffset);
  for (const ref of refs) inside += resultElement(ref, returned.refs?.[ref] ?? null, utcOffset);
  const xmlns = namespace === "" ? "" : ` xmlns="${escapeAttribute(namespace)}"`;
  const response =
    inside === "" ? `<${name}Response${xmlns} />` : `<${name}Response${xmlns}>${inside}</${name}Response>`;
  return `${OPEN[version]}<soap:Body>${response}${CLOSE}`;
}

function resultElement(name: string, value: AsmxValue | readonly (string | null)[], utcOffset: number): string {
  if (value === null) return "";
  if (isList(value))
    return element(
      name,
      value.map((item) => (item === null ? '<string xsi:nil="true" />' : element("string", escapeText(item)))).join(""),
    );
  return element(name, escapeText(formatValue(value, utcOffset)));
}

function element(name: string, inside: string): string {
  return inside === "" ? `<${name} />` : `<${name}>${inside}</${name}>`;
}

export function isList(value: AsmxValue | readonly (string | null)[]): value is readonly (string | null)[] {
  return Array.isArray(value);
}

export type FaultCode = "Client" | "Server" | "MustUnderstand" | "VersionMismatch";

const CODES_12: Record<FaultCode, string> = {
  Client: "Sender",
  Server: "Receiver",
  MustUnderstand: "MustUnderstand",
  VersionMismatch: "VersionMismatch",
};

const UPGRADE =
  '<soap:Header><soap12:Upgrade xmlns:soap12="http://www.w3.org/2003/05/soap-envelope"><soap12:SupportedEnvelope qname="soap:Envelope" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" /><soap12:SupportedEnvelope qname="soap12:Envelope" xmlns:soap12="http://www.w3.org/2003/05/soap-envelope" /></soap12:Upgrade></soap:Header>';

/** Envelope of a fault. MustUnderstand has no detail, VersionMismatch the Upgrade header. */
export function faultEnvelope(
  version: SoapVersion,
  code: FaultCode,
  text: string,
  actor: string,
  detail?: string,
): string {
  const header = code === "VersionMismatch" ? UPGRADE : "";
  const inside = (name: string): string => {
    if (code === "MustUnderstand") return "";
    return detail === undefined ? `<${name} />` : `<${name}>${escapeText(detail)}</${name}>`;
  };
  const escaped = escapeText(text);
  if (version === "1.1") {
    const faultactor = actor === "" ? "" : `<faultactor>${escapeText(actor)}</faultactor>`;
    return `${OPEN[version]}${header}<soap:Body><soap:Fault><faultcode>soap:${code}</faultcode><faultstring>${escaped}</faultstring>${faultactor}${inside("detail")}</soap:Fault>${CLOSE}`;
  }
  const node = actor === "" ? "" : `<soap:Node>${escapeText(actor)}</soap:Node>`;
  return `${OPEN[version]}${header}<soap:Body><soap:Fault><soap:Code><soap:Value>soap:${CODES_12[code]}</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang="en">${escaped}</soap:Text></soap:Reason>${node}${inside("soap:Detail")}</soap:Fault>${CLOSE}`;
}
