// An SMS through each listener as bytes, for tests that hold for every listener.

import { createConnection } from "node:net";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { RawClient } from "../raw-http.ts";

/** All that came back, and how the other side left the connection. */
export interface Heard {
  readonly bytes: Buffer;
  readonly ending: "open" | "fin" | "reset";
}

export interface TestChannel {
  readonly name: string;
  readonly provider: string;
  readonly account: string;
  readonly operation: string;
  readonly channel: string;
  readonly overSmpp: boolean;
  /** Answers as bytes hold them: success, out of credit, slow down. */
  readonly good: RegExp;
  readonly noCredit: RegExp;
  readonly throttled: RegExp;
  /** Name of the field with the text, and `a"<;` as a body of the listener has it. */
  readonly textField: string;
  readonly escaped: string;
  /** @param patient waits for the answer; else only until the door has had its time to answer */
  send(emulator: Emulator, number: string, text: string, patient: boolean): Promise<Heard>;
}

const soap = (number: string, text: string): string =>
  `<Credencial>DEMO0000000000000020</Credencial><Principal_User>12345678000195</Principal_User><Aux_User>T</Aux_User><Mobile>${number}</Mobile><Send_Project>N</Send_Project><Message>${text.replaceAll("<", "&lt;")}</Message>`;

function envelope(namespace: string, number: string, text: string): string {
  return `<s:Envelope xmlns:s="${namespace}"><s:Body><MPG_Send_SMS xmlns="http://www.mpgateway.com/">${soap(number, text)}</MPG_Send_SMS></s:Body></s:Envelope>`;
}

type Request = {
  readonly line: string;
  readonly headers?: string;
  readonly body?: string;
  readonly mensagem?: boolean;
};

function http(
  listener: Omit<TestChannel, "send" | "overSmpp">,
  request: (number: string, text: string) => Request,
): TestChannel {
  return {
    ...listener,
    overSmpp: false,
    async send(emulator, number, text, patient) {
      const { line, headers = "", body = "", mensagem = false } = request(number, text);
      const url = new URL(mensagem ? emulator.urls.mensagem : emulator.urls.http);
      const client = await RawClient.open(Number(url.port));
      const length = body === "" ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
      client.send(`${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}${length}\r\n${body}`);
      if (!patient) {
        // Another call through the same listener: what this one would have answered has had its time.
        for (let n = 0; n < 3; n++) await (await fetch(new URL("/torpedo/v1/health", emulator.urls.http))).text();
        client.close();
        return { bytes: Buffer.alloc(0), ending: "open" };
      }
      const heard = await client.rest();
      client.close();
      return heard;
    },
  };
}

const mpg = {
  provider: "mobilepronto",
  account: "mobilepronto/main",
  operation: "MPG_Send_SMS",
  noCredit: />009</,
  throttled: />900</,
  textField: "Message",
  escaped: "a&quot;&lt;;",
} as const;
const sophia = {
  provider: "sophia",
  account: "sophia/main",
  operation: "unitario",
  good: /"status":200/,
  noCredit: /"status":0,"mesageID":"","data":"[^"]*","detailDescription":"SALDO INSUFICIENTE"/,
  throttled: /"status":0,"mesageID":"","data":"[^"]*","detailDescription":"LIMITE DE REQUISICOES EXCEDIDO"/,
  textField: "msg",
  escaped: 'a\\"<;',
} as const;

export const listeners: readonly TestChannel[] = [
  http({ ...mpg, name: "MobilePronto, SOAP 1.1", channel: "soap11", good: />000</ }, (number, text) => ({
    line: "POST /Service.asmx",
    headers: 'Content-Type: text/xml; charset=utf-8\r\nSOAPAction: "http://www.mpgateway.com/MPG_Send_SMS"\r\n',
    body: envelope("http://schemas.xmlsoap.org/soap/envelope/", number, text),
  })),
  http({ ...mpg, name: "MobilePronto, SOAP 1.2", channel: "soap12", good: />000</ }, (number, text) => ({
    line: "POST /Service.asmx",
    headers: "Content-Type: application/soap+xml; charset=utf-8\r\n",
    body: envelope("http://www.w3.org/2003/05/soap-envelope", number, text),
  })),
  http(
    {
      name: "Mensagem, GET",
      provider: "mensagem",
      account: "mensagem/main",
      operation: "send",
      channel: "get",
      good: /1;[0-9a-f]{32}$/,
      noCredit: /97;CREDITOS INSUFICIENTES$/,
      throttled: /\r\n0;/,
      textField: "m",
      escaped: 'a"< ',
    },
    (number, text) => ({
      line: `GET /sms/send?${new URLSearchParams({ u: "126b114c", n: number.replace(/^55/, ""), m: text })}`,
      mensagem: true,
    }),
  ),
  http({ ...sophia, name: "Sophia, GET", channel: "get" }, (number, text) => ({
    line: `GET /api/unitario.php?${new URLSearchParams({ token: "DEMO-SOPHIA-TOKEN", destino: number, msg: text })}`,
  })),
  http({ ...sophia, name: "Sophia, form", channel: "form" }, (number, text) => ({
    line: "POST /api/unitario.php",
    headers: "Content-Type: application/x-www-form-urlencoded\r\n",
    body: new URLSearchParams({ token: "DEMO-SOPHIA-TOKEN", destino: number, msg: text }).toString(),
  })),
  http({ ...sophia, name: "Sophia, JSON", channel: "json" }, (number, text) => ({
    line: "POST /api/unitario.php",
    headers: "Content-Type: application/json\r\n",
    body: JSON.stringify({ token: "DEMO-SOPHIA-TOKEN", destino: number, msg: text }),
  })),
  {
    name: "Mensagem, SMPP",
    provider: "mensagem",
    account: "mensagem/main",
    operation: "submit_sm",
    channel: "smpp",
    overSmpp: true,
    good: /^80000004:0:2$/m,
    noCredit: /^80000004:69:2$/m,
    throttled: /^80000004:88:2$/m,
    textField: "short_message",
    escaped: 'a"<;',
    send: (emulator, number, text, patient) => submit(emulator.urls.smpp, number, text, patient),
  },
];

/** A bind, a submission and an enquire_link; the answer to the bind is left out of what is given. */
function submit(address: string, number: string, text: string, patient: boolean): Promise<Heard> {
  const [host = "", port = ""] = address.split(":");
  const socket = createConnection({ host, port: Number(port) });
  const submission = `\0\x01\x01\0\x01\x01${number}\0\0\0\0\0\0\0\0\0\0${String.fromCharCode(text.length)}${text}`;
  socket.write(pdu(9, 1, "126b114c\0smpp9500\0SMPP\0\x34\x01\x01\0"));
  socket.write(pdu(4, 2, submission));
  // Who waits for the answer asks for a sign of life after it, who does not asks at once: the sign ends the reading.
  let answered = !patient;
  if (answered) socket.write(pdu(0x15, 3, ""));
  let octets: Buffer = Buffer.alloc(0);
  return new Promise((resolve) => {
    let reset = false;
    const end = (ending: Heard["ending"]): void => {
      const bind = octets.length >= 4 ? octets.readUInt32BE(0) : 0;
      resolve({ bytes: octets.subarray(bind), ending });
      socket.destroy();
    };
    socket.on("data", (chunk: Buffer) => {
      octets = Buffer.concat([octets, chunk]);
      const lines = pdus(octets);
      if (lines.some((line) => line.startsWith("80000015"))) end("open");
      else if (!answered && lines.length >= 2) {
        answered = true;
        socket.write(pdu(0x15, 3, ""));
      }
    });
    socket.on("error", () => {
      reset = true;
    });
    socket.on("close", () => end(reset ? "reset" : "fin"));
  });
}

function pdu(command: number, sequence: number, body: string): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(16 + body.length, 0);
  head.writeUInt32BE(command, 4);
  head.writeUInt32BE(sequence, 12);
  return Buffer.concat([head, Buffer.from(body, "latin1")]);
}

/** `command:status:sequence` of each whole PDU. */
export function pdus(octets: Buffer): string[] {
  const lines: string[] = [];
  for (let at = 0; octets.length - at >= 16; ) {
    const length = octets.readUInt32BE(at);
    if (length < 16 || octets.length - at < length) break;
    const [command, status, sequence] = [4, 8, 12].map((offset) => octets.readUInt32BE(at + offset));
    lines.push(`${(command ?? 0).toString(16)}:${status}:${sequence}`);
    at += length;
  }
  return lines;
}

/** Text of a listener's answer, in which `good` and the others are looked for. */
export function sentences(listener: TestChannel, heard: Heard): string {
  return listener.overSmpp ? pdus(heard.bytes).join("\n") : heard.bytes.toString("utf8");
}

/** The body of an HTTP answer. */
export function bodyOf(heard: Heard): Buffer {
  const split = heard.bytes.indexOf("\r\n\r\n");
  return split < 0 ? Buffer.alloc(0) : heard.bytes.subarray(split + 4);
}
