// A send through each listener, with its acknowledgement and the provider's internal error.

import { Agent } from "node:http";
import { connect, type Esme } from "../esme.ts";
import { callApi, type Fields, soap as soapCall } from "./requests.ts";
import type { Urls } from "./server.ts";

export const listenerNames = ["mensagem", "wbsapi", "sophia", "mobilepronto", "smpp"] as const;
export type ListenerName = (typeof listenerNames)[number];

/** `id` is null where the provider gives none. `refused` is the answer as it came. */
export type Sent =
  | { readonly kind: "acknowledged"; readonly listener: ListenerName; readonly id: string | null }
  | { readonly kind: "refused"; readonly listener: ListenerName; readonly answer: string }
  /** The connection broke. */
  | { readonly kind: "gone"; readonly listener: ListenerName };

export interface Senders {
  send(listener: ListenerName, text?: string): Promise<Sent>;
  close(): void;
}

/** Answer of each listener to its own failure. */
export const internalError: Readonly<Record<ListenerName, RegExp>> = {
  mensagem: /^0;REQUISICAO NAO CONCLUIDA/,
  wbsapi: /soap:Fault/i,
  sophia: /"status":0,.*ERRO INTERNO/,
  mobilepronto: /soap:Fault/i,
  smpp: /^8$/,
};

/** Credentials at each listener. */
export interface Caller {
  readonly integrationUser: string;
  readonly smppPassword: string;
  readonly token: string;
  readonly credencial: string;
  readonly principalUser: string;
}

const defaultCaller: Caller = {
  integrationUser: "126b114c",
  smppPassword: "smpp9500",
  token: "DEMO-SOPHIA-TOKEN",
  credencial: "DEMO0000000000000020",
  principalUser: "12345678000195",
};

/** @param cut resolves when the server is gone, which then leaves submit_sm unanswered */
export async function senders(
  urls: Urls,
  cut: Promise<unknown> = new Promise(() => {}),
  caller: Caller = defaultCaller,
): Promise<Senders> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const esme: Esme = await connect(urls.smpp);
  await esme.request("bind_transmitter", { system_id: caller.integrationUser, password: caller.smppPassword });
  const gone = cut.then(() => null);

  const soap = (path: string, namespace: string, operation: string, fields: Fields): Promise<string | null> =>
    soapCall(agent, `${urls.http}${path}`, namespace, operation, fields);
  const to = "11999990001";

  const steps: Readonly<Record<ListenerName, (text: string) => Promise<[string | null, string | null | undefined]>>> = {
    async mensagem(text) {
      const answer = await callApi(
        agent,
        `${urls.mensagem}/sms/send?u=${caller.integrationUser}&n=${to}&m=${encodeURIComponent(text)}`,
      );
      return [answer, /^1;([0-9a-f]{32})/.exec(answer ?? "")?.[1]];
    },
    async wbsapi(text) {
      const fields = { Identificacao: caller.integrationUser, Telefone: to, Mensagem: text };
      const none = { Agenda: "0001-01-01T00:00:00", TipoMensagem: "0", CentroCustos: "0", IdExterno: "0" };
      const answer = await soap("/wbsapi.asmx", "http://tempuri.org/", "sendUnique", { ...fields, ...none });
      return [answer, /Result>1;([0-9a-f]{32})/.exec(answer ?? "")?.[1]];
    },
    async sophia(text) {
      const query = `token=${caller.token}&destino=${to}&msg=${encodeURIComponent(text)}`;
      const answer = await callApi(agent, `${urls.http}/api/unitario.php?${query}`);
      return [answer, /"mesageID":"([^"]+)"/.exec(answer ?? "")?.[1]];
    },
    async mobilepronto(text) {
      const user = { Credencial: caller.credencial, Principal_User: caller.principalUser, Aux_User: "LOJA" };
      const fields = { ...user, Mobile: "+55(11)999990001", Send_Project: "N", Message: text };
      const answer = await soap("/Service.asmx", "http://www.mpgateway.com/", "MPG_Send_SMS", fields);
      return [answer, answer?.includes(">000<") === true ? null : undefined];
    },
    async smpp(text) {
      const answer = await Promise.race([
        esme.request("submit_sm", { destination_addr: to, short_message: text }).catch(() => null),
        gone,
      ]);
      if (answer === null) return [null, undefined];
      return [String(answer.command_status), answer.command_status === 0 ? (answer.message_id ?? "") : undefined];
    },
  };

  return {
    async send(listener, text = "Oi") {
      const [answer, id] = await steps[listener](text);
      if (answer === null) return { kind: "gone", listener };
      return id === undefined ? { kind: "refused", listener, answer } : { kind: "acknowledged", listener, id };
    },
    close() {
      esme.close();
      agent.destroy();
    },
  };
}

/** Asks the control API. */
export async function control<Body>(urls: Urls, at: string, body?: unknown): Promise<{ status: number; body: Body }> {
  const [method = "GET", path = "/"] = at.split(" ");
  const response = await fetch(`${urls.http}/torpedo/v1${path}`, {
    method,
    headers: method === "GET" ? {} : { "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}
