// torpedo start --detach, stop, logs and health --wait: an emulator that no process watches.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nextSteps } from "../../src/cli/detached.ts";
import { isRunning, startOf } from "../../src/system/processes.ts";
import { run } from "../support/cli.ts";
import { emulate, later, scratch, undoAll } from "../support/sandboxed.ts";
import { type Finished, launch, privately } from "../support/torpedo-process.ts";

/** Folder of the commands: each has its emulator in `.torpedo/` of its folder. */
const home = process.cwd();
beforeEach(() => process.chdir(scratch()));
afterEach(async () => {
  vi.unstubAllEnvs();
  await undoAll();
  process.chdir(home);
});

const start = (...flags: readonly string[]): Promise<Finished> =>
  launch(["start", "--detach", ...privately, ...flags]).finished;

describe("an emulator that is left running", () => {
  it("outlives its command, is the only one of its folder, logs to a file, and is stopped", async () => {
    later(() => run("stop"));
    const { code, stdout, stderr } = await start("--log-level", "info");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { http = "" }: Record<string, string> = JSON.parse(stdout);
    expect(await run(["health", "--url", http, "--wait", "30s"])).toMatchObject({ code: 0, stdout: "ready\n" });

    expect(readFileSync(".torpedo/.gitignore", "utf8")).toBe("*\n");

    const second = await start();
    const sentence = expect.stringContaining("belongs to an emulator that runs already");
    expect(second).toMatchObject({ code: 2, stderr: sentence });
    expect(second.stderr).toContain(http);

    const following = launch(["logs", "--follow"]);
    await fetch(`${http}/api/unitario.php`, { method: "POST" });
    expect(await following.line()).toContain("unitario");
    expect(await following.kill("SIGINT")).toMatchObject({ code: 0 });
    expect(await run("logs")).toMatchObject({ code: 0, stdout: expect.stringContaining("unitario") });

    expect(await run("stop")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Emulator stopped/) });
    await expect(fetch(http)).rejects.toThrow();
    expect(await run("stop")).toMatchObject({ code: 1, stderr: expect.stringContaining("no emulator runs here") });
  });

  it("says why it did not start", async () => {
    const { code, stdout, stderr } = await start("--http-port", "http");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^torpedo: --http-port: must be/);
    expect(await run("logs")).toMatchObject({ code: 0, stdout: stderr });
  });
});

const leaveState = (state: object): void => {
  mkdirSync(".torpedo", { recursive: true });
  writeFileSync(".torpedo/emulator.json", JSON.stringify(state));
};

it("stop leaves a process alone that has the number of an emulator that ended", async () => {
  const { http } = (await emulate()).urls;
  const other = spawn(process.execPath, ["-e", "console.log(1); setInterval(() => {}, 1000)"]);
  later(() => other.kill("SIGKILL"));
  await once(other.stdout, "data");
  for (const state of [
    { pid: other.pid, http },
    { pid: other.pid, started: "1", http },
    { pid: other.pid, started: startOf(process.pid), http },
  ]) {
    leaveState(state);
    expect(await run("stop")).toMatchObject({ code: 1, stderr: expect.stringContaining("no emulator runs here") });
    expect(existsSync(".torpedo/emulator.json")).toBe(false);
  }
  expect([other.exitCode, other.signalCode]).toEqual([null, null]);
  expect(isRunning({ pid: other.pid ?? 0, started: startOf(other.pid ?? 0) })).toBe(true);
});

it("has its token where commands find it", async () => {
  later(() => run("stop"));
  expect(await start("--host", "0.0.0.0")).toMatchObject({ code: 0, stderr: "" });
  expect(await run("messages --json")).toEqual({ code: 0, stdout: "", stderr: "" });
  const variables = JSON.parse((await run("env --json")).stdout);
  const { url = "", token = "" } = { url: variables.TORPEDO_URL, token: variables.TORPEDO_TOKEN };
  expect(await run(["messages", "--url", url, "--token", token])).toMatchObject({ code: 0 });
  for (const flags of [
    ["--url", url],
    ["--token", "another"],
  ])
    expect(await run(["messages", ...flags])).toMatchObject({
      code: 2,
      stderr:
        "torpedo: --token: the token is missing or wrong; give the one that torpedo start printed, or set TORPEDO_TOKEN.\n",
    });
});

it("is what commands talk to without --url and TORPEDO_URL", async () => {
  const { http } = (await emulate()).urls;
  const leave = (pid: number): void => leaveState({ pid, started: startOf(process.pid), http });
  const absent = "http://127.0.0.1:1";
  const healthError = async (...flags: readonly string[]) => (await run(["health", ...flags])).stderr;
  leave(process.pid);
  expect(await healthError()).toBe("");
  expect((await run("env")).stdout).toContain(`TORPEDO_URL='${http}'`);
  expect(await healthError("--url", absent)).toContain(`${absent} is not ready`);
  vi.stubEnv("TORPEDO_URL", absent);
  expect(await healthError()).toContain(`${absent} is not ready`);
  expect(await healthError("--url", http)).toBe("");
  vi.stubEnv("TORPEDO_URL", "");
  vi.stubEnv("TORPEDO_HTTP_PORT", "1");
  expect(await healthError()).toBe("");
  // A file of an emulator that ended counts no longer.
  leave(2 ** 31 - 1);
  expect(await healthError()).toContain(`${absent} is not ready`);
});

it("says inbox, variables and stop on a terminal", () => {
  const after = 'Variables for a program: eval "$(npx torpedo-sms env)"\nEnd: npx torpedo-sms stop\n';
  expect(nextSteps("http://h:1", undefined)).toBe(`Torpedo is running. Inbox: http://h:1\n${after}`);
  expect(nextSteps("http://h:1", "t")).toBe(`Torpedo is running. Inbox: http://h:1/#token=t\n${after}`);
});

it.each([
  [
    "wait messages --code --to 11999990001",
    '--code: needs a value before the next flag, not "--to"; write --code=--to',
  ],
  ["wait --code", "unknown option '--code'; write torpedo wait code."],
])("torpedo %s says what to write", async (line, sentence) => {
  expect(await run(line)).toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) });
});

it("there is no log where nothing was started", async () => {
  expect(await run("logs")).toMatchObject({ code: 1, stderr: expect.stringContaining("there is no log here") });
});

it("another web server that answers 200 is no emulator", async () => {
  const other = createServer((_, response) => response.end("ok")).listen(0, "127.0.0.1");
  later(() => void other.close());
  await new Promise((resolve) => other.once("listening", resolve));
  const address = other.address();
  const port = typeof address === "object" ? address?.port : 0;
  const { code, stderr } = await run(["health", "--url", `http://127.0.0.1:${port}`]);
  expect(code).toBe(1);
  expect(stderr).toContain("is not ready (HTTP 200, and not the answer of an emulator)");
});
