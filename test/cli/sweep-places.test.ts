// torpedo sweep where the emulator runs elsewhere, where the client finds it as a proxy, and where a service stays up.

import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { proxyVariables } from "../../src/cli/proxy-variables.ts";
import { run } from "../support/cli.ts";
import { emulate, later, scratch, undoAll } from "../support/sandboxed.ts";

beforeEach(() => vi.stubEnv("GITHUB_STEP_SUMMARY", ""));
afterEach(async () => {
  vi.unstubAllEnvs();
  await undoAll();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

/** Sweeps two codes of an operation, of which the client notices the one that is no success. */
async function swept(codes: string, ...words: readonly string[]): Promise<string> {
  const out = join(scratch(), "out");
  const { stdout, stderr } = await run(["sweep", "--out", out, "--faults", "none", "--codes", codes, ...words]);
  return `${stderr}${stdout}`;
}

const program = `
const { TORPEDO_MENSAGEM_URL: url, TORPEDO_MENSAGEM_USER: user } = process.env;
fetch(url + "/sms/send?u=" + user + "&n=11999990001&m=Oi").then((answer) => answer.text()).then((answer) => {
  if (!answer.startsWith("1;")) process.exit(1);
});`;

it("--url: each run has a sandbox of its own in the running emulator, and none stays", async () => {
  const emulator = await emulate();
  const output = await swept("97", "--url", emulator.urls.http, "--", process.execPath, "-e", program);
  expect(output).toContain("handled 1 of 1 reached");
  expect(await emulator.messages()).toEqual([]);
  expect((await emulator.control.sandboxes.list()).map(({ name }) => name)).toEqual(["default"]);
});

it("--as-proxy: the client keeps the provider's own address", async () => {
  const request = `
const proxy = new URL(process.env.http_proxy);
const path = "http://sms.sophiatelecom.com/api/unitario.php?token=" + process.env.TORPEDO_SOPHIA_TOKEN + "&destino=11999990001&msg=Oi";
require("node:http").get({ host: proxy.hostname, port: proxy.port, path }, (answer) => {
  let text = "";
  answer.on("data", (chunk) => (text += chunk)).on("end", () => process.exit(/"status":"?200"?/.test(text) ? 0 : 1));
});`;
  const output = await swept("006", "--as-proxy", "--", process.execPath, "-e", request);
  expect(output).toContain("handled 1 of 1 reached");
  expect(output).toContain("sophia/unitario");
});

it("--as-proxy names an address that can be called", async () => {
  const emulator = await emulate({}, { host: ["0.0.0.0"] });
  const { variables, remove } = await proxyVariables(emulator);
  later(remove);
  expect(variables["http_proxy"]).toBe(emulator.urls.http.replace("0.0.0.0", "127.0.0.1"));
});

it("--service: starts once, and the command provokes its request in each run", async () => {
  const file = join(scratch(), "service.cjs");
  const port = await freePort();
  const server = `
const { TORPEDO_MENSAGEM_URL: url, TORPEDO_MENSAGEM_USER: user } = process.env;
let sends = 0;
require("node:http").createServer(async (request, answer) => {
  if (request.url === "/up") return answer.end("up");
  const text = await (await fetch(url + "/sms/send?u=" + user + "&n=11999990001&m=Oi")).text();
  answer.statusCode = text.startsWith("1;") ? 200 : 502;
  answer.end(String(++sends));
}).listen(${port}, "127.0.0.1");`;
  writeFileSync(file, server);
  const call = `fetch("http://127.0.0.1:${port}/send").then((answer) => process.exit(answer.ok ? 0 : 1));`;
  const service = ["--service", `${process.execPath} ${file}`, "--ready", `http://127.0.0.1:${port}/up`];
  const output = await swept("90,97", ...service, "--", process.execPath, "-e", call);
  expect(output).toContain("handled 2 of 2 reached");
});
