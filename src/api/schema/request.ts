import * as z from "zod";
import { bilingual, finding, number, operationName, providerId, text } from "./common.ts";

export const requestPurposes = ["send", "query", "session", "page"] as const;
export type RequestPurpose = (typeof requestPurposes)[number];
export const requestResults = ["good", "warned", "bad", "other"] as const;
export type RequestResult = (typeof requestResults)[number];

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
  decision: bilingual.exactOptional().meta({ description: "`decidedBy` in both languages" }),
  nearMiss: bilingual.exactOptional(),
  fault: text.exactOptional(),
  rules: bilingual.exactOptional().meta({ description: "Every rule that took part, in words" }),
  ms: z.number().exactOptional().meta({ description: "Real milliseconds from the request to the end of its response" }),
  sent: z
    .object({
      octets: number,
      of: number,
      then: z.enum(["FIN", "RST", "nothing"]).exactOptional(),
      sha256: text.exactOptional(),
    })
    .exactOptional()
    .meta({
      description: "Octets of the response that left, of the whole response; the end of the connection behind it",
    }),
  longRequest: z
    .object({ octets: number, sha256: text })
    .exactOptional()
    .meta({ description: "Octets and hash of a request that is longer than what is kept" }),
  elapsedMs: number.exactOptional().meta({ description: "Real milliseconds from the emulator's start to the request" }),
  connection: number.exactOptional().meta({ description: "Number of the HTTP connection at its listener" }),
  refused: z
    .array(
      z.object({ to: text, text: text.exactOptional(), textHash: text, clientId: text.exactOptional(), code: text }),
    )
    .exactOptional()
    .meta({ description: "Messages that were refused, at most a hundred, each with a hash of its text" }),
  moreRefused: number.exactOptional().meta({ description: "Further refused messages" }),
  messages: z.array(number).meta({ description: "Numbers of the messages it brought" }),
  findings: z.array(finding),
  purpose: z.enum(requestPurposes).exactOptional().meta({ description: "In lists of requests" }),
  result: z.enum(requestResults).exactOptional().meta({
    description: "How it ended, by the kinds of its code, in lists of requests: a refusal and a fault are bad",
  }),
  to: text
    .exactOptional()
    .meta({ description: "Recipient of the first message, sent or refused, in lists of requests" }),
  text: text.exactOptional().meta({ description: "Text of this message" }),
};
export const requestRow = z.object(row).meta({ id: "RequestRow" });
export type RequestRow = z.output<typeof requestRow>;

export const raw = z.object({ text, base64: text }).meta({ id: "Raw" });
export type RawView = z.output<typeof raw>;

export const pduField = z
  .object({
    name: text,
    value: z.union([text, z.number()]),
    portuguese: text.exactOptional().meta({ description: "The value in Portuguese, where it is a sentence" }),
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
    response: raw.nullable().meta({ description: "The response as it left; null: nothing left" }),
    decided: raw
      .exactOptional()
      .meta({ description: "The response that the provider decided, where other octets left" }),
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
