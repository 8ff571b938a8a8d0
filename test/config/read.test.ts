import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { complete, defaultsFor } from "../../src/config/config.ts";
import { readConfig, type Sources, unknownVariables } from "../../src/config/read.ts";
import { settingsFor, variableOf } from "../../src/config/settings.ts";
import { UsageError } from "../../src/core/usage-error.ts";
import { providers } from "../../src/providers/index.ts";

const [settings, defaults] = [settingsFor(providers), defaultsFor(providers)];
const folder = mkdtempSync(join(tmpdir(), "torpedo-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function file(text: string): string {
  const name = join(folder, `torpedo-${++files}.yaml`);
  writeFileSync(name, text);
  return name;
}
const read = (sources: Sources) => readConfig({ environment: {}, ...sources });
async function mistake(sources: Sources): Promise<string> {
  const error = await read(sources).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UsageError);
  return error instanceof UsageError ? error.message : "";
}

describe("reading the configuration", () => {
  it("gives the defaults when nothing is set", async () => {
    expect(await read({})).toEqual(defaults);
  });

  it("lets a file yield to the environment, that to flags, those to code", async () => {
    const config = file("httpPort: 1\nmensagemPort: 1\nsmppPort: 1\nseed: file\nlogLevel: debug\n");
    const environment = { TORPEDO_MENSAGEM_PORT: "2", TORPEDO_SMPP_PORT: "2", TORPEDO_SEED: "environment" };
    const flags = { config, "smpp-port": "3", seed: "flag" };
    const got = await read({ environment, flags, code: { seed: "code" } });
    expect(got).toMatchObject({ httpPort: 1, mensagemPort: 2, smppPort: 3, seed: "code", logLevel: "debug" });
  });

  it("finds the file by TORPEDO_CONFIG, and takes empty variables as unset", async () => {
    const config = file("httpPort: 81\n");
    const got = await read({ environment: { TORPEDO_CONFIG: config, TORPEDO_HTTP_PORT: "", TORPEDO_SEED: "s" } });
    expect(got).toMatchObject({ httpPort: 81, seed: "s" });
  });

  it("reads each setting from a flag and from a variable alike", async () => {
    const samples: Record<string, string> = {
      PORT: "4711",
      ADDRESS: "10.0.0.1",
      LEVEL: "info",
      KIND: "manual",
      ON: "off",
      WHAT: "power",
      TEXT: "abcdefgh",
      NAME: "sms.example",
      URL: "https://sms.example/fake",
      "ID.NAME=VALUE": "sophia.a=1",
      "NAME=VALUE": "window=5",
    };
    for (const setting of settings) {
      const opposite = setting.value === "ON" && defaults[setting.key] === "off" ? "on" : undefined;
      const number = setting.flag === "limit" ? "requests=7" : setting.flag === "bound" ? "waits=7" : undefined;
      const sample = opposite ?? number ?? samples[setting.value] ?? `${setting.flag}.file`;
      const code = setting.key.startsWith("tls") || !/^(https|smpps)Port$/.test(setting.key) ? {} : tls;
      const other = setting.key === "tlsCert" ? { tlsKey: "k" } : setting.key === "tlsKey" ? { tlsCert: "c" } : code;
      const byFlag = await read({ flags: { [setting.flag]: setting.many ? [sample] : sample }, code: other });
      const byVariable = await read({ environment: { [variableOf(setting)]: sample }, code: other });
      expect(byFlag[setting.key], setting.flag).toEqual(byVariable[setting.key]);
      expect(byFlag[setting.key], setting.flag).not.toEqual(defaults[setting.key]);
    }
  });

  it("starts file names from where they were said: the folder of the file, or the current one", async () => {
    const config = file("scenario: story.yaml\naccounts: /etc/accounts.yaml\n");
    const got = await read({ flags: { config, data: "here.db" } });
    expect(got.scenario).toBe(join(folder, "story.yaml"));
    expect(got.accounts).toBe("/etc/accounts.yaml");
    expect(got.data).toBe(resolve("here.db"));
    expect((await read({ flags: { data: ":memory:" } })).data).toBe(":memory:");
  });

  it("merges groups one by one", async () => {
    const config = file("providers:\n  mensagem: { legacyQueries: true, x: [1, a] }\nlimits: { requests: 10 }\n");
    const flags = { config, provider: ["mensagem.x=2", "sophia.name=a b"], limit: ["messages=5"], smpp: ["window=50"] };
    const got = await read({ flags, code: { limits: { callbacks: 9 } } });
    expect(got.providers).toEqual({ mensagem: { legacyQueries: true, x: "2" }, sophia: { name: "a b" } });
    expect(got.limits).toEqual({ messages: 5, requests: 10, requestBytes: 256 * 1024 * 1024, callbacks: 9 });
    expect(got.smpp).toEqual({ window: "50" });
  });

  it("takes lists from repeated flags and between commas", async () => {
    const got = await read({
      flags: { host: ["127.0.0.1"] },
      environment: { TORPEDO_ALLOWED_HOST: "a.example, b.example" },
    });
    expect(got.host).toEqual(["127.0.0.1"]);
    expect(got.allowedHosts).toEqual(["a.example", "b.example"]);
  });

  it("gives TLS its port when there is a certificate", async () => {
    expect((await read({ code: tls })).httpsPort).toBe(8443);
    expect((await read({ code: { ...tls, httpsPort: 1 } })).httpsPort).toBe(1);
    expect((await read({ flags: { "tls-self-signed": "on" } })).httpsPort).toBe(8443);
    expect((await read({})).httpsPort).toBeUndefined();
  });
});

const tls = { tlsCert: "cert.pem", tlsKey: "key.pem" };

describe("a mistake is one sentence with place and remedy", () => {
  it.each([
    [
      { flags: { "http-port": "abc" } },
      '--http-port: must be a port from 0 to 65535, not "abc"; give a number, 0 for any free port.',
    ],
    [{ environment: { TORPEDO_SMPP_PORT: "65536" } }, "TORPEDO_SMPP_PORT: must be a port"],
    [{ environment: { TORPEDO_SMPP_PORT: "-1" } }, "TORPEDO_SMPP_PORT: must be a port"],
    [{ flags: { clock: "fast" } }, '--clock: must be real or manual, not "fast"'],
    [
      { flags: { limit: ["stories=3"] } },
      '--limit: must be messages, requests, requestBytes or callbacks, not "stories"',
    ],
    [{ flags: { limit: ["requests=0"] } }, "--limit (requests): must be a number from 1"],
    [{ flags: { provider: ["x=1"] } }, "--provider: must be ID.NAME=VALUE"],
    [{ flags: { smpp: ["window"] } }, '--smpp: must be NAME=VALUE, not "window"'],
    [{ flags: { "tls-cert": "a.pem" } }, "tlsKey: is missing; give both a certificate and its key."],
    [{ flags: { "https-port": "1" } }, "httpsPort: needs a certificate"],
    [{ code: { ...tls, tlsSelfSigned: "on" } }, "tlsSelfSigned: goes with no other certificate; leave out"],
    [{ flags: { "smpp-port": "8080" } }, "smppPort: has the same port 8080 as httpPort"],
    [{ flags: { config: "/nowhere/x.yaml" } }, "/nowhere/x.yaml: the config file does not exist; check its name"],
    [{ flags: { config: tmpdir() } }, "the config file is a folder"],
  ] satisfies [Sources, string][])("%j", async (sources, sentence) => {
    expect(await mistake(sources)).toContain(sentence);
  });

  it("never shows a token", async () => {
    expect(await mistake({ flags: { token: "s3cret" } })).not.toContain("s3cret");
  });

  it("points into the config file", async () => {
    const at = (text: string) => mistake({ flags: { config: file(text) } });
    expect(await at("seed: a\nhost: [\n")).toMatch(/torpedo-\d+\.yaml:3:\d+: not YAML: /);
    expect(await at("seed: a\nhttpPort: none\n")).toMatch(/:2:1 httpPort: must be a port from 0 to 65535, not "none"/);
    expect(await at("seed: a\nport: 1\n")).toMatch(/:2:1: unknown setting port; choose from host, httpPort,/);
    expect(await at("http-port: 1\n")).toMatch(/:1:1: unknown setting http-port; write httpPort\./);
    expect(await at("- 1\n")).toMatch(/:1:1: must hold name: value pairs/);
    expect(await at("httpPort: 1\nhttpPort: 2\n")).toMatch(/:2:1: not YAML: .*unique/);
    expect(await at("providers: { sophia: 1 }\n")).toMatch(/:1:1 providers: sophia must hold settings/);
  });

  it("refuses an alias bomb and an empty file is no mistake", async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n`;
    expect(await mistake({ flags: { config: file(bomb) } })).toContain("alias");
    expect(await read({ flags: { config: file("") } })).toEqual(defaults);
  });

  it("holds for the library's options too", () => {
    expect(() => complete({ httpPort: 5, mensagemPort: 5 }, providers)).toThrow(UsageError);
  });
});

describe("variables that nothing reads", () => {
  const sentences = (...names: readonly string[]) =>
    unknownVariables({ environment: Object.fromEntries(names.map((name) => [name, "1"])) });

  it.each([
    ["TORPEDO_HTPP_PORT", "TORPEDO_HTPP_PORT (did you mean TORPEDO_HTTP_PORT?)"],
    ["TORPEDO_HTTPPORT", "TORPEDO_HTTPPORT (did you mean TORPEDO_HTTP_PORT?)"],
    ["TORPEDO_SCENARO", "TORPEDO_SCENARO (did you mean TORPEDO_SCENARIO?)"],
    ["TORPEDO_MENSAGEM", "TORPEDO_MENSAGEM (did you mean TORPEDO_MENSAGEM_URL?)"],
    ["TORPEDO_", "TORPEDO_"],
  ])("%s", async (name, reported) => {
    expect(await sentences(name)).toBe(`no setting is named ${reported}; torpedo start --help lists them`);
  });

  it("are said at once, and those that something reads are not", async () => {
    expect(await sentences("TORPEDO_SEDE", "TORPEDO_TOCKEN", "TORPEDO_SEED")).toBe(
      "no setting is named TORPEDO_SEDE (did you mean TORPEDO_SEED?), " +
        "TORPEDO_TOCKEN (did you mean TORPEDO_TOKEN?); torpedo start --help lists them",
    );
    expect(
      await sentences(...settings.map(variableOf), "TORPEDO_CONFIG", "TORPEDO_URL", "TORPEDO_SANDBOX", "PATH"),
    ).toBeNull();
  });
});
