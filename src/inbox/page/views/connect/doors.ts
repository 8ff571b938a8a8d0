// Each door with what a client needs to know: its address, its credentials, and one request that sends one SMS.

import { text } from "../../remote/read.ts";
import type { About, Account, Sandbox } from "../../remote/sandboxes.ts";

export interface HttpExample {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export interface SmppExample {
  readonly host: string;
  readonly port: string;
  readonly systemId: string;
  readonly password: string;
}
export interface Door {
  /** In the address bar. */
  readonly id: string;
  readonly title: string;
  readonly provider: string;
  readonly address: string;
  readonly credentials: readonly (readonly [name: string, value: string])[];
  readonly example: { readonly http: HttpExample } | { readonly smpp: SmppExample };
}

/** The doors that the sandbox's accounts fit. @param here where the page came from */
export function doorsOf(about: About, sandbox: Sandbox, here: string): readonly Door[] {
  const account = (provider: string): Account | undefined => sandbox.accounts.find((one) => one.provider === provider);
  const http = about.doors["http"] ?? here;
  const doors: Door[] = [];
  const pronto = account("mobilepronto");
  if (pronto !== undefined) doors.push(mobilepronto(pronto, http));
  const mensagem = account("mensagem");
  if (mensagem !== undefined) {
    const user = text(mensagem.details["integrationUser"]);
    const address = about.doors["mensagem"] ?? http;
    const query = new URLSearchParams({ u: user, n: "11999990001", m: "Oi" });
    doors.push({
      id: "mensagem-http",
      title: "Mensagem · HTTP",
      provider: "mensagem",
      address: `${address}/sms/send`,
      credentials: [["u", user]],
      example: { http: { method: "GET", url: `${address}/sms/send?${query}`, headers: {}, body: "" } },
    });
    const smpp = about.doors["smpp"] ?? "";
    const colon = smpp.lastIndexOf(":");
    const password = text(mensagem.details["smppPassword"]);
    if (smpp !== "")
      doors.push({
        id: "mensagem-smpp",
        title: "Mensagem · SMPP",
        provider: "mensagem",
        address: smpp,
        credentials: [
          ["system_id", user],
          ["password", password],
        ],
        example: { smpp: { host: smpp.slice(0, colon), port: smpp.slice(colon + 1), systemId: user, password } },
      });
  }
  const sophia = account("sophia");
  if (sophia !== undefined) {
    const token = text(sophia.details["token"]);
    const query = new URLSearchParams({ token, destino: "11999990001", msg: "Oi" });
    doors.push({
      id: "sophia",
      title: "Sophia · HTTP",
      provider: "sophia",
      address: `${http}/api/unitario.php`,
      credentials: [["token", token]],
      example: { http: { method: "GET", url: `${http}/api/unitario.php?${query}`, headers: {}, body: "" } },
    });
  }
  return doors;
}

function mobilepronto(account: Account, http: string): Door {
  const namespace = "http://www.mpgateway.com/";
  const credencial = text(account.details["credencial20"]);
  const user = text(account.details["principalUser"]);
  const fields = {
    Credencial: credencial,
    Principal_User: user,
    Aux_User: "LOJA",
    Mobile: "+55(11)999990001",
    Send_Project: "N",
    Message: "Oi",
  };
  const inner = Object.entries(fields).map(([name, value]) => `<${name}>${escaped(value)}</${name}>`);
  const body = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><MPG_Send_SMS xmlns="${namespace}">${inner.join("")}</MPG_Send_SMS></s:Body></s:Envelope>`;
  const headers = { "Content-Type": "text/xml; charset=utf-8", SOAPAction: `"${namespace}MPG_Send_SMS"` };
  const more = ["credencial40", "token", "project"].map((name) => [name, text(account.details[name])] as const);
  return {
    id: "mobilepronto",
    title: "MobilePronto · SOAP",
    provider: "mobilepronto",
    address: `${http}/Service.asmx`,
    credentials: [["Credencial", credencial], ["Principal_User", user], ...more.filter(([, value]) => value !== "")],
    example: { http: { method: "POST", url: `${http}/Service.asmx`, headers, body } },
  };
}

function escaped(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
