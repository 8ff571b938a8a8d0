// Other emulators with equivalent stubs, against the same bare server in the same run: a GET answered by path and one field,
// a SOAP POST answered by a text in its body. They are installed here, below node_modules/.cache, and by nothing else.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../free-port.ts";
import { type Call, send, soap } from "../requests.ts";
import { answerBytes, inTurn } from "../rounds.ts";
import { type Row, spread } from "../row.ts";
import { foreignTarget, startTarget, type Target } from "../target.ts";

const rounds = 3;
const requests = 2_000;
const folder = join(import.meta.dirname, "../../node_modules/.cache/torpedo-bench/peers");

const answers = {
  get: "1;d41d8cd98f00b204e9800998ecf8427e",
  post: '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><MPG_Send_SMSResponse xmlns="http://www.mpgateway.com/"><MPG_Send_SMSResult>000</MPG_Send_SMSResult></MPG_Send_SMSResponse></soap:Body></soap:Envelope>',
} as const;
const credential = "DEMO0000000000000020";

/** Keeps connections open and gives answers a length, as the others do. */
const headers = (body: string) => ({
  "Content-Type": "text/plain",
  "Content-Length": body.length,
  Connection: "keep-alive",
});
const reply = (body: string): string =>
  `thenReply(200, ${JSON.stringify(body)}, { "content-length": "${body.length}" })`;

interface Peer {
  readonly name: string;
  readonly packet: string;
  readonly version: string;
  /** Starts it with the stubs on `port`; files may be written to `place`, `admin` is a port of its own. */
  start(place: string, port: number, admin: number): Target;
}

const inside = (path: string): string => join(folder, "node_modules", path);

const mockoon: Peer = {
  name: "Mockoon CLI",
  packet: "@mockoon/cli",
  version: "9.9.0",
  start(place, port) {
    const file = join(place, "mockoon.json");
    const route = (method: string, endpoint: string, body: string, rule: object) => ({
      uuid: `${method}-route`,
      type: "http",
      documentation: "",
      method,
      endpoint,
      responses: [
        {
          uuid: `${method}-answer`,
          body,
          latency: 0,
          statusCode: 200,
          label: "",
          headers: [{ key: "Content-Type", value: method === "get" ? "text/plain" : "text/xml" }],
          bodyType: "INLINE",
          filePath: "",
          databucketID: "",
          sendFileAsBody: false,
          rules: [rule],
          rulesOperator: "AND",
          disableTemplating: true,
          fallbackTo404: false,
          default: true,
          crudKey: "id",
          callbacks: [],
        },
      ],
      responseMode: null,
      streamingMode: null,
      streamingInterval: 0,
    });
    const routes = [
      route("get", "sms/send", answers.get, {
        target: "query",
        modifier: "u",
        value: "126b114c",
        invert: false,
        operator: "equals",
      }),
      route("post", "Service.asmx", answers.post, {
        target: "body",
        modifier: "",
        value: credential,
        invert: false,
        operator: "regex",
      }),
    ];
    const stubs = {
      uuid: "stubs",
      lastMigration: 33,
      name: "stubs",
      endpointPrefix: "",
      latency: 0,
      port,
      hostname: "127.0.0.1",
      folders: [],
      routes,
      rootChildren: routes.map(({ uuid }) => ({ type: "route", uuid })),
      proxyMode: false,
      proxyHost: "",
      proxyRemovePrefix: false,
      tlsOptions: { enabled: false, type: "CERT", pfxPath: "", certPath: "", keyPath: "", caPath: "", passphrase: "" },
      cors: false,
      headers: [],
      proxyReqHeaders: [],
      proxyResHeaders: [],
      data: [],
      callbacks: [],
    };
    writeFileSync(file, JSON.stringify(stubs));
    const args = ["start", "--data", file, "--disable-log-to-file", "--disable-admin-api", "--repair"];
    return foreignTarget("Mockoon CLI", inside("@mockoon/cli/bin/run.js"), args, port);
  },
};

const mountebank: Peer = {
  name: "mountebank",
  packet: "mountebank",
  version: "2.9.1",
  start(place, port, admin) {
    const file = join(place, "imposters.json");
    const stub = (predicates: readonly object[], body: string) => ({
      predicates,
      responses: [{ is: { body, headers: headers(body) } }],
    });
    const stubs = [
      stub([{ equals: { method: "GET", path: "/sms/send", query: { u: "126b114c" } } }], answers.get),
      stub([{ equals: { method: "POST", path: "/Service.asmx" } }, { contains: { body: credential } }], answers.post),
    ];
    writeFileSync(file, JSON.stringify({ imposters: [{ port, host: "127.0.0.1", protocol: "http", stubs }] }));
    const args = ["start", "--configfile", file, "--port", `${admin}`, "--nologfile", "--loglevel", "error"];
    const own = ["--localOnly", "--pidfile", join(place, "mb.pid")];
    return foreignTarget("mountebank", inside("mountebank/bin/mb"), [...args, ...own], port);
  },
};

const mockttp: Peer = {
  name: "mockttp",
  packet: "mockttp",
  version: "4.6.5",
  start(place, port) {
    const file = join(place, "mockttp.cjs");
    const stubs = [
      `const { getLocal } = require(${JSON.stringify(inside("mockttp"))});`,
      `const server = getLocal({ recordTraffic: false });`,
      `server.start(${port}).then(() => Promise.all([`,
      `  server.forGet("/sms/send").withQuery({ u: "126b114c" }).${reply(answers.get)},`,
      `  server.forPost("/Service.asmx").withBodyIncluding("${credential}").${reply(answers.post)},`,
      "]));",
    ];
    writeFileSync(file, stubs.join("\n"));
    return foreignTarget("mockttp", file, [], port);
  },
};

/** Why it is not there; null: it is. */
function install({ packet, version }: Peer): string | null {
  const manifest = inside(`${packet}/package.json`);
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version === version) return null;
  mkdirSync(folder, { recursive: true });
  const options = ["--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact"];
  const run = spawnSync("npm", ["install", ...options, `${packet}@${version}`], {
    encoding: "utf8",
    timeout: 300_000,
    shell: process.platform === "win32",
  });
  return run.status === 0 ? null : "not installed: the npm registry was not reachable";
}

const requestCount: readonly { readonly what: string; readonly call: Call }[] = [
  { what: "GET stub", call: send },
  { what: "SOAP stub", call: soap },
];

/** A row a peer and stub, and Torpedo's own beside them. */
export async function peers(): Promise<Row[]> {
  const place = mkdtempSync(join(tmpdir(), "torpedo-bench-"));
  const running: Target[] = [];
  const missing: Row[] = [];
  try {
    const bare = await startTarget("bare node:http", "bare-http.ts");
    const torpedo = await startTarget("Torpedo, the real call", "torpedo.ts");
    running.push(bare, torpedo);
    for (const peer of [mockoon, mountebank, mockttp]) {
      const label = `${peer.name} ${peer.version}`;
      const why = install(peer) ?? (await begin(peer, place, running));
      if (why === null) continue;
      for (const { what } of requestCount)
        missing.push({ ...row(what, label), yardstick: null, figure: null, note: why });
    }
    const rows: Row[] = [];
    for (const { what, call } of requestCount) {
      const loads = running.map((target) => ({
        target,
        port: target.ports[target === torpedo ? call.at : "http"] ?? 0,
        call: target === bare ? { ...call, expect: "1;" } : call,
        ...(target === bare || target === torpedo ? { requests: 5 * requests } : {}),
      }));
      await bare.command({ bytes: await answerBytes(torpedo.ports[call.at] ?? 0, call) }, "sized");
      const [yardstickLoad, ...others] = loads;
      if (yardstickLoad === undefined) continue;
      for (const other of others) {
        const { name } = other.target;
        try {
          const [yardstick = spread([]), figure = spread([])] = await inTurn([yardstickLoad, other], {
            rounds,
            requests,
          });
          rows.push({ ...row(what, name), yardstick: { name: bare.name, figure: yardstick }, figure });
        } catch (error) {
          rows.push({ ...row(what, name), yardstick: null, figure: null, note: `not measured: ${String(error)}` });
        }
      }
    }
    return [...rows, ...missing];
  } finally {
    for (const target of running) await target.stop();
    rmSync(place, { recursive: true, force: true });
  }
}

const row = (what: string, name: string) => ({ id: "peers", what: `${what}: ${name}, CPU`, unit: "us", budget: null });

async function begin(peer: Peer, place: string, running: Target[]): Promise<string | null> {
  const port = await freePort();
  const target = peer.start(place, port, await freePort());
  try {
    await target.listening();
    // Stubs may be read after the port is open.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    for (const { call } of requestCount) await answerBytes(port, call);
  } catch (error) {
    await target.stop();
    return String(error);
  }
  running.push({ ...target, name: `${peer.name} ${peer.version}` });
  return null;
}
