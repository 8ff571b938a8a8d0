// The requests that are measured, as they go on the wire.

const text = encodeURIComponent("Sua fatura vence amanha. Pague pelo aplicativo ou responda SAIR.");
const number = (n: number): string => `1199999${String(n % 10_000).padStart(4, "0")}`;
const get = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

export interface Call {
  readonly name: string;
  readonly door: "http" | "mensagem";
  readonly request: (n: number) => string;
  /** Text that the body of every answer contains. */
  readonly expect: string;
}

export const send: Call = {
  name: "/sms/send",
  door: "mensagem",
  request: (n) => get(`/sms/send?u=126b114c&n=${number(n)}&m=${text}`),
  expect: "1;",
};

export const soap: Call = {
  name: "MPG_Send_SMS",
  door: "http",
  request(n) {
    const body =
      '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
      'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
      '<MPG_Send_SMS xmlns="http://www.mpgateway.com/"><Credencial>DEMO0000000000000020</Credencial>' +
      "<Principal_User>12345678000195</Principal_User><Aux_User>bench</Aux_User>" +
      `<Mobile>+55(11)99999${String(n % 10_000).padStart(4, "0")}</Mobile><Send_Project>N</Send_Project>` +
      "<Message>Sua fatura vence amanha. Pague pelo aplicativo ou responda SAIR.</Message></MPG_Send_SMS></soap:Body></soap:Envelope>";
    const head =
      "POST /Service.asmx HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml; charset=utf-8\r\n" +
      'SOAPAction: "http://www.mpgateway.com/MPG_Send_SMS"\r\n';
    return `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
  },
  expect: ">000<",
};

export const unitario: Call = {
  name: "unitario.php",
  door: "http",
  request: (n) => get(`/api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=${number(n)}&msg=${text}`),
  expect: '"status":200',
};

const thousand = Array.from({ length: 1_000 }, (_, n) => number(n)).join(";");
/** The same text to a thousand numbers. */
export const mult: Call = {
  name: "/sms/mult",
  door: "mensagem",
  request: () => get(`/sms/mult?u=126b114c&n=${thousand}&m=${text}`),
  expect: "1;",
};
