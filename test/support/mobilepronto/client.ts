// A plain SOAP client of MobilePronto's services, and accounts in every state that the documents speak of.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { serviceFiles } from "../../../src/providers/mobilepronto/services.ts";

export type Fields = Readonly<Record<string, string>>;

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Text of each element in the response by its name. */
  readonly elements: Readonly<Record<string, string>>;
  /** Text of the Result. */
  readonly result: string;
}

export const gateway = "/Service.asmx";
export const sms = "/sms/v_2_00/service.asmx";
export const voice = "/voice/v_3_00/service.asmx";

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export function envelope(path: string, operation: string, fields: Fields, version: 11 | 12 = 11): string {
  const soap = version === 11 ? "http://schemas.xmlsoap.org/soap/envelope/" : "http://www.w3.org/2003/05/soap-envelope";
  const inside = Object.entries(fields).map(([name, value]) => `<${name}>${escaped(value)}</${name}>`);
  return (
    `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${soap}"><soap:Body>` +
    `<${operation} xmlns="${namespaceOf(path)}">${inside.join("")}</${operation}></soap:Body></soap:Envelope>`
  );
}

export function namespaceOf(path: string): string {
  return serviceFiles.find((file) => file.path === path)?.namespace ?? "";
}

export function soapAction(path: string, operation: string): string {
  return `${namespaceOf(path).replace(/\/$/, "")}/${operation}`;
}

export async function call(
  emulator: Emulator,
  path: string,
  operation: string,
  fields: Fields,
  version: 11 | 12 = 11,
): Promise<Answer> {
  const action = soapAction(path, operation);
  const headers: Record<string, string> =
    version === 11
      ? { "Content-Type": "text/xml; charset=utf-8", SOAPAction: `"${action}"` }
      : { "Content-Type": `application/soap+xml; charset=utf-8; action="${action}"` };
  const body = envelope(path, operation, fields, version);
  const response = await fetch(`${emulator.urls.http}${path}`, { method: "POST", headers, body });
  return readAnswer(response.status, await response.text());
}

export function readAnswer(status: number, body: string): Answer {
  const elements: Record<string, string> = {};
  for (const [, name = "", text = ""] of body.matchAll(/<(\w+)>([^<]*)<\/\1>/g)) {
    elements[name] = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  }
  const result = Object.entries(elements).find(([name]) => name.endsWith("Result"))?.[1] ?? "";
  return { status, body, elements, result };
}

/** Fields of a send that is accepted. */
export const goodSms: Fields = {
  Credencial: "DEMO0000000000000020",
  Principal_User: "12345678000195",
  Aux_User: "TESTE",
  Mobile: "+55(11)999990001",
  Send_Project: "N",
  Message: "Oi",
};
export const goodSimple: Fields = {
  Credencial: "DEMO000000000000000000000000000000000040",
  Mobile: "+55(11)999990001",
  Message: "Oi",
};
export const goodVoice: Fields = {
  Credencial: goodSimple["Credencial"] ?? "",
  Token: "TK0001",
  Principal_User: "12345678000195",
  Aux_User: "TESTE",
  Mobile: "+55(11)32320001",
  Voice: "V-PTBR-F1",
  Message: "Sua consulta foi confirmada.",
};

export function credencial20(name: string): string {
  return `C20-${name}`.padEnd(20, "0");
}
export function credencial40(name: string): string {
  return `C40-${name}`.padEnd(40, "0");
}

export interface AccountState {
  readonly credits?: number;
  readonly enabled?: boolean;
  readonly prepaid?: boolean;
  readonly numbers?: object;
  readonly details?: object;
}

/** The accounts file for accounts of these names and states, each with credentials made of its name. */
export function accountsFile(states: Readonly<Record<string, AccountState>>): string {
  const accounts = Object.entries(states).map(([name, { details, credits = 1000, ...state }]) => {
    const own = { credencial20: credencial20(name), credencial40: credencial40(name), token: "TK0002" };
    const entry = {
      credits: { sms: credits },
      ...state,
      details: { ...own, principalUser: "12345678000195", ...details },
    };
    return [`mobilepronto/${name}`, entry];
  });
  return JSON.stringify({ accounts: Object.fromEntries(accounts) });
}

const options = {
  httpPort: 0,
  mensagemPort: 0,
  smppPort: 0,
  data: ":memory:",
  clock: "manual",
  logLevel: "silent",
} as const;

/** An emulator with the default accounts and these, and with these settings of the provider. */
export async function start(
  states: Readonly<Record<string, AccountState>> = {},
  settings: Readonly<Record<string, string | number | boolean>> = {},
  data = ":memory:",
): Promise<Emulator> {
  const folder = mkdtempSync(join(tmpdir(), "torpedo-mobilepronto-"));
  const accounts = join(folder, "accounts.json");
  writeFileSync(accounts, accountsFile(states));
  try {
    return await startEmulator({ ...options, data, accounts, providers: { mobilepronto: settings } });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
