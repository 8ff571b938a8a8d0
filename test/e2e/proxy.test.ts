// Clients whose `https:` address is built in reach the emulator as their proxy: with its authority, and nothing else changed.

import { execFile, execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { LocalEmulator } from "../../src/client/sandbox.ts";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { openAuthority } from "../../src/clock/authority.ts";
import { have } from "../support/programs.ts";
import { RawClient } from "../support/raw-http.ts";
import { later, scratch, undoAll } from "../support/sandboxed.ts";
import { cleanEnvironment } from "../support/torpedo-process.ts";

afterEach(undoAll);
const helpers = join(import.meta.dirname, "../support/proxy");
const wsdl = "https://www.mpgateway.com/Service.asmx?wsdl";
const anSms = "token=DEMO-SOPHIA-TOKEN&destino=11999990001&msg=Oi";

interface Proxy {
  readonly emulator: LocalEmulator;
  readonly port: number;
  readonly authority: string;
}

async function open(options: object = {}): Promise<Proxy> {
  const emulator = await startEmulator({ clock: "manual", logLevel: "silent", ...options });
  return { emulator, port: Number(new URL(emulator.urls.http).port), authority: await certificates(emulator) };
}

/** An emulator that goes with the test. */
async function start(options: object = {}): Promise<Proxy> {
  const proxy = await open(options);
  later(() => proxy.emulator.stop());
  return proxy;
}

/** For tests that leave it as it is: an authority costs half a second of CPU. */
let shared: Proxy;
/** The same with further hosts. */
let wider: Proxy;
beforeAll(async () => {
  [shared, wider] = await Promise.all([open(), open({ proxyHosts: ["sms.example.com", "*.example.org"] })]);
});
afterAll(() => Promise.all([shared.emulator.stop(), wider.emulator.stop()]));

async function certificates(emulator: LocalEmulator): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of (await emulator.control.certificate()).parts) parts.push(part);
  return Buffer.concat(parts).toString();
}

function saved(pem: string): string {
  const file = join(scratch(), "authority.pem");
  writeFileSync(file, pem);
  return file;
}

/** Runs a program that knows only the authority. @returns what it prints */
async function client(program: string, args: readonly string[]): Promise<string> {
  const env = cleanEnvironment({ SSL_CERT_FILE: "/dev/null", SSL_CERT_DIR: "/dev/null" });
  const { stdout, stderr } = await promisify(execFile)(program, args, { env, timeout: 100_000 });
  return stdout + stderr;
}
type Program = readonly [
  name: string,
  needs: string,
  run: (file: string, port: number, url: string) => Promise<string>,
];
const programs: readonly Program[] = [
  [
    "curl",
    "curl",
    (file, port, url) => client("curl", ["-sS", "--cacert", file, "-x", `http://127.0.0.1:${port}`, url]),
  ],
  ["PHP", "php", (file, port, url) => client("php", ["-n", join(helpers, "proxied.php"), file, String(port), url])],
  ["Java", "javac", (file, port, url) => client("java", [join(helpers, "Proxied.java"), file, String(port), url])],
];

describe.each(programs.filter(([, needs]) => have(needs)))("%s, which trusts the authority alone", (_name, _, run) => {
  it("reaches the hosts of the documents over HTTPS", async () => {
    const { emulator, port, authority } = shared;
    const file = saved(authority);
    expect(await run(file, port, wsdl)).toContain('location="https://www.mpgateway.com/Service.asmx"');
    expect(await run(file, port, `https://sms.sophiatelecom.com/api/unitario.php?${anSms}`)).toContain("200");
    const row = (await emulator.requests({ operation: "unitario" })).at(-1);
    expect(row).toMatchObject({ provider: "sophia", listener: "https", code: "200" });
  });

  it("gets no tunnel to another host", async () => {
    const { port, authority } = shared;
    await expect(run(saved(authority), port, "https://www.example.com/")).rejects.toThrow(/403|failed/);
  });

  it("trusts no other authority's emulator", async () => {
    await expect(run(saved(wider.authority), shared.port, wsdl)).rejects.toThrow();
  });
});

it.skipIf(!have("curl"))("plain HTTP through the proxy works beside it", async () => {
  const { emulator, port } = shared;
  const url = `http://sms.sophiatelecom.com/api/unitario.php?${anSms}`;
  expect(await client("curl", ["-sS", "-x", `http://127.0.0.1:${port}`, url])).toContain("200");
  const row = (await emulator.requests({ operation: "unitario" })).at(-1);
  expect(row).toMatchObject({ listener: "http", code: "200" });
});

describe("CONNECT", () => {
  async function answer(port: number, target: string): Promise<string> {
    const raw = await RawClient.open(port);
    later(() => raw.socket.destroy());
    raw.send(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
    const { status, body } = await raw.answer();
    return `${status} ${body}`;
  }

  it.each([
    ["www.example.com:443", "CONNECT to www.example.com is refused."],
    ["notmpgateway.com:443", "CONNECT to notmpgateway.com is refused."],
    ["mpgateway.com.example.com:443", "is refused."],
    ["127.0.0.1:443", "CONNECT to 127.0.0.1 is refused."],
    ["localhost:443", "CONNECT to localhost is refused."],
    ["[::1]:443", "is refused."],
    ["..mpgateway.com:443", "is refused."],
  ])("to %s is refused with a sentence", async (target, sentence) => {
    const sentences = await answer(shared.port, target);
    expect(sentences).toContain("403 ");
    expect(sentences).toContain(sentence);
    expect(sentences).toContain("sms.sophiatelecom.com. Add one with --proxy-host.");
  });

  it("that is refused is in the journal", async () => {
    const { emulator, port } = shared;
    await answer(port, "www.example.com:443");
    const row = (await emulator.requests()).at(-1);
    const { request, response } = await emulator.request(row?.seq ?? 0);
    expect(request.text).toContain("CONNECT www.example.com:443 HTTP/1.1");
    expect(response?.text).toContain("403 Forbidden");
  });

  it.each([
    ["WWW.MPGateway.com:443", () => shared],
    ["mpgateway.com:443", () => shared],
    ["a.b.mpgateway.com:8443", () => shared],
    ["pw-api.com:443", () => shared],
    ["sms.example.com:443", () => wider],
    ["any.example.org:443", () => wider],
  ])("to %s gives the certificate of the host", async (target, proxy) => {
    const { port, authority } = proxy();
    const raw = await RawClient.open(port);
    later(() => raw.socket.destroy());
    raw.send(`CONNECT ${target} HTTP/1.1\r\n\r\n`);
    expect((await raw.answer(true)).status).toBe(200);
    raw.socket.removeAllListeners("data");
    const host = target.toLowerCase().replace(/:\d+$/, "");
    const tls = connect({ socket: raw.socket, servername: host, ca: authority });
    await new Promise<void>((resolve, reject) => tls.once("secureConnect", resolve).once("error", reject));
    expect(tls.getPeerX509Certificate()?.subjectAltName).toBe(`DNS:${host}`);
    tls.destroy();
  });

  /** Opens a tunnel to a host, and TLS within. */
  async function tunnel(
    port: number,
    authority: string,
  ): Promise<{ readonly raw: RawClient; readonly tls: TLSSocket }> {
    const raw = await RawClient.open(port);
    later(() => raw.socket.destroy());
    raw.send("CONNECT pw-api.com:443 HTTP/1.1\r\n\r\n");
    await raw.answer(true);
    raw.socket.removeAllListeners("data");
    const tls = connect({ socket: raw.socket, servername: "pw-api.com", ca: authority });
    await new Promise((resolve, reject) => tls.once("secureConnect", resolve).once("error", reject));
    return { raw, tls };
  }
  async function textOf(tls: TLSSocket): Promise<string> {
    let text = "";
    for await (const piece of tls.setEncoding("latin1")) text += piece;
    return text;
  }

  it("is refused over TLS: within a tunnel, and on the HTTPS port", async () => {
    const { emulator, port, authority } = await start({ tlsSelfSigned: "on", httpsPort: 0 });
    const { tls } = await tunnel(port, authority);
    const direct = connect({ port: Number(new URL(emulator.urls.https ?? "").port), rejectUnauthorized: false });
    for (const socket of [tls, direct]) {
      socket.write("CONNECT pw-api.com:443 HTTP/1.1\r\n\r\n");
      expect(await textOf(socket)).toMatch(/^HTTP\/1.1 400 .*CONNECT is refused over TLS/s);
    }
  });

  it("leads the fault reset to the connection of the client", async () => {
    const { emulator, port, authority } = shared;
    later(() => emulator.scenario.remove());
    await emulator.scenario.put({
      scenario: "cut",
      rules: [{ rule: "cut", when: { provider: "sophia" }, then: [{ fault: "reset" }] }],
    });
    const { raw, tls } = await tunnel(port, authority);
    tls.on("error", () => {});
    const ended = raw.rest();
    tls.write(`GET /api/unitario.php?${anSms} HTTP/1.1\r\nHost: sms.sophiatelecom.com\r\n\r\n`);
    expect((await ended).ending).toBe("reset");
    const row = (await emulator.requests({ operation: "unitario" })).at(-1);
    expect(row).toMatchObject({ listener: "https", fault: "reset" });
  });

  it("ends at a stop", async () => {
    const { emulator, port, authority } = await start();
    const { tls } = await tunnel(port, authority);
    const gone = new Promise((resolve) => tls.resume().once("end", resolve).once("error", resolve));
    await emulator.stop();
    await gone;
  });
});

describe("the authority", () => {
  it.skipIf(!have("openssl"))("is limited to the hosts, in OpenSSL's eyes too", async () => {
    const authority = await openAuthority(["*.mpgateway.com", "pw-api.com"], Date.now(), null);
    const [file, leaf] = [saved(authority.cert), (host: string) => saved(authority.certify(host).cert)];
    const verify = (host: string, ...more: string[]): string =>
      execFileSync(
        "openssl",
        ["verify", "-x509_strict", "-CAfile", file, "-verify_hostname", host, ...more, leaf(host)],
        {
          encoding: "utf8",
          stdio: ["ignore", "pipe", "pipe"],
        },
      );
    expect(verify("www.mpgateway.com")).toContain("OK");
    expect(verify("pw-api.com")).toContain("OK");
    expect(() => verify("www.example.com")).toThrow("permitted subtree violation");
    expect(new X509Certificate(authority.cert).ca).toBe(true);
  });

  it("lies beside the data file, for its owner alone, until its hosts change", async () => {
    const data = join(scratch(), "torpedo.db");
    const file = `${data}.authority.pem`;
    const printed: string[] = [];
    for (const proxyHosts of [[], [], ["sms.example.com"]]) {
      const { emulator, authority } = await start({ data, proxyHosts });
      printed.push(authority);
      await emulator.stop();
    }
    expect(printed[1]).toBe(printed[0]);
    expect(printed[2]).not.toBe(printed[0]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, readFileSync(file, "utf8").slice(0, 200), { mode: 0o600 });
    expect((await start({ data, proxyHosts: ["sms.example.com"] })).authority).toContain("BEGIN CERTIFICATE");
  });

  it("is made for nobody who does not ask", async () => {
    const data = join(scratch(), "torpedo.db");
    const emulator = await startEmulator({ data, logLevel: "silent" });
    await emulator.stop();
    expect(existsSync(`${data}.authority.pem`)).toBe(false);
  });

  it("stands behind the certificate of the TLS listeners", async () => {
    const { emulator, authority } = await start({ tlsSelfSigned: "on" });
    expect(authority.startsWith(emulator.certificate ?? "-")).toBe(true);
    expect(authority.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  });
});

it.each(["", "a b", "http://x.com", "10.0.0.1", "*.com", "*", "x"])("--proxy-host %j is refused", async (name) => {
  await expect(startEmulator({ proxyHosts: [name] })).rejects.toThrow("proxyHosts");
});
