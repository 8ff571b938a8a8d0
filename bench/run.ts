// npm run bench: server CPU per request against a bare node:http server in the same run.

import { load } from "./http-load.ts";
import { startTarget, type Target } from "./target.ts";

const requests = 10_000;
const rounds = 5;
const connections = 50;

const text = encodeURIComponent("Sua fatura vence amanha. Pague pelo aplicativo ou responda SAIR.");
const soapBody = (n: number): string =>
  '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
  'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
  '<MPG_Send_SMS xmlns="http://www.mpgateway.com/"><Credencial>DEMO0000000000000020</Credencial>' +
  "<Principal_User>12345678000195</Principal_User><Aux_User>bench</Aux_User>" +
  `<Mobile>+55(11)99999${String(n % 10_000).padStart(4, "0")}</Mobile><Send_Project>N</Send_Project>` +
  "<Message>Sua fatura vence amanha. Pague pelo aplicativo ou responda SAIR.</Message></MPG_Send_SMS></soap:Body></soap:Envelope>";

interface Case {
  readonly name: string;
  readonly budget: number;
  readonly door: "http" | "mensagem";
  readonly request: (n: number) => string;
  readonly expect: string;
}
const number = (n: number): string => `1199999${String(n % 10_000).padStart(4, "0")}`;
const cases: readonly Case[] = [
  {
    name: "/sms/send",
    budget: 4,
    door: "mensagem",
    request: (n) => `GET /sms/send?u=126b114c&n=${number(n)}&m=${text} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    expect: "1;",
  },
  {
    name: "MPG_Send_SMS",
    budget: 5.5,
    door: "http",
    request(n) {
      const body = soapBody(n);
      return `POST /Service.asmx HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml; charset=utf-8\r\nSOAPAction: "http://www.mpgateway.com/MPG_Send_SMS"\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    },
    expect: ">000<",
  },
  {
    name: "unitario.php",
    budget: 4,
    door: "http",
    request: (n) =>
      `GET /api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=${number(n)}&msg=${text} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    expect: '"status":200',
  },
];

async function perRequest(target: Target, one: Case, port: number): Promise<number[]> {
  const figures: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    await target.cpu();
    await load({ port, connections, requests, request: one.request, expect: one.expect });
    const cpu = await target.cpu();
    // The first round warms up.
    if (round > 0) figures.push(cpu / requests);
  }
  return figures.sort((a, b) => a - b);
}

const median = (figures: readonly number[]): number => figures[Math.floor(figures.length / 2)] ?? Number.NaN;

const bare = await startTarget("bare node:http", "bare-http.ts");
const torpedo = await startTarget("torpedo", "torpedo.ts");
console.log(`Node ${process.version}, ${rounds} rounds of ${requests} requests on ${connections} connections`);
console.log("| call | bare, us | torpedo, us | ratio | budget |\n| --- | --- | --- | --- | --- |");
const wanted = process.argv.slice(2);
for (const one of cases.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const yardstick = median(await perRequest(bare, { ...one, expect: "1;" }, bare.ports["http"] ?? 0));
  const ours = median(await perRequest(torpedo, one, torpedo.ports[one.door] ?? 0));
  const ratio = ours / yardstick;
  console.log(`| ${one.name} | ${yardstick.toFixed(1)} | ${ours.toFixed(1)} | ${ratio.toFixed(2)} | ${one.budget} |`);
}
await bare.stop();
await torpedo.stop();
