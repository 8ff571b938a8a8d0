import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { certificate } from "../support/certificate.ts";
import { run, startHere } from "../support/cli.ts";
import { allowed } from "../support/endurance/amount.ts";
import { later, undoAll } from "../support/sandboxed.ts";
import { takenPort } from "../support/taken-port.ts";
import { launch, launcher, privately, type Running } from "../support/torpedo-process.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-start-"));
afterAll(() => rmSync(folder, { recursive: true }));

const running: Running[] = [];
afterEach(async () => {
  for (const item of running.splice(0)) item.child.kill("SIGKILL");
  vi.unstubAllEnvs();
  await undoAll();
});

/** In a process of its own. */
async function launched(...args: readonly string[]): Promise<{ run: Running; urls: Record<string, string> }> {
  const item = launch(["start", "--json", ...privately, ...args]);
  running.push(item);
  const line = await item.line();
  if (line === null) throw new Error((await item.finished).stderr);
  return { run: item, urls: JSON.parse(line) };
}

/** In this process. @returns its output */
async function started(...args: readonly string[]): Promise<string> {
  const { stdout, stop } = await startHere(args);
  later(stop);
  return stdout;
}
async function urlsOf(...args: readonly string[]): Promise<Record<string, string>> {
  return JSON.parse(await started("--json", ...privately, ...args));
}

describe("torpedo start", () => {
  it("prints the real ports as one line of JSON", async () => {
    const urls = await urlsOf();
    expect(Object.keys(urls)).toEqual(["http", "mensagem", "smpp"]);
    expect(urls["http"]).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect(urls["mensagem"]).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect(urls["smpp"]).toMatch(/^127\.0\.0\.1:[1-9]\d*$/);
  });

  it.each(["SIGTERM", "SIGINT"] as const)("stops on %s within two seconds, with 0 and in silence", async (signal) => {
    const { run: emulator } = await launched();
    const answered = performance.now();
    const ended = await emulator.kill(signal);
    expect(ended).toMatchObject({ code: 0, signal: null, stderr: "" });
    expect(performance.now() - answered).toBeLessThan(allowed(2_000));
  });

  it("finishes the answers that are under way when it is told to stop", async () => {
    const file = join(folder, "slow.yaml");
    writeFileSync(
      file,
      "scenario: slow\nrules:\n  - { rule: slow, when: { operation: send }, then: [{ delay: 700ms }] }\n",
    );
    const { run: emulator, urls } = await launched("--scenario", file);
    const answer = fetch(`${urls["mensagem"]}/sms/send?u=126b114c&n=11999990001&m=Oi`);
    // The message is in the ledger before its answer is on the wire.
    for (let attempts = 0; attempts < 1000; attempts++) {
      const messages = await fetch(`${urls["http"]}/torpedo/v1/sandboxes/default/messages`);
      if ((await messages.text()).includes("11999990001")) break;
    }
    const ended = emulator.kill();
    expect(await (await answer).text()).toMatch(/^1;[0-9a-f]{32}/);
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });

  it("opens listeners over TLS too when there is a certificate", async () => {
    const { tlsCert, tlsKey } = certificate(folder, "start");
    const args = ["--tls-cert", tlsCert, "--tls-key", tlsKey, "--https-port", "0", "--smpps-port", "0"];
    const urls = await urlsOf(...args);
    expect(Object.keys(urls)).toEqual(["http", "https", "mensagem", "smpp", "smpps"]);
    const { https = "", smpps = "" } = urls;
    expect(await run(["health", "--url", https])).toMatchObject({ code: 0, stdout: "ready\n" });
    const send = ["send", "smpp", "--tls", "--url", smpps, "--to", "5511999990001", "--text", "Oi"];
    expect(await run(send)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^message_id \S+\n$/) });
  });

  it("opens them with a certificate of its own, and prints it", async () => {
    const text = await started(...privately, "--https-port", "0", "--tls-self-signed", "on");
    const sentences = text.split("\n").map((line) => line.trim());
    const url = /http:\/\/\S+/.exec(text)?.[0] ?? "";
    const { stdout } = await run(["certificate", "--url", url]);
    const at = sentences.findIndex((line) => line.endsWith("SHA-256:"));
    expect(sentences[at + 1]).toBe(new X509Certificate(stdout).fingerprint256);
  });

  it("takes a variable for a flag", async () => {
    const taken = await takenPort();
    await taken.free();
    vi.stubEnv("TORPEDO_HTTP_PORT", String(taken.port));
    const [, , ...others] = privately;
    const { http } = JSON.parse(await started("--json", ...others));
    expect(http).toBe(`http://127.0.0.1:${taken.port}`);
  });

  it("warns once of variables that nothing reads", async () => {
    vi.stubEnv("TORPEDO_HTPP_PORT", "1");
    vi.stubEnv("TORPEDO_SEDE", "x");
    const { code, stderr } = await run(["check", "credit-runs-out"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^torpedo: warning: no setting is named TORPEDO_HTPP_PORT \(did you mean [^\n]*\.\n$/);
  });

  it("tells a person the listeners, the accounts and one command per listener", async () => {
    const text = await started(...privately);
    const [first] = text.split("\n");
    expect(first).toMatch(/^Torpedo \d+\.\d+\.\d+ is listening\. Ctrl-C stops it\.$/);
    for (const word of ["DEMO0000000000000020", "TK0001", "126b114c", "DEMO-SOPHIA-TOKEN"])
      expect(text).toContain(word);
    expect(text.match(/^ {2}curl /gm)).toHaveLength(3);
    expect(text).toContain("torpedo-sms send smpp");
  });
});

describe("a mistake is one sentence on stderr and exit code 2", () => {
  const unreadable = /none\.\w+.*(?:does not exist|ENOENT|cannot be read)/;
  const mistakes: [what: string, args: string[], sentence: RegExp][] = [
    ["an unknown flag", ["--http-prt", "0"], /^unknown option '--http-prt'; did you mean --http-port\.$/],
    ["a flag without its value", ["--data"], /^option '--data <FILE>' argument missing; torpedo start --help shows/],
    ["a word too many", ["now"], /^too many arguments for 'start'/],
    ["a bad value", ["--http-port", "x"], /^--http-port: must be a port from 0 to 65535, not "x"; give a number/],
    [
      "an unknown provider",
      ["--provider", "mensagen.tries=1"],
      /^providers\.mensagen: is of no provider; write mensagem\./,
    ],
    ["an unknown setting of a provider", ["--provider", "mensagem.tris=1"], /^providers\.mensagem\.tris: is not known/],
    ["an unknown setting of SMPP", ["--smpp", "windw=1"], /^smpp\.windw: is not known/],
    ["no config file", ["--config", "none.yaml"], /^none\.yaml: the config file does not exist; check its name\./],
    ["no accounts file", ["--accounts", "none.yaml"], unreadable],
    ["no scenario file", ["--scenario", "none.yaml"], unreadable],
    ["no certificate", ["--tls-cert", "none.pem", "--tls-key", "none.pem"], unreadable],
    ["an address of another machine", ["--host", "203.0.113.1"], /203\.0\.113\.1.*127\.0\.0\.1/],
    ["a foreign database", ["--data", launcher], /torpedo\.mjs/],
  ];
  it.each(mistakes)("%s", async (_what, args, sentence) => {
    const ended = await run(["start", "--json", ...privately, ...args]);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(/^torpedo: [^\n]+\.\n$/);
    expect(ended.stderr.slice("torpedo: ".length, -1)).toMatch(sentence);
  });

  it.each(["--http-port", "--mensagem-port", "--smpp-port"])("a port in use by another (%s)", async (flag) => {
    const taken = await takenPort();
    const ended = await run(["start", "--json", ...privately, flag, String(taken.port)]);
    await taken.free();
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(/^torpedo: [^\n]+\.\n$/);
    for (const word of [flag, String(taken.port), "in use", "0"]) expect(ended.stderr).toContain(word);
  });

  it("of a process too", async () => {
    const ended = await launch(["start", "--json", ...privately, "--http-prt", "0"], { cwd: folder }).finished;
    const stderr = "torpedo: unknown option '--http-prt'; did you mean --http-port.\n";
    expect(ended).toEqual({ code: 2, signal: null, stdout: "", stderr });
  });

  it("in the accounts file, with line and column", async () => {
    const file = join(folder, "accounts.yaml");
    writeFileSync(file, "accounts:\n  mensagem/main: { credit: 5 }\n");
    const ended = await run(["start", ...privately, "--accounts", file]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(`${file}:2:20 accounts.mensagem/main.credit: is not known; write credits.`);
  });

  it("no command, and one that is not there", async () => {
    expect(await run([])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^torpedo: say what to do/),
    });
    expect(await run(["strt"])).toMatchObject({
      code: 2,
      stderr: "torpedo: unknown command 'strt'; did you mean start.\n",
    });
  });
});

describe("torpedo health", () => {
  it("answers 0 while the emulator is ready and 1 when it is not there", async () => {
    const { stdout, stop } = await startHere(["--json", ...privately]);
    const { http: url } = JSON.parse(stdout);
    vi.stubEnv("TORPEDO_HTTP_PORT", new URL(url).port);
    expect(await run(["health", "--url", url])).toMatchObject({ code: 0, stdout: "ready\n" });
    expect(await run(["health"])).toMatchObject({ code: 0 });
    expect(await stop()).toBe(0);
    const gone = await run(["health"]);
    expect(gone.code).toBe(1);
    expect(gone.stderr).toMatch(/^torpedo: http:\/\/127\.0\.0\.1:\d+ is not ready \(.+\); start it with torpedo start/);
  });
});
