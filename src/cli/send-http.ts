// One SMS through an HTTP door, in the words of its provider, as a client would send it.

import type { Account } from "../core/account.ts";
import { national, normalise } from "../core/address.ts";
import { UsageError } from "../core/usage-error.ts";
import { rowOf } from "../core/vocabulary.ts";
import { providers } from "../providers/index.ts";
import { askOnce } from "./ask.ts";
import { soapResult } from "./soap-result.ts";

export interface Sms {
  /** As it was given. */
  readonly to: string;
  readonly text: string;
  /** Further fields, or others, by the provider's names. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What a door made of it. */
export interface Verdict {
  readonly accepted: boolean;
  /** The provider's code; "": it gave none. */
  readonly code: string;
  /** The provider's sentence for the code, where it has one. */
  readonly meaning: string;
  /** What the provider answered: the result of a SOAP call, else the body. */
  readonly answer: string;
}

export type HttpDoor = "mobilepronto" | "mensagem" | "wbsapi" | "sophia";

interface Request {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface HttpWay {
  readonly provider: string;
  readonly operation: string;
  /** Codes with which it took the message, beside those of the table's success. */
  readonly takes?: readonly string[];
  /** The account's part of the request. */
  credentials(account: Account): Readonly<Record<string, string>>;
  /** The message's part. */
  message(sms: Sms): Readonly<Record<string, string>>;
  request(fields: Readonly<Record<string, string>>): Request;
  /** Code and answer in what came back. */
  read(body: string): { readonly code: string; readonly answer: string };
}

/** By the names that `torpedo send` knows them by. */
export const httpWays: Readonly<Record<HttpDoor, HttpWay>> = {
  mobilepronto: {
    provider: "mobilepronto",
    operation: "MPG_Send_SMS",
    // Only the warning of minimum stock was not sent.
    takes: ["010", "011", "018"],
    credentials: ({ details }) => ({
      Credencial: word(details["credencial20"]),
      Principal_User: word(details["principalUser"]),
    }),
    message: ({ to, text }) => ({ Aux_User: "TORPEDO", Mobile: worldwide(to), Send_Project: "N", Message: text }),
    request: (fields) =>
      soap("/Service.asmx", "http://www.mpgateway.com/", "MPG_Send_SMS", fields, [
        "Credencial",
        "Principal_User",
        "Aux_User",
        "Mobile",
        "Send_Project",
        "Message",
      ]),
    read: (body) => {
      const answer = soapResult(body, "MPG_Send_SMS") ?? body.trim();
      return { code: answer, answer };
    },
  },
  mensagem: {
    provider: "mensagem",
    operation: "send",
    // Antifraud holds it.
    takes: ["61"],
    credentials: ({ details }) => ({ u: word(details["integrationUser"]) }),
    message: ({ to, text }) => ({ n: domestic(to), m: text }),
    request: (fields) => ({ method: "GET", path: `/sms/send?${query(fields)}`, headers: {} }),
    read: (body) => ({ code: body.split(";")[0]?.trim() ?? "", answer: body }),
  },
  wbsapi: {
    provider: "mensagem",
    operation: "sendUnique",
    credentials: ({ details }) => ({ Identificacao: word(details["integrationUser"]) }),
    message: ({ to, text }) => ({ Telefone: domestic(to), Mensagem: text }),
    request: (fields) => soap("/wbsapi.asmx", "http://tempuri.org/", "sendUnique", fields, []),
    read: (body) => {
      const answer = soapResult(body, "sendUnique") ?? body.trim();
      return { code: answer.split(";")[0]?.trim() ?? "", answer };
    },
  },
  sophia: {
    provider: "sophia",
    operation: "unitario",
    credentials: ({ details }) => ({ token: word(details["token"]) }),
    message: ({ to, text }) => ({ destino: domestic(to), msg: text }),
    request: (fields) => ({ method: "GET", path: `/api/unitario.php?${query(fields)}`, headers: {} }),
    read: (body) => ({ code: /"status": ?"?(\w+)"?/.exec(body)?.[1] ?? "", answer: body.trim() }),
  },
};

const timeoutMs = 60_000;

/** Sends it with the account's credentials. @param url of an HTTP door @throws Error when it is not answered */
export async function sendHttp(door: HttpDoor, url: string, account: Account, sms: Sms): Promise<Verdict> {
  const way: HttpWay = httpWays[door];
  const fields = { ...way.credentials(account), ...way.message(sms), ...sms.fields };
  for (const name of Object.keys(sms.fields)) {
    if (/^[A-Za-z_][\w.-]{0,99}$/.test(name)) continue;
    throw new UsageError({
      where: "--field",
      problem: "must begin with a name",
      value: name,
      remedy: "write NAME=VALUE",
    });
  }
  const { path, ...request } = way.request(fields);
  const { status, body } = await askOnce(new URL(path, url), { ...request, timeoutMs });
  if (status !== 200) return { accepted: false, code: "", meaning: `HTTP ${status}`, answer: body.trim() };
  const { code, answer } = way.read(body);
  const vocabulary = providers.find(({ id }) => id === way.provider)?.vocabulary;
  const operation = vocabulary?.operations.find(({ name }) => name === way.operation);
  const row = operation === undefined ? null : rowOf(operation, code);
  const accepted = row?.success === true || way.takes?.includes(code) === true;
  return { accepted, code, meaning: row?.text ?? "", answer };
}

function word(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** DDD and number, where it is a number of Brazil; else as it was given. */
function domestic(to: string): string {
  return national(normalise(to));
}

/** `+55(11)999990001`, where it is a number of Brazil; else as it was given. */
function worldwide(to: string): string {
  const [, area, number] = /^55(\d\d)(\d{8,9})$/.exec(normalise(to)) ?? [];
  return area === undefined ? to : `+55(${area})${number}`;
}

function query(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
}

const soapNamespace = "http://schemas.xmlsoap.org/soap/envelope/";

/** SOAP 1.1, parameters in this order, further ones after them. */
function soap(
  path: string,
  namespace: string,
  method: string,
  fields: Readonly<Record<string, string>>,
  order: readonly string[],
): Request {
  const names = [...order, ...Object.keys(fields).filter((name) => !order.includes(name))];
  const parameters = names.map((name) => `<${name}>${escaped(fields[name] ?? "")}</${name}>`).join("");
  return {
    path,
    method: "POST",
    headers: { "Content-Type": "text/xml; charset=utf-8", SOAPAction: `"${namespace}${method}"` },
    body: `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${soapNamespace}"><s:Body><${method} xmlns="${namespace}">${parameters}</${method}></s:Body></s:Envelope>`,
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
