import { national, normalise } from "../../core/address.ts";
import { getRequest, type HttpSample, type Sample, type SmppSample, soapRequest } from "../sample.ts";
import { detailsOf } from "./details.ts";

const protocolo = (answer: string): string => answer.split(";")[0]?.trim() ?? "";

const send: HttpSample = {
  by: "http",
  name: "mensagem",
  protocol: "HTTP",
  summary: "SEND (HTTP)",
  operation: "send",
  field: "f=1",
  ownListener: "too",
  credentials: (account) => ({ u: detailsOf(account).integrationUser }),
  message: ({ to, text }) => ({ n: national(normalise(to)), m: text }),
  request: (fields) => getRequest("/sms/send", fields),
  code: protocolo,
  // Antifraud holds it.
  accepts: ["61"],
};

const method = { path: "/wbsapi.asmx", namespace: "http://tempuri.org/", method: "sendUnique" };
const sendUnique: HttpSample = {
  by: "http",
  name: "wbsapi",
  protocol: "SOAP",
  summary: "web service, sendUnique (SOAP)",
  operation: "sendUnique",
  field: "IdExterno=77",
  unshown: true,
  credentials: (account) => ({ Identificacao: detailsOf(account).integrationUser }),
  message: ({ to, text }) => ({ Telefone: national(normalise(to)), Mensagem: text }),
  request: (fields) => soapRequest(method, fields),
  soapMethod: method.method,
  code: protocolo,
};

const submitSm: SmppSample = {
  by: "smpp",
  name: "smpp",
  protocol: "SMPP",
  summary: "SMPP: bind, submit_sm, unbind",
  operation: "submit_sm",
  field: "source_addr=28149",
  credentials(account) {
    const { integrationUser, smppPassword } = detailsOf(account);
    return { system_id: integrationUser, password: smppPassword };
  },
  // International, E.164: as the document wants it.
  message: ({ to, text }) => ({
    destination_addr: normalise(to),
    short_message: text,
    registered_delivery: "1",
    source_addr_ton: "1",
    source_addr_npi: "1",
    dest_addr_ton: "1",
    dest_addr_npi: "1",
  }),
};

export const samples: readonly Sample[] = [send, sendUnique, submitSm];
