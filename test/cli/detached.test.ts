// torpedo start --detach, stop, logs and health --wait: an emulator that no process watches.

import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { later, scratch, undoAll } from "../support/sandboxed.ts";
import { type Finished, launch, privately } from "../support/torpedo-process.ts";

let cwd = "";
beforeEach(() => {
  cwd = scratch();
});
afterEach(undoAll);

const torpedo = (...args: readonly string[]): Promise<Finished> => launch(args, { cwd }).finished;

async function detach(...flags: readonly string[]): Promise<Record<string, string>> {
  later(async () => void (await torpedo("stop")));
  const { code, stdout, stderr } = await torpedo("start", "--detach", ...privately, ...flags);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

describe("an emulator that is left running", () => {
  it("outlives its command, logs to a file, and is stopped", async () => {
    const { http = "" } = await detach("--log-level", "info");
    expect(await torpedo("health", "--url", http, "--wait", "30s")).toMatchObject({ code: 0, stdout: "ready\n" });
    await fetch(`${http}/api/unitario.php`, { method: "POST" });
    const { code, stdout } = await torpedo("logs");
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("unitario") });
    expect(await torpedo("stop")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Emulator stopped/) });
    await expect(fetch(http)).rejects.toThrow();
    expect(await torpedo("stop")).toMatchObject({ code: 1, stderr: expect.stringContaining("no emulator runs here") });
  });

  it("is the only one of its folder", async () => {
    const { http = "" } = await detach();
    const { code, stderr } = await torpedo("start", "--detach", ...privately);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining(`belongs to an emulator that runs already`),
    });
    expect(stderr).toContain(http);
  });

  it("says why it did not start", async () => {
    const { code, stdout, stderr } = await torpedo("start", "--detach", "--http-port", "http");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^torpedo: --http-port: must be/);
    expect(await torpedo("logs")).toMatchObject({ code: 0, stdout: stderr });
  });

  it("has a log that can be followed", async () => {
    const { http = "" } = await detach("--log-level", "info");
    const following = launch(["logs", "--follow"], { cwd });
    await fetch(`${http}/api/unitario.php`, { method: "POST" });
    expect(await following.line()).toContain("unitario");
    expect(await following.kill("SIGINT")).toMatchObject({ code: 0 });
  });
});

it("there is no log where nothing was started", async () => {
  expect(await torpedo("logs")).toMatchObject({ code: 1, stderr: expect.stringContaining("there is no log here") });
});

it("another web server that answers 200 is no emulator", async () => {
  const other = createServer((_, response) => response.end("ok")).listen(0, "127.0.0.1");
  later(() => void other.close());
  await new Promise((resolve) => other.once("listening", resolve));
  const address = other.address();
  const port = typeof address === "object" ? address?.port : 0;
  const { code, stderr } = await torpedo("health", "--url", `http://127.0.0.1:${port}`);
  expect(code).toBe(1);
  expect(stderr).toContain("is not ready (HTTP 200, and not the answer of an emulator)");
});
