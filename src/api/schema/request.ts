import * as z from "zod";
import { finding, number, operationName, providerId, text } from "./common.ts";

const row = {
  seq: number.meta({ description: "Number in the sandbox, from 1" }),
  sandbox: text,
  at: number,
  listener: text.meta({ description: "Name of the listener, as in `GET /about`" }),
  provider: providerId,
  operation: operationName,
  channel: text,
  account: text.exactOptional(),
  remote: text.meta({ description: "Address of the client, over SMPP with the number of its session" }),
  code: text.meta({ description: "Code that the provider answered" }),
  decidedBy: text.meta({ description: "The rule that decided the answer, or default" }),
  nearMiss: text.exactOptional(),
  fault: text.exactOptional(),
  messages: z.array(number).meta({ description: "Numbers of the messages it brought" }),
  findings: z.array(finding),
};
export const requestRow = z.object(row).meta({ id: "RequestRow" });
export type RequestRow = z.output<typeof requestRow>;

export const raw = z.object({ text, base64: text }).meta({ id: "Raw" });
export type RawView = z.output<typeof raw>;

export const pduField = z
  .object({
    name: text,
    value: z.union([text, z.number()]),
    at: number.meta({ description: "First octet in the PDU" }),
    length: number.meta({ description: "0: the field is not on the wire" }),
  })
  .meta({ id: "PduField" });
export type DecodedField = z.output<typeof pduField>;

const meaning = z.object({ code: text, text, section: text, arises: text }).meta({ id: "CodeMeaning" });

export const request = z
  .object({
    ...row,
    request: raw,
    response: raw.nullable().meta({ description: "Null: the request was not answered" }),
    meaning: meaning.exactOptional(),
    pdus: z.object({ request: z.array(pduField), response: z.array(pduField) }).exactOptional(),
  })
  .meta({ id: "Request" });
export type RequestView = z.output<typeof request>;

export const session = z
  .object({
    remote: text,
    listener: z.enum(["smpp", "smpps"]),
    account: text,
    bind: z.enum(["bind_receiver", "bind_transmitter", "bind_transceiver"]),
    state: z.enum(["BOUND_RX", "BOUND_TX", "BOUND_TRX"]),
    since: number,
    systemId: text,
    systemType: text,
    addressRange: text,
    window: number.meta({ description: "deliver_sm that may wait for their responses at once" }),
    inFlight: number,
    received: number,
    sent: number,
    enquireLinks: number,
    findings: z.array(finding),
  })
  .meta({ id: "Session" });
export type SmppSessionView = z.output<typeof session>;
