// Attacks by bodies and names at every listener: to be inflated, to reach what every object inherits from, to be too large.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it, test } from "vitest";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { callApi } from "../support/control.ts";
import { roundTrip } from "../support/raw-http.ts";
import { emulate, scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);
const portOf = (url: string): number => Number(new URL(url).port);

const soap = (operation: string, namespace: string, inside: string): string =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><${operation} xmlns="${namespace}">${inside}</${operation}></s:Body></s:Envelope>`;
const gatewaySms =
  "<Credencial>DEMO0000000000000020</Credencial><Principal_User>12345678000195</Principal_User><Aux_User>A</Aux_User>" +
  "<Mobile>+55(11)999990001</Mobile><Send_Project>N</Send_Project><Message>Oi</Message>";

interface TestChannel {
  readonly path: string;
  readonly type: string;
  readonly action?: string;
  /** A body that is accepted, with something more inside. */
  readonly body: (more: string) => string;
}
const gateway = "http://www.mpgateway.com/";
const listeners: Readonly<Record<string, TestChannel>> = {
  MobilePronto: {
    path: "/Service.asmx",
    type: "text/xml; charset=utf-8",
    action: `${gateway}MPG_Send_SMS`,
    body: (more) => soap("MPG_Send_SMS", gateway, gatewaySms + more),
  },
  "MobilePronto's sms service": {
    path: "/sms/v_2_00/service.asmx",
    type: "text/xml; charset=utf-8",
    action: "http://www.pwgateway.com/MPG_SendSimple_SMS",
    body: (more) => soap("MPG_SendSimple_SMS", "http://www.pwgateway.com/", `<Mobile>1</Mobile>${more}`),
  },
  "MobilePronto's voice service": {
    path: "/voice/v_3_00/service.asmx",
    type: "text/xml; charset=utf-8",
    action: `${gateway}MPG_Status_Voice`,
    body: (more) => soap("MPG_Status_Voice", gateway, `<Token>1</Token>${more}`),
  },
  wbsapi: {
    path: "/wbsapi.asmx",
    type: "text/xml; charset=utf-8",
    action: "http://tempuri.org/status",
    body: (more) => soap("status", "http://tempuri.org/", `<Identificacao>126b114c</Identificacao>${more}`),
  },
  "/sms/send": {
    path: "/sms/send?u=126b114c",
    type: "application/x-www-form-urlencoded",
    body: (more) => `n=1&m=Oi&${more}`,
  },
  "Sophia's JSON": {
    path: "/api/envio.php",
    type: "application/json",
    body: (more) =>
      `[{"token":"DEMO-SOPHIA-TOKEN","mensagens":[{"destino":"11999990001","msg":"Oi"${more === "" ? "" : `,${more}`}}]}]`,
  },
  "Sophia's form": {
    path: "/api/unitario.php",
    type: "application/x-www-form-urlencoded",
    body: (more) => `token=DEMO-SOPHIA-TOKEN&destino=11999990001&msg=Oi&${more}`,
  },
  "the control API": {
    path: "/torpedo/v1/sandboxes/default/inbound",
    type: "application/json",
    body: (more) => `{"from":"11999990001","text":"Oi"${more === "" ? "" : `,${more}`}}`,
  },
};

function post({ path, type, action }: TestChannel, body: Buffer, more = ""): Buffer {
  const head =
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\n${action === undefined ? "" : `SOAPAction: "${action}"\r\n`}` +
    `${more}Content-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

describe("a body that says it is compressed", () => {
  // 200 MB, were it inflated.
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, " "), { level: 1 });
  test.each(Object.entries(listeners))("is read as it is by %s, and never inflated", async (_name, listener) => {
    const emulator = await emulate();
    const port = portOf(emulator.urls.http);
    const small = gzipSync(listener.body(""));
    for (const octets of [small, bomb]) {
      const begun = process.memoryUsage().rss;
      const plain = await roundTrip(port, post(listener, octets));
      for (const coding of ["gzip", "deflate", "br", "gzip, gzip", "zstd"]) {
        const coded = await roundTrip(port, post(listener, octets, `Content-Encoding: ${coding}\r\n`));
        expect([coding, coded.status, coded.body.toString()]).toEqual([coding, plain.status, plain.body.toString()]);
      }
      expect(process.memoryUsage().rss - begun).toBeLessThan(150 * 2 ** 20);
    }
    expect(await emulator.messages()).toEqual([]);
    expect(await emulator.inboundMessages()).toEqual([]);
  });
});

describe("names of what every object inherits from", () => {
  const names = ["__proto__", "constructor", "prototype", "toString", "__defineGetter__", "hasOwnProperty", "valueFor"];
  const paths = names.flatMap((name) => [name, `${name}[polluted]`, `${name}.polluted`, `a[${name}][polluted]`]);
  const inherited = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
  const untouched = (): void => {
    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(inherited);
    expect("polluted" in {}).toBe(false);
    expect(Object.prototype.toString.call([])).toBe("[object Array]");
  };

  it("are fields like any other in queries, forms, JSON and SOAP", async () => {
    const { urls } = await emulate();
    const port = portOf(urls.http);
    const statuses = new Set<number>();
    const say = async (octets: string | Buffer): Promise<void> => {
      const { status, body } = await roundTrip(port, octets);
      statuses.add(status);
      expect(body.toString()).not.toMatch(/TypeError|is not a function|Cannot read|emulator failed/);
    };
    for (const path of paths) {
      const field = encodeURIComponent(path);
      for (const target of [
        "/sms/send",
        "/sms/stat",
        "/api/unitario.php",
        "/api/mo.php",
        "/Service.asmx/MPG_Credits",
        "/wbsapi.asmx/status",
      ]) {
        await say(`GET ${target}?${field}=polluted&u=126b114c&token=x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      }
      await say(`GET /torpedo/v1/sandboxes/${field}/messages?${field}=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      await say(`GET /Service.asmx?op=${field} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      await say(`GET /assets/${field}.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
    }
    for (const listener of Object.values(listeners)) {
      for (const name of names) {
        const more = listener.type.includes("xml")
          ? `<${name}><polluted>1</polluted></${name}>`
          : listener.type.includes("json")
            ? `${JSON.stringify(name)}:{"polluted":1,"prototype":{"polluted":1}}`
            : `${name}=1&${name}[polluted]=1&${name}[prototype][polluted]=1`;
        await say(post(listener, Buffer.from(listener.body(more))));
        if (listener.type.includes("xml"))
          await say(post(listener, Buffer.from(soap(name, "http://tempuri.org/", "")), ""));
      }
    }
    expect([...statuses].toSorted().filter((status) => ![200, 400, 404, 405, 500].includes(status))).toEqual([]);
    untouched();
  });

  it("are mistakes, or names like any other, in scenarios and accounts", async () => {
    const emulator = await emulate();
    for (const name of names) {
      for (const text of [
        `scenario: x\n${name}: { polluted: 1 }\n`,
        `scenario: x\nrules: [ { rule: r, when: { ${name}: a }, then: [ { delay: 1s } ] } ]`,
        `scenario: x\nrules: [ { rule: r, when: {}, then: [ { ${name}: { polluted: 1 } } ] } ]`,
        `scenario: x\nrules: [ { rule: r, when: {}, then: [ { set: { ${name}: polluted } } ] } ]`,
        `scenario: x\nrules: [ { rule: r, when: {}, then: [ { fault: { header: { ${name}: polluted } } } ] } ]`,
        `scenario: x\naccounts: { ${name}: { credits: 1 } }`,
        JSON.stringify({ scenario: "x", rules: [] }).replace('"rules"', `"${name}":{"polluted":1},"rules"`),
      ]) {
        const put = await callApi(emulator, "PUT /sandboxes/default/scenario", { text });
        expect([text, put.status].slice(1)).toEqual([expect.toBeOneOf([200, 400])]);
        await (await fetch(`${emulator.urls.http}/api/mo.php?token=x`)).text();
      }
      const account = { details: JSON.parse(`{"${name}":{"polluted":1}}`) };
      const changed = await callApi(emulator, "PATCH /sandboxes/default/accounts/sophia/main", account);
      expect(changed.status).toBeOneOf([200, 400]);
      expect((await callApi(emulator, "POST /sandboxes", { name, clock: "manual" })).status).toBeOneOf([201, 400]);
    }
    untouched();
    for (const name of names) {
      const file = join(scratch(), "accounts.yaml");
      writeFileSync(file, `accounts:\n  ${name}: { polluted: 1 }\n  sophia/main: { ${name}: { polluted: 1 } }\n`);
      const options = {
        httpPort: 0,
        mensagemPort: 0,
        smppPort: 0,
        data: ":memory:",
        accounts: file,
        logLevel: "error" as const,
      };
      const started = await startEmulator(options).then(
        (item) => item.stop().then(() => "started"),
        (error: Error) => error.name,
      );
      expect(started).toBeOneOf(["started", "UsageError"]);
    }
    untouched();
  });
});

describe("what is echoed", () => {
  it("puts no line of its own into a head, whoever sends it back", async () => {
    const { urls } = await emulate();
    const evil = [
      "a\r\nEvil: 1",
      "a\nEvil: 1",
      "a\rEvil: 1",
      "a\u2028Evil: 1",
      "%0d%0aEvil:%201",
      "\u010aEvil: 1",
      "a\0\r\nEvil: 1",
    ];
    for (const text of evil) {
      const written = encodeURIComponent(text);
      const xml = text.replaceAll("\r", "&#13;").replaceAll("\n", "&#10;").replaceAll("\0", "");
      const inputs: (string | Buffer)[] = [
        `GET /sms/send?u=${written}&n=${written}&m=${written}&id=${written} HTTP/1.1\r\nHost: x\r\n\r\n`,
        `GET /Service.asmx?op=${written} HTTP/1.1\r\nHost: x\r\n\r\n`,
        `GET /torpedo/v1/sandboxes/default/export?format=${written} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
        ...Object.values(listeners).map((listener) => {
          const inside = listener.type.includes("xml")
            ? `<Message>${xml}</Message><IDMSG>${xml}</IDMSG><Hash>${xml}</Hash>`
            : listener.type.includes("json")
              ? `"id":${JSON.stringify(text)}`
              : `id=${written}`;
          return post(listener, Buffer.from(listener.body(inside)));
        }),
      ];
      for (const input of inputs) expect((await roundTrip(portOf(urls.http), input)).head).not.toMatch(/^\s*Evil:/im);
    }
  });
});

describe("the control API", () => {
  it("takes no body over its bound, says so, and goes on", async () => {
    const emulator = await emulate();
    const text = "x".repeat(6 * 1024 * 1024);
    for (const at of [
      "POST /sandboxes",
      "PUT /sandboxes/default/scenario",
      "POST /sandboxes/default/wait",
      "POST /sandboxes/default/inbound",
    ]) {
      expect(await callApi(emulator, at, { text })).toMatchObject({
        status: 413,
        body: { title: expect.any(String), remedy: expect.any(String) },
      });
    }
    expect((await callApi(emulator, "GET /sandboxes")).body).toHaveLength(1);
  });
});
