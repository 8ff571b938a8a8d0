// The requests that are measured, as they go on the wire: the providers' samples, sent by their default accounts.

import { providers } from "../src/providers/index.ts";
import type { HttpSample, SampleRequest } from "../src/providers/sample.ts";

const text = "Sua fatura vence amanha. Pague pelo aplicativo ou responda SAIR.";
const phone = (n: number): string => `551199999${String(n % 10_000).padStart(4, "0")}`;

export interface Call {
  readonly name: string;
  /** Name of the listener. */
  readonly at: "http" | "mensagem";
  readonly request: (n: number) => string;
  /** Text that the body of every answer contains. */
  readonly expect: string;
}

export const send = sampleCall("send", "/sms/send", "mensagem", "1;");
export const soap = sampleCall("MPG_Send_SMS", "MPG_Send_SMS", "http", ">000<");
export const unitario = sampleCall("unitario", "unitario.php", "http", '"status":200');

/** The same text to a thousand numbers. */
export const mult: Call = {
  name: "/sms/mult",
  at: "mensagem",
  request(n) {
    const numbers = Array.from({ length: 1_000 }, (_, index) => phone(index).slice(2)).join(";");
    return send
      .request(n)
      .replace("/sms/send", "/sms/mult")
      .replace(/&n=\d+/, `&n=${numbers}`);
  },
  expect: "1;",
};

function sampleCall(operation: string, name: string, at: Call["at"], expect: string): Call {
  for (const { samples, defaultAccount } of providers) {
    const sample = samples.find(
      (sample): sample is HttpSample => sample.by === "http" && sample.operation === operation,
    );
    if (sample === undefined) continue;
    const credentials = sample.credentials(defaultAccount);
    const request = (n: number): string =>
      onTheWire(sample.request({ ...credentials, ...sample.message({ to: phone(n), text }) }));
    return { name, at, request, expect };
  }
  throw new Error(`no provider has a sample of ${operation}`);
}

function onTheWire({ method, path, headers, body }: SampleRequest): string {
  const all = { Host: "localhost", ...headers, ...(body === "" ? {} : { "Content-Length": String(body.length) }) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}
