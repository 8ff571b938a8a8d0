// Envelopes and exchanges for tests that talk to the room without a socket.

import { type Asmx, createAsmx } from "../../../src/protocols/asmx/asmx.ts";
import {
  type AsmxCall,
  type AsmxPerformed,
  type AsmxResult,
  type AsmxReturn,
  type AsmxService,
  type AsmxSettings,
  defaultAsmxSettings,
} from "../../../src/protocols/asmx/service.ts";
import { echo, mpgateway, performing } from "./echo-services.ts";
import { httpRequest, type RequestParts } from "./listener.ts";

/** 2026-11-22 12:00 UTC, zone UTC. */
export const testSettings: AsmxSettings = {
  ...defaultAsmxSettings,
  utcOffset: 0,
  now: () => Date.UTC(2026, 10, 22, 12),
};

export const SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
export const SOAP12 = "http://www.w3.org/2003/05/soap-envelope";
export const SEND = "http://www.mpgateway.com/MPG_Send_SMS";

/** An envelope of either version around what Body holds. */
export function envelope(inBody: string, namespace: string = SOAP11, header = ""): string {
  return `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="${namespace}">${header}<soap:Body>${inBody}</soap:Body></soap:Envelope>`;
}

/** The wrapper of MPG_Send_SMS with Credencial ECHO, so that the method echoes. */
export function sendSms(inside = "", namespace = "http://www.mpgateway.com/"): string {
  return `<MPG_Send_SMS xmlns="${namespace}"><Credencial>ECHO</Credencial>${inside}</MPG_Send_SMS>`;
}

export function service(
  settings: Partial<AsmxSettings> = {},
  declaration: AsmxService = mpgateway,
  method: (call: AsmxCall) => AsmxReturn = echo,
): Asmx<AsmxPerformed> {
  return createAsmx(declaration, { ...testSettings, ...settings }, performing(method));
}

export interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly type: string | undefined;
  readonly cache: string | undefined;
  readonly body: string;
  readonly result: AsmxResult<AsmxPerformed>;
}

export async function call(asmx: Asmx<AsmxPerformed>, parts: RequestParts): Promise<Seen> {
  const result = await asmx.answer(httpRequest(parts));
  const headers = Object.fromEntries(result.answer.headers);
  return {
    status: result.answer.status,
    headers,
    type: headers["Content-Type"],
    cache: headers["Cache-Control"],
    body: String(result.answer.body),
    result,
  };
}

/** A SOAP 1.1 call of MPG_Send_SMS; `headers` replaces or adds, an empty string removes. */
export function call11(
  asmx: Asmx<AsmxPerformed>,
  body: string | Buffer,
  headers: Readonly<Record<string, string | null>> = {},
): Promise<Seen> {
  const all = { "Content-Type": "text/xml; charset=utf-8", SOAPAction: `"${SEND}"`, ...headers };
  return call(asmx, { headers: withoutNulls(all), body });
}

export function call12(
  asmx: Asmx<AsmxPerformed>,
  body: string | Buffer,
  headers: Readonly<Record<string, string | null>> = {},
): Promise<Seen> {
  return call(asmx, {
    headers: withoutNulls({ "Content-Type": "application/soap+xml; charset=utf-8", ...headers }),
    body,
  });
}

function withoutNulls(headers: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
  );
}

/** Text of a fault, unescaped. */
export function faultText(body: string): string {
  const text = /<(?:faultstring|soap:Text xml:lang="en")>([\s\S]*?)<\/(?:faultstring|soap:Text)>/.exec(body)?.[1] ?? "";
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Text of the result element, unescaped; null when there is none. */
export function resultText(body: string): string | null {
  const text = /<(\w+)Result>([\s\S]*)<\/\1Result>/.exec(body)?.[2];
  if (text === undefined) return /<\w+Result \/>/.test(body) ? "" : null;
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
