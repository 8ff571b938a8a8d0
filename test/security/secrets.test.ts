// Every door is run with marked secrets, right and wrong ones, in good requests and in broken ones; then everything that
// can be read of the emulator afterwards is searched for the mark. Accounts are shown with their credentials on purpose.

import { connect as connectTo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type Server, serve } from "../support/endurance/server.ts";
import { connect } from "../support/esme.ts";
import { roundTrip } from "../support/raw-http.ts";

/** Secrets to search for. Every secret has it in front of what makes spellings differ. */
const mark = "S3CRET";
const secret = {
  user: `${mark}&u<'é/ +`,
  smpp: `${mark}pw`,
  token: `${mark}"t&é/ü +\\`,
  credencial20: `${mark}&<'é C20`.padEnd(20, "0"),
  credencial40: `${mark}&<'é C40`.padEnd(40, "0"),
  voice: mark,
};
const wrong = `${mark}-wrong&<"é+ `;

let server: Server | null = null;
afterEach(async () => {
  await server?.kill("SIGKILL");
  server = null;
});

function xml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
/** As a client in another language may write it. */
const variants: readonly ((text: string) => string)[] = [
  encodeURIComponent,
  (text) => encodeURIComponent(text).toLowerCase().replaceAll("s3cret", mark),
  (text) => encodeURIComponent(text).replaceAll("%20", "+").replaceAll("'", "%27"),
  (text) => Array.from(Buffer.from(text, "latin1"), (byte) => `%${byte.toString(16)}`).join(""),
];

async function runEveryListener({ urls }: Server): Promise<void> {
  const port = Number(new URL(urls.http).port);
  const mensagem = Number(new URL(urls.mensagem).port);
  const raw = async (at: number, bytes: string | Buffer): Promise<void> => {
    await roundTrip(at, bytes);
  };
  const get = (at: number, target: string, more = ""): Promise<void> =>
    raw(at, `GET ${target} HTTP/1.1\r\nHost: x\r\n${more}Connection: close\r\n\r\n`);
  const post = (path: string, type: string, body: string, more = ""): Promise<void> =>
    raw(
      port,
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\n${more}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );

  for (const spelt of variants) {
    for (const user of [secret.user, wrong]) {
      const u = spelt(user);
      for (const target of [
        `send?u=${u}&n=11999990001&m=Oi`,
        `send?U=${u}&n=11999990001&m=Oi&u=${u}`,
        `mult?u=${u}&n=11999990001;11999990002&m=Oi`,
        `recv?h=${u}`,
        `cacl?u=${u}&h=0`,
        `crdtf?u=${u}`,
        `cnnvl?u=${u}`,
        `cnus?u=${u}`,
        `cadus?u=${u}&n=A&d=a@b.c&p=${spelt(`${mark}pass`)}&t=1&c=622`,
        `altus?u=${u}&id=2&n=A&s=1&p=${spelt(`${mark}pass`)}&t=1&c=622`,
        `crctn?u=${u}`,
        `cict?u=${u}&d=X&e=a@b.c`,
        `cact?u=${u}&Id=622&s=1&e=a@b.c`,
        `oper?u=${u}`,
        `send?u=${u}%&n=%E0%&m=%`,
      ]) {
        await get(mensagem, `/sms/${target}`);
      }
      await post(`/sms/send?u=${u}`, "text/plain", `u=${u}`);
      // Functions that there are not.
      await get(mensagem, `/sms/none?u=${u}`);
      await get(port, `/sms/none?u=${u}&h=${u}`);
    }
    for (const token of [secret.token, wrong]) {
      const t = spelt(token);
      const names = ["unitario", "envio", "dlr", "mo", "lote", "none"];
      for (const name of names) await get(port, `/api/${name}.php?token=${t}&destino=11999990001&msg=Oi&id=1`);
      for (const name of names) {
        await post(`/api/${name}.php`, "application/x-www-form-urlencoded", `token=${t}&destino=1&msg=Oi`);
      }
    }
    for (const key of [secret.credencial20, secret.credencial40, wrong]) {
      await post(
        "/Service.asmx/MPG_Credits",
        "application/x-www-form-urlencoded",
        `Credencial=${spelt(key)}&Token=${spelt(secret.voice)}`,
      );
      await get(port, `/Service.asmx/MPG_Credits?Credencial=${spelt(key)}&Token=${spelt(secret.voice)}`);
    }
  }
  for (const token of [secret.token, wrong]) {
    for (const json of [
      JSON.stringify([{ token, mensagens: [{ destino: "11999990001", msg: "Oi" }] }]),
      JSON.stringify([{ token, mensagens: [{ destino: "11999990001", msg: "Oi" }] }]).replaceAll("é", "\\u00e9"),
      JSON.stringify([{ token, mensagens: [] }])
        .replaceAll("/", "\\/")
        .slice(0, -6),
      JSON.stringify({ Token: token }),
      `[{"token":"${token}`,
    ]) {
      await post("/api/envio.php", "application/json", json);
      await post("/api/none.php", "application/json", json);
      await post("/nowhere", "application/json", json);
    }
    await post(
      "/api/envio.php",
      "multipart/form-data; boundary=b",
      `--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n${token}\r\n--b--\r\n`,
    );
  }
  const services = [
    ["/Service.asmx", "http://www.mpgateway.com/", "MPG_Send_SMS"],
    ["/Service.asmx", "http://www.mpgateway.com/", "MPG_Credits"],
    ["/Service.asmx", "http://www.mpgateway.com/", "MPG_None"],
    ["/sms/v_2_00/service.asmx", "http://www.pwgateway.com/", "MPG_Send_SMS"],
    ["/voice/v_3_00/service.asmx", "http://www.mpgateway.com/", "MPG_SendAndFollowUp_Voice"],
    ["/wbsapi.asmx", "http://tempuri.org/", "sendUnique"],
    ["/wbsapi.asmx", "http://tempuri.org/", "status"],
    ["/none.asmx", "http://tempuri.org/", "status"],
  ] as const;
  for (const [path, namespace, operation] of services) {
    for (const key of [secret.credencial20, secret.credencial40, secret.user, wrong]) {
      const fields = ["Credencial", "Identificacao", "Token"];
      const written = [
        xml(key),
        `<![CDATA[${key}]]>`,
        Array.from(key, (char) => (/\w/.test(char) ? char : `&#x${char.codePointAt(0)?.toString(16)};`)).join(""),
      ];
      for (const value of written) {
        const inside = fields.map((name) => `<${name}>${value}</${name}>`).join("");
        const whole = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><${operation} xmlns="${namespace}">${inside}</${operation}></s:Body></s:Envelope>`;
        for (const body of [whole, whole.slice(0, -40), whole.replace("<s:Body>", "<s:Body")]) {
          await post(path, "text/xml; charset=utf-8", body, `SOAPAction: "${namespace}${operation}"\r\n`);
        }
      }
    }
  }
  await get(
    port,
    "/sms/send?u=1",
    `Authorization: Bearer ${mark}\r\nCookie: a=${mark}\r\nProxy-Authorization: ${mark}\r\n`,
  );
  await get(port, "/torpedo/v1/sandboxes", `Authorization: Bearer ${mark}\r\n`);

  for (const command of ["bind_transceiver", "bind_transmitter", "bind_receiver"]) {
    for (const password of [secret.smpp, `${mark}x`, `${mark}-far-too-long`]) {
      const esme = await connect(urls.smpp);
      const bound = await esme.request(command, { system_id: "5ec7e7ab", password }).catch(() => null);
      if (bound?.command_status === 0)
        await esme.request("submit_sm", { destination_addr: "11999990001", short_message: "Oi" });
      esme.close();
    }
  }
  // A bind that ends before its last fields, and one whose password never ends.
  for (const tail of [`5ec7e7ab\0${mark}pw\0`, `5ec7e7ab\0${mark}pw`, `5ec7e7ab\0${mark}${"w".repeat(300)}`]) {
    const body = Buffer.from(tail, "latin1");
    const head = Buffer.alloc(16);
    head.writeUInt32BE(16 + body.length, 0);
    head.writeUInt32BE(9, 4);
    head.writeUInt32BE(1, 12);
    await new Promise<void>((resolve) => {
      const socket = connectTo(Number(urls.smpp.split(":")[1]), "127.0.0.1", () =>
        socket.end(Buffer.concat([head, body])),
      );
      socket.on("error", () => {});
      socket.on("close", () => resolve());
      socket.resume();
    });
  }
}

/** Everything that the control API gives to read, but for the accounts. */
async function everythingRead(http: string): Promise<[string, string][]> {
  const api = `${http}/torpedo/v1`;
  const result: [string, string][] = [];
  const read = async (path: string): Promise<string> => {
    const answer = await fetch(api + path);
    expect([path, answer.status]).toEqual([path, 200]);
    const body = Buffer.from(await answer.arrayBuffer()).toString("latin1");
    result.push([path, body]);
    return body;
  };
  for (const item of ["messages", "callbacks", "inbound", "requests"])
    await read(`/sandboxes/default/${item}?limit=1000`);
  for (const item of ["scenario", "clock", "phones"]) await read(`/sandboxes/default/${item}`);
  for (const item of ["/about", "/coverage", "/metrics", "/openapi.json"]) await read(item);
  for (const format of ["jsonl", "har", "pcapng"]) await read(`/sandboxes/default/export?format=${format}`);
  for (let after = 0; ; ) {
    const page: { seq: number }[] = JSON.parse(await read(`/sandboxes/default/requests?limit=200&after=${after}`));
    if (page.length === 0) break;
    for (const { seq } of page) {
      const body = await read(`/sandboxes/default/requests/${seq}`);
      const call: { request: { base64: string }; response: { base64: string } | null } = JSON.parse(body);
      for (const raw of [call.request, call.response]) {
        if (raw !== null)
          result.push([
            `bytes of call ${seq}`,
            Buffer.from(raw.base64, "base64").toString("latin1").replaceAll("\0", ""),
          ]);
      }
      after = Math.max(after, seq);
    }
  }
  return result;
}

describe("secrets", () => {
  it("are in no journal, export, metric, page, event or log, whichever door they came by", {
    timeout: 120_000,
  }, async () => {
    server = await serve({
      accounts: {
        "mensagem/main": { details: { integrationUser: secret.user } },
        "mensagem/smpp": { details: { integrationUser: "5ec7e7ab", smppPassword: secret.smpp } },
        "sophia/main": { details: { token: secret.token } },
        "mobilepronto/main": {
          details: { credencial20: secret.credencial20, credencial40: secret.credencial40, token: secret.voice },
        },
      },
      flags: ["--log-level", "debug"],
    });
    const { urls } = server;
    const listening = new AbortController();
    const stream = await fetch(`${urls.http}/torpedo/v1/events`, { signal: listening.signal });
    let events = "";
    const heard = (async () => {
      for await (const chunk of stream.body ?? []) events += Buffer.from(chunk).toString("latin1");
    })().catch(() => {});
    await runEveryListener(server);
    const read = await everythingRead(urls.http);
    read.push(["the inbox", await (await fetch(urls.http)).text()]);
    listening.abort();
    await heard;
    read.push(["/events", events]);
    const { stdout, stderr } = await server.kill();
    read.push(["stdout", stdout], ["stderr", stderr]);
    expect(read.length).toBeGreaterThan(500);
    expect(events.length).toBeGreaterThan(10_000);
    const leaks = read.filter(([, text]) => text.includes(mark));
    expect(
      leaks.map(([where, text]) => {
        const at = text.indexOf(mark);
        return `${where}: ${text.slice(Math.max(0, at - 300), at + 60)}`;
      }),
    ).toEqual([]);
  });
});
