// A further provider is a folder and a line: an invented one on an HTTP port of its own is served, scripted, listed, set
// and sent to by the commands, without a change in src/.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../src/client/sandbox.ts";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { readConfig } from "../../src/config/read.ts";
import { run as runCommand, type Seat } from "../support/cli.ts";
import { correio } from "../support/invented-provider/index.ts";
import { privately } from "../support/private-ports.ts";
import { registry } from "../support/registry.ts";
import { later, scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const run = (args: string, seat: Seat = {}) => runCommand(args, { ...seat, registry });

async function started(options: Parameters<typeof startEmulator>[0] = {}, providers = registry) {
  const emulator = await startEmulator({ ...privately(providers), clock: "manual", ...options }, providers);
  later(() => emulator.stop());
  return emulator;
}
function file(name: string, text: string): string {
  const path = join(scratch(), name);
  writeFileSync(path, text);
  return path;
}
async function post(emulator: Emulator<string>, key = "DEMO-CORREIO-KEY"): Promise<unknown> {
  const body = JSON.stringify({ to: "11999990001", text: "Oi" });
  return (
    await fetch(`${emulator.urls["correio"]}/v1/post`, { method: "POST", headers: { "X-Key": key }, body })
  ).json();
}

describe("a further provider", () => {
  it("is served on its own port and nowhere else", async () => {
    const emulator = await started();
    expect(await post(emulator)).toEqual({ result: "OK", id: "C000001" });
    expect(await emulator.messages()).toMatchObject([
      { provider: "correio", account: "correio/main", to: "5511999990001" },
    ]);
    expect((await fetch(`${emulator.urls.http}/v1/post`, { method: "POST" })).status).toBe(404);
    expect((await emulator.accounts.get("correio/main")).credits).toEqual({ stamps: 99 });
  });

  it("is served alone, without any other", async () => {
    const emulator = await started({}, [correio]);
    expect(await post(emulator)).toMatchObject({ result: "OK" });
    expect((await emulator.control.about()).providers).toEqual([
      { id: "correio", title: "Correio", colour: "#b45309", kinds: ["stamps"] },
    ]);
    expect(Object.keys(emulator.urls)).toEqual(["http", "correio", "smpp"]);
  });

  it("is scripted by a scenario file, whose mistakes are found", async () => {
    const scenarioWith = (answer: string) =>
      file(
        "story.yaml",
        `scenario: busy\nrules:\n  - { rule: busy, when: { provider: correio, account: correio/main }, then: [{ answer: ${answer} }] }\n`,
      );
    const emulator = await started({ scenario: scenarioWith("BUSY") });
    expect(await post(emulator)).toEqual({ result: "BUSY" });
    expect((await run(`check ${scenarioWith("BUSY")}`)).stdout).toContain("fine");
    expect((await run(`check ${scenarioWith("BIZY")}`)).stdout).toContain("its codes are OK, KEY, OFF");
  });

  it("moves its messages on the sandbox's clock, with nobody to tell of it", async () => {
    const emulator = await started();
    await post(emulator);
    await emulator.clock.advance("1m");
    expect(await emulator.messages()).toMatchObject([{ status: "delivered" }]);
    expect(await emulator.callbacks()).toEqual([]);
    await expect(emulator.sendInbound({ from: "11999990001", text: "Oi", provider: "correio" })).rejects.toThrow(
      "has no account it could be for",
    );
  });

  it("has an account of its own in each sandbox, and those of an accounts file", async () => {
    const accounts = file("accounts.yaml", "accounts:\n  correio/second: { credits: 1, details: { key: 0042 } }\n");
    const emulator = await started({ accounts });
    expect(await post(emulator, "0042")).toMatchObject({ result: "OK" });
    expect(await post(emulator, "0042")).toEqual({ result: "STAMPS" });
    const { accounts: fresh } = await emulator.control.sandboxes.create({ name: "shop" });
    const key = String(fresh.find(({ provider }) => provider === "correio")?.details["key"]);
    expect(await post(emulator, key)).toMatchObject({ result: "OK" });
    expect(await (await emulator.sandbox("shop")).messages()).toHaveLength(1);
  });

  it("is listed by the control API, with coverage and test numbers", async () => {
    const emulator = await started();
    await post(emulator);
    const request = async (path: string) => (await fetch(`${emulator.urls.http}/torpedo/v1${path}`)).json();
    expect(await emulator.requests({ provider: "correio" })).toMatchObject([
      { listener: "correio", operation: "post", code: "OK", account: "correio/main" },
    ]);
    expect(JSON.stringify(await request("/coverage"))).toContain("A stamp for each part");
    expect((await emulator.control.testNumbers()).codes).toContainEqual(
      expect.objectContaining({ provider: "correio", code: "STAMPS" }),
    );
  });
});

describe("the commands of a further provider", () => {
  it("send to it, list and verify", async () => {
    const emulator = await started();
    const url = `--url ${emulator.urls.http}`;
    expect(await run(`send correio ${url} --to 11999990001 --text Oi`)).toMatchObject({ code: 0, stderr: "" });
    const refused = await run(`send correio ${url} --to 11999990001 --text Oi --field X-Key=wrong`);
    expect(refused).toMatchObject({ code: 1, stderr: "torpedo: refused: KEY Unknown key.\n" });
    expect((await run(`messages ${url} --provider correio`)).stdout).toContain("5511999990001");
    expect(await run(`verify requests ${url} --provider correio --code KEY --exactly 1`)).toMatchObject({ code: 0 });
    expect(await run(`accounts set correio/main ${url} --credits stamps=7`)).toMatchObject({ code: 0, stderr: "" });
    expect((await run(`accounts show correio/main ${url}`)).stdout).toContain("7");
  });

  it("start it, by its own flags, variables and keys, and show it", async () => {
    const flags = "--http-port 0 --mensagem-port 0 --smpp-port 0 --correio-port 0 --data :memory:";
    let end = (): void => {};
    later(() => end());
    const { stdout } = await run(`start ${flags}`, { onOut: (_, stop) => (end = stop) });
    expect(stdout).toMatch(/^ {2}correio {3}http:\/\/127\.0\.0\.1:\d+ +Correio alone$/m);
    expect(stdout).toMatch(/# Correio \(HTTP\)\n {2}curl -s 'http:\/\/127\.0\.0\.1:\d+\/v1\/post' .*DEMO-CORREIO-KEY/);
    const config = file("torpedo.yaml", "correioPort: 1\nproviders: { correio: { errorStatus: 200 } }\n");
    const read = (sources: object) => readConfig({ environment: {}, ...sources, registry });
    expect(await read({})).toMatchObject({ correioPort: 9180 });
    expect(await read({ flags: { config } })).toMatchObject({
      correioPort: 1,
      providers: { correio: { errorStatus: 200 } },
    });
    expect(await read({ environment: { TORPEDO_CORREIO_PORT: "2" } })).toMatchObject({ correioPort: 2 });
    await expect(readConfig({ environment: {}, flags: { config } })).rejects.toThrow("unknown setting correioPort");
  });

  it("are in help and completion", async () => {
    expect((await run("start --help")).stdout).toContain("--correio-port <PORT>");
    expect((await run("send --help")).stdout).toContain("Correio's post (HTTP)");
    const { stdout } = await run("completion bash");
    expect(stdout).toContain("--correio-port");
    expect(stdout).toContain("correio.errorStatus=");
  });
});
