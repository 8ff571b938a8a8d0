// Plain clients of Mensagem's doors, and accounts in every state that the document speaks of.

import type { Emulator } from "../../../src/client/sandbox.ts";
import { emulate } from "../sandboxed.ts";

export const user = "126b114c";
export type Fields = Readonly<Record<string, string>>;

/** Calls a function of /sms/* on the provider's own port. */
export async function sms(emulator: Emulator, functionName: string, fields: Fields): Promise<string> {
  const query = Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return raw(emulator, `/sms/${functionName}?${query.join("&")}`);
}

export async function raw(emulator: Emulator, target: string): Promise<string> {
  return (await fetch(emulator.urls.mensagem + target)).text();
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** Calls a method of the web service over SOAP 1.1. @returns the text of its Result */
export async function wbsapi(emulator: Emulator, method: string, fields: Fields): Promise<string> {
  const inside = Object.entries(fields).map(([name, value]) => `<${name}>${escaped(value)}</${name}>`);
  const response = await fetch(`${emulator.urls.http}/wbsapi.asmx`, {
    method: "POST",
    headers: { "Content-Type": "text/xml; charset=utf-8", SOAPAction: `"http://tempuri.org/${method}"` },
    body:
      '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">' +
      `<soap:Body><${method} xmlns="http://tempuri.org/">${inside.join("")}</${method}></soap:Body></soap:Envelope>`,
  });
  const text = await response.text();
  return new RegExp(`<${method}Result>([^<]*)</`).exec(text)?.[1] ?? text;
}

/** The md5 of an accepted send. */
export function md5(answer: string): string {
  const result = /^1;([0-9a-f]{32})$/.exec(answer)?.[1];
  if (result === undefined) throw new Error(`not accepted: ${answer}`);
  return result;
}

/** A number of the account `main` in each state that a register or a report can bring about. */
export const marked = { blackList: "11999990090", procon: "11999990078", invalid: "11999990077" } as const;
const details = (integrationUser: string, more: object = {}): object => ({ integrationUser, ...more });

/** Integration users of accounts in other states than the default one's. */
export const users = {
  disabled: "00000073",
  userDisabled: "00000074",
  withoutPrivilege: "00000072",
  centreRequired: "00000076",
  poor: "00000097",
  longOnly: "00000083",
} as const;

export function start(mensagem: object = {}): Promise<Emulator> {
  const accounts = {
    "mensagem/main": {
      numbers: {
        [`55${marked.blackList}`]: { blackList: true },
        [`55${marked.procon}`]: { procon: true },
        [`55${marked.invalid}`]: { invalid: true },
      },
    },
    "mensagem/disabled": { enabled: false, credits: { long: 9 }, details: details(users.disabled) },
    "mensagem/user": { credits: { long: 9 }, details: details(users.userDisabled, { userEnabled: false }) },
    "mensagem/privilege": { credits: { long: 9 }, details: details(users.withoutPrivilege, { privilege: false }) },
    "mensagem/centre": { credits: { long: 9 }, details: details(users.centreRequired, { costCentreRequired: true }) },
    "mensagem/poor": { details: details(users.poor) },
    "mensagem/long": { credits: { long: 9 }, details: details(users.longOnly, { kinds: ["0"] }) },
  };
  return emulate(accounts, { providers: { mensagem: { ...mensagem } } });
}
