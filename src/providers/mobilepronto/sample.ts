import { normalise } from "../../core/address.ts";
import { type HttpSample, soapRequest } from "../sample.ts";
import { detailsOf } from "./details.ts";

const method = { path: "/Service.asmx", namespace: "http://www.mpgateway.com/", method: "MPG_Send_SMS" };
const order = ["Credencial", "Principal_User", "Aux_User", "Mobile", "Send_Project", "Message"];

export const sendSms: HttpSample = {
  by: "http",
  name: "mobilepronto",
  protocol: "SOAP",
  summary: "MPG_Send_SMS (SOAP)",
  operation: "MPG_Send_SMS",
  field: "Aux_User=LOJA",
  credentials(account) {
    const { credencial20, principalUser } = detailsOf(account);
    return { Credencial: credencial20, Principal_User: principalUser };
  },
  message: ({ to, text }) => ({ Aux_User: "LOJA", Mobile: mobileOf(to), Send_Project: "N", Message: text }),
  request: (fields) => soapRequest(method, fields, order),
  soapMethod: method.method,
  code: (result) => result,
  // The message was accepted; only the warning of minimum stock was not sent.
  accepts: ["010", "011", "018"],
};

/** `+55(11)999990001`, where it is a number of Brazil; else as it was given. */
function mobileOf(to: string): string {
  const [, area, number] = /^55(\d\d)(\d{8,9})$/.exec(normalise(to)) ?? [];
  return area === undefined ? to : `+55(${area})${number}`;
}
