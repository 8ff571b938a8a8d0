// Attacks by a hostile client, page or file, and their outcome.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, test } from "vitest";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { addressRefusal } from "../../src/core/callback-address.ts";
import { createClient } from "../../src/protocols/http/client.ts";
import { startCatcher } from "../support/catcher.ts";
import { callApi } from "../support/control.ts";
import { realClock } from "../support/host-clock.ts";
import { RawClient, roundTrip } from "../support/raw-http.ts";
import { emulate, later, scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);
const refusal = expect.stringContaining("link-local");
const portOf = (url: string): number => Number(new URL(url).port);
const scenario = (when: string, then: string): { text: string } => ({
  text: `scenario: Attack\nrules:\n  - rule: one\n    when: ${when}\n    then: [ ${then} ]\n`,
});

describe("addresses of callbacks", () => {
  test.each([
    "http://169.254.169.254/latest/meta-data",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://[::ffff:169.254.169.254]/",
    "http://[fe80::1]/",
    "http://[fd00:ec2::254]/",
  ])("%s is refused unless it is named", (address) => {
    expect(addressRefusal(address)).toContain("link-local");
    expect(addressRefusal(address, [new URL(address).hostname])).toBeNull();
  });

  it("one that is link-local is entered by no road: control API, scenario, accounts file", async () => {
    const emulator = await emulate();
    const dlr = "http://169.254.169.254/latest/meta-data";
    const refused = expect.objectContaining({ status: 400, body: expect.objectContaining({ detail: refusal }) });
    const account = "/sandboxes/default/accounts/sophia/main";
    expect(await callApi(emulator, `PATCH ${account}`, { callbacks: { dlr } })).toEqual(refused);
    expect(await callApi(emulator, `PUT ${account}`, { callbacks: { mo: dlr } })).toEqual(refused);
    const accounts = { "sophia/main": { callbacks: { dlr } } };
    expect(await callApi(emulator, "POST /sandboxes", { name: "thief", accounts })).toEqual(refused);
    const text = `scenario: Attack\naccounts: { sophia/main: { callbacks: { dlr: "${dlr}" } } }\n`;
    expect((await callApi(emulator, "PUT /sandboxes/default/scenario", { text })).status).toBe(400);
    const file = join(scratch(), "accounts.yaml");
    writeFileSync(file, `accounts:\n  sophia/main: { callbacks: { dlr: "${dlr}" } }\n`);
    const options = { httpPort: 0, mensagemPort: 0, smppPort: 0, data: ":memory:", accounts: file };
    await expect(startEmulator(options)).rejects.toThrow("link-local");
    const api = emulator;
    expect((await api.accounts.list()).flatMap(({ callbacks }) => Object.values(callbacks))).not.toContain(dlr);
  });

  it("a redirect is an answer, never followed", async () => {
    const [first, second] = [await startCatcher(), await startCatcher()];
    later(() => Promise.all([first.stop(), second.stop()]));
    first.reply((response) => response.writeHead(302, { Location: second.url }).end());
    const client = createClient(realClock);
    later(() => client.stop());
    expect(await client.send({ url: first.url, timeoutMs: 60_000 })).toMatchObject({ status: 302 });
    expect(second.caught).toEqual([]);
  });
});

describe("headers", () => {
  it("a scenario cannot put more than one line into one", async () => {
    const emulator = await emulate();
    for (const fault of [
      '{ header: { X: "a\\r\\nEvil: 1" } }',
      '{ header: { "X\\r\\nEvil": a } }',
      '{ charset: "a\\r\\nb" }',
    ]) {
      const put = await callApi(emulator, "PUT /sandboxes/default/scenario", scenario("{}", `{ fault: ${fault} }`));
      expect(put.status).toBe(400);
    }
  });

  it("no field of a call comes back as a line of the head", async () => {
    const { urls } = await emulate();
    const evil = "a%0D%0AEvil:%201%0D%0A%0D%0A";
    for (const target of [
      `/sms/send?u=126b114c&n=${evil}&m=${evil}&id=${evil}`,
      `/api/unitario.php?token=${evil}&destino=${evil}&msg=${evil}&id=${evil}`,
      `/Service.asmx/${evil}?op=${evil}`,
      `/torpedo/v1/sandboxes/${evil}/export?format=jsonl`,
      `/${evil}`,
    ]) {
      const { head } = await roundTrip(portOf(urls.http), `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      expect(head).not.toMatch(/^Evil:/im);
    }
  });
});

describe("requests that two servers may read differently", () => {
  test.each([
    ["Content-Length: 2\r\nContent-Length: 3\r\n", "abc"],
    ["Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"],
    ["Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"],
    ["Content-Length: +3\r\n", "abc"],
    ["X: a\r\n b\x00c\r\nContent-Length: 3\r\n", "abc"],
  ])("%j is refused and the connection closed", async (headers, body) => {
    const { urls } = await emulate();
    const client = await RawClient.open(portOf(urls.http));
    client.send(
      `POST /api/envio.php HTTP/1.1\r\nHost: x\r\n${headers}\r\n${body}GET /api/mo.php HTTP/1.1\r\nHost: x\r\n\r\n`,
    );
    const { bytes } = await client.rest();
    client.close();
    expect(bytes.toString("latin1").match(/^HTTP\/1\.1 /gm)?.length).toBe(1);
    expect(bytes.toString("latin1")).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe("expressions and documents", () => {
  it("no expression of a scenario takes more than linear time", async () => {
    const emulator = await emulate();
    const body = JSON.stringify([
      { token: "DEMO-SOPHIA-TOKEN", mensagens: [{ destino: "11999990001", msg: `${"a".repeat(30_000)}!` }] },
    ]);
    for (const pattern of ["(a+)+$", "(a|aa)+$", "(x+x+)+y", "(.*a){25}b", "(?:a?){300}a{300}b"]) {
      const rule = scenario(`{ text: ${JSON.stringify(`/${pattern}/`)} }`, "{ delay: 0ms }");
      expect((await callApi(emulator, "PUT /sandboxes/default/scenario", rule)).status).toBe(200);
      const begun = process.cpuUsage();
      await (await fetch(`${emulator.urls.http}/api/envio.php`, { method: "POST", body })).text();
      expect(process.cpuUsage(begun).user / 1e6).toBeLessThan(5);
    }
    const tooLarge = scenario(`{ text: "/((a{100}){100}){10}/" }`, "{ delay: 0ms }");
    expect((await callApi(emulator, "PUT /sandboxes/default/scenario", tooLarge)).status).toBe(400);
  });

  it("entities are never read, in any service, and YAML aliases are bounded", async () => {
    const emulator = await emulate();
    const laughs = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "${"&a;".repeat(1_000)}">]><l>&b;</l>`;
    const file = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>';
    for (const path of ["/Service.asmx", "/sms/v_2_00/service.asmx", "/voice/v_3_00/service.asmx", "/wbsapi.asmx"]) {
      for (const body of [laughs, file, "<a>".repeat(150_000)]) {
        const headers = { "Content-Type": "text/xml; charset=utf-8", SOAPAction: '"x"' };
        const answer = await fetch(emulator.urls.http + path, { method: "POST", headers, body });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(await answer.text()).not.toMatch(/hahaha|root:/);
      }
    }
    const aliases = Array.from({ length: 8 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(",")}]`);
    const bomb = `scenario: b\na0: &a0 [x]\n${aliases.join("\n")}\n`;
    expect((await callApi(emulator, "PUT /sandboxes/default/scenario", { text: bomb })).status).toBe(400);
  });
});

describe("the control API", () => {
  it("leads out of no folder", async () => {
    const { urls } = await emulate();
    for (const path of [
      "/assets/..%2f..%2fpackage.json",
      "/assets/../package.json",
      "/torpedo/v1/shipped-scenarios/..%2f..%2fpackage",
      "/torpedo/v1/shipped-scenarios/%2e%2e%2fREADME",
      "/torpedo/v1/sandboxes/..%2f..%2fetc/export",
    ]) {
      const answer = await roundTrip(portOf(urls.http), `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      expect(answer.status).toBe(404);
    }
  });

  it("has a bound on event streams, and takes another when one has closed", async () => {
    const { urls } = await emulate();
    const clients: RawClient[] = [];
    const open = async (): Promise<[number, RawClient]> => {
      const client = await RawClient.open(portOf(urls.http));
      later(() => client.close());
      client.send("GET /torpedo/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      return [(await client.answer(true)).status, client];
    };
    for (let n = 0; n < 200; n++) {
      const [status, client] = await open();
      expect(status).toBe(200);
      clients.push(client);
    }
    expect((await open())[0]).toBe(503);
    clients[0]?.close();
    for (let status = 503; status !== 200; ) status = (await open())[0];
  });
});
