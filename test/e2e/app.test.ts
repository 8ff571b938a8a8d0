// `emulator.app`: the Express app of the main listener, under supertest and mounted in somebody's own Express app.

import { createServer, type RequestListener } from "node:http";
import express from "express";
import request from "supertest";
import { afterEach, describe, expect, it, test } from "vitest";
import type { LocalEmulator } from "../../src/client/sandbox.ts";
import { startEmulator } from "../../src/client/start-emulator.ts";
import type { StartOptions } from "../../src/emulator.ts";
import { RawClient, roundTrip } from "../support/raw-http.ts";
import { later, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

async function start(options: StartOptions = {}): Promise<LocalEmulator> {
  const emulator = await startEmulator({ clock: "manual", ...options });
  later(() => emulator.stop());
  return emulator;
}

/** A server of somebody's own. @returns its port */
async function serve(app: RequestListener): Promise<number> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  later(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

const send = "/sms/send?u=126b114c&n=11999990001&m=Oi";
const get = (path: string, more = ""): string => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${more}\r\n`;

test("without a listener nothing listens", async () => {
  const servers = (): number => process.getActiveResourcesInfo().filter((name) => name === "TCPServerWrap").length;
  const before = servers();
  const { urls } = await start({ listen: false });
  expect(servers()).toBe(before);
  expect(urls).toEqual({ http: "", mensagem: "", smpp: "" });
  expect((await start({ listen: false, baseUrl: "http://sms.test/fake/" })).urls.http).toBe("http://sms.test/fake");
});

describe.each([
  ["with its own listener", {}],
  ["with no port opened", { listen: false }],
] as const)("under supertest, %s", (_name, options) => {
  it("serves every provider, the control API and the inbox", async () => {
    const emulator = await start(options);
    const { app } = emulator;
    expect((await request(app).get(send)).text).toMatch(/^1;[0-9a-f]{32}/);
    const json = { token: "DEMO-SOPHIA-TOKEN", destino: "11999990001", msg: "Oi" };
    expect((await request(app).post("/api/unitario.php").send(json)).body.envio[0].status).toBe(200);
    const wsdl = await request(app).get("/Service.asmx?WSDL");
    expect(wsdl.text).toMatch(/<soap:address location="http:\/\/127\.0\.0\.1:\d+\/Service\.asmx"/);
    expect((await request(app).get("/torpedo/v1/sandboxes/default/messages")).text).toContain("11999990001");
    expect(await emulator.messages()).toHaveLength(2);
    const { headers } = await request(app).get("/nowhere").expect(404);
    expect(Object.keys(headers)).not.toContain("x-powered-by");
    expect(Object.keys(headers)).not.toContain("etag");
  });

  it("refuses foreign names and foreign pages at the control API", async () => {
    const { app } = await start(options);
    const list = () => request(app).get("/torpedo/v1/sandboxes");
    await list().expect(200);
    await list().set("Host", "evil.test").expect(403);
    await list().set("Origin", "http://evil.test").expect(403);
    await request(app).post("/torpedo/v1/sandboxes").set("Origin", "null").send({ name: "a" }).expect(403);
  });
});

describe("mounted under a path", () => {
  async function mounted(options: StartOptions = {}) {
    const emulator = await start({ listen: false, ...options });
    const own = express();
    own.use("/fake", emulator.app);
    own.get("/own", (_request, response) => void response.send("own"));
    return { emulator, own, port: await serve(own) };
  }

  it("answers its paths there, and leaves the others alone", async () => {
    const { own, emulator } = await mounted();
    expect((await request(own).get(`/fake${send}`)).text).toMatch(/^1;/);
    expect((await request(own).get("/own")).text).toBe("own");
    expect((await request(own).get(send)).status).toBe(404);
    expect((await request(own).get("/fake/nowhere")).text).toContain("There is nothing at /nowhere.");
    expect((await request(own).get("/fake")).type).toBe("text/html");
    const [sent] = await emulator.requests({ operation: "send" });
    expect((await emulator.request(sent?.seq ?? 0)).request.text).toMatch(/^GET \/fake\/sms\/send/);
  });

  it("gives out WSDL addresses below the path, or below `baseUrl`", async () => {
    const address = async (path: string, options: StartOptions): Promise<string | undefined> => {
      const { port } = await mounted(options);
      const { body } = await roundTrip(port, get(path, `X-Port: ${port}\r\n`));
      return /<soap:address location="([^"]+)"/.exec(body.toString())?.[1];
    };
    expect(await address("/fake/Service.asmx?wsdl", {})).toBe("http://127.0.0.1/fake/Service.asmx");
    const baseUrl = "https://sms.test:8443/fake";
    expect(await address("/fake/wbsapi.asmx?wsdl", { baseUrl })).toBe("https://sms.test:8443/fake/wbsapi.asmx");
    const { port } = await mounted({ baseUrl });
    const page = (await roundTrip(port, get("/fake/Service.asmx?op=MPG_Send_SMS"))).body.toString();
    expect(page).toContain("POST /fake/Service.asmx HTTP/1.1\r\nHost: sms.test:8443\r\n");
  });

  it("refuses foreign names and foreign pages at the control API", async () => {
    const { own } = await mounted();
    const list = () => request(own).get("/fake/torpedo/v1/sandboxes");
    await list().expect(200);
    await list().set("Host", "evil.test").expect(403);
    await list().set("Origin", "http://evil.test").expect(403);
  });

  it("disturbs answers as a scenario says", async () => {
    const { emulator, port } = await mounted();
    const rule = (number: string, then: readonly object[]) => ({ rule: number, when: { to: number }, then });
    await emulator.scenario.put({
      scenario: "Faults",
      rules: [
        rule("11999990001", [{ fault: "close" }]),
        rule("11999990002", [{ fault: "reset" }]),
        rule("11999990003", [{ delay: "5ms" }]),
        rule("11999990004", [{ response: { status: 503 } }]),
      ],
    });
    const to = (number: string): string => get(`/fake/sms/send?u=126b114c&n=${number}&m=Oi`);
    const rest = async (number: string) => (await RawClient.open(port)).send(to(number)).rest();
    expect(await rest("11999990001")).toEqual({ bytes: Buffer.alloc(0), ending: "fin" });
    expect(await rest("11999990002")).toEqual({ bytes: Buffer.alloc(0), ending: "reset" });
    expect((await roundTrip(port, to("11999990003"))).body.toString()).toMatch(/^1;/);
    expect((await roundTrip(port, to("11999990004"))).status).toBe(503);
  });

  it("bounds bodies, and answers Expect: 100-continue once", async () => {
    const { port } = await mounted();
    const head = "POST /fake/api/unitario.php HTTP/1.1\r\nHost: x\r\n";
    const client = await RawClient.open(port);
    client.send(`${head}Expect: 100-continue\r\nContent-Length: 3\r\n\r\n`);
    expect((await client.answer()).status).toBe(100);
    expect((await client.send("a=1").answer()).status).toBe(200);
    client.close();
    const large = Buffer.alloc(5 * 1024 * 1024, "a");
    const refused = await RawClient.open(port);
    refused.send(`${head}Content-Length: ${large.length}\r\n\r\n`).send(large);
    expect((await refused.answer()).status).toBe(413);
    refused.close();
  });

  it("says what is wrong when a body parser stands in front of it", async () => {
    const { app } = await start({ listen: false });
    const own = express().use(express.json()).use(app);
    const { status, text } = await request(own).post("/api/unitario.php").send({ token: "DEMO-SOPHIA-TOKEN" });
    expect([status, text]).toEqual([500, expect.stringContaining("mount emulator.app before body parsers")]);
  });

  it("ends what hangs when the emulator stops", async () => {
    const { emulator, port } = await mounted();
    await emulator.scenario.put({ scenario: "Hang", rules: [{ rule: "all", when: {}, then: [{ fault: "hang" }] }] });
    const client = await RawClient.open(port);
    client.send(get(`/fake${send}`));
    await emulator.waitForRequest();
    await emulator.stop();
    expect((await client.rest()).ending).toBe("fin");
  });
});
