// torpedo run and torpedo env: a command of the user, with addresses and credentials of a sandbox as variables.

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { afterEach, describe, expect, it, test, vi } from "vitest";
import { startCatcher } from "../support/catcher.ts";
import { run } from "../support/cli.ts";
import { emulate, later, scratch, undoAll } from "../support/sandboxed.ts";
import { launch } from "../support/torpedo-process.ts";

afterEach(undoAll);

/** Words of a command that runs this program of JavaScript. */
const program = (text: string): string[] => ["--", process.execPath, "-e", text];
const send = `const { TORPEDO_URL, TORPEDO_SOPHIA_TOKEN } = process.env;
const form = new URLSearchParams({ token: TORPEDO_SOPHIA_TOKEN, destino: "11999990001", msg: "Oi" });
fetch(TORPEDO_URL + "/api/unitario.php", { method: "POST", body: form }).then((answer) => answer.text()).then(console.log);`;
const names = /TORPEDO_[A-Z0-9_]+/g;

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe("torpedo run", () => {
  it("gives the command a sandbox of its own, and says what came", async () => {
    const { code, stdout, stderr } = await run(["run", ...program(send)]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(
        /^torpedo: \S+ exited with 0; sandbox run-[0-9a-f]{8} has 1 request, 1 message, 0 callbacks\.\n$/,
      ),
    });
    expect(JSON.parse(stdout)).toMatchObject({ envio: [{ status: 200 }] });
  });

  it("passes its output on, and makes its exit code 0 or 1", async () => {
    const { code, stdout, stderr } = await run([
      "run",
      ...program("console.log('out'); console.error('çrr'); process.exit(7)"),
    ]);
    expect(code).toBe(1);
    expect(stdout).toBe("out\n");
    expect(stderr).toMatch(/^çrr\ntorpedo: \S+ exited with 7; /);
  });

  it("says that requests came with credentials of another sandbox", async () => {
    const request = "fetch(process.env.TORPEDO_MENSAGEM_URL + '/sms/send?u=126b114c&n=11999990001&m=Oi')";
    const { stderr } = await run(["run", ...program(request)]);
    expect(stderr).toMatch(
      /torpedo: 1 request came with credentials of another sandbox than run-\S+: give the command/,
    );
  });

  it("says that no request came, and how one would", async () => {
    const { stderr } = await run(["run", ...program("0")]);
    expect(stderr).toContain("torpedo: no request came: does the command read TORPEDO_URL?");
  });

  it.each([
    [["run"], "COMMAND: is missing; write it behind two dashes, for example npx torpedo-sms run -- npm test."],
    [
      ["run", "--", "no-such-program"],
      "COMMAND: the program no-such-program cannot be found; check its name and PATH.",
    ],
    [["run", "--timeout", "5", "--", "true"], "--timeout: must be a span of time with its unit"],
    [["run", "--service", "x", "--", "true"], "--service: needs --ready; give --ready too, or neither."],
    [["run", "--env", "A={nowhere}", "--", "true"], '--env A: has no such value, not "{nowhere}"; there are {http}, '],
    [["run", "--callback", "x=http://h/", "--", "true"], '--callback: must be of dlr or mo, not "x"'],
    [
      ["run", "--settle", "1h", "--", process.execPath, "-v"],
      "--settle: cannot advance a real clock; give --clock manual too.",
    ],
    [
      ["run", "--url", "http://127.0.0.1:1", "--data", "x.db", "--", "true"],
      "--data: is a setting of an emulator that runs already; leave it out; --scenario, ",
    ],
  ])("%j is a mistake", async (args, sentence) => {
    const { code, stderr } = await run(args);
    expect(stderr).toContain(`torpedo: ${sentence}`);
    expect(code).toBe(2);
  });

  it("ends the command and all that it started when the time is over", async () => {
    const file = join(scratch(), "pid");
    const stubborn = `sh -c 'trap "" TERM; while :; do sleep 1000; done'`;
    const text = `${stubborn} & echo $! > ${file}; wait`;
    const { code, stderr } = await run(["run", "--timeout", "8s", "--", "sh", "-c", text]);
    expect(stderr).toContain("was ended after 8 seconds");
    expect(code).toBe(1);
    const pid = Number(readFileSync(file, "utf8"));
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), 60_000);
  });

  it("ends with the command at Ctrl-C, even one that ignores SIGTERM", async () => {
    const text = `process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log(process.pid)`;
    const running = launch(["run", ...program(text)], { cwd: scratch() });
    const pid = Number(await running.line());
    const { code, stderr } = await running.kill("SIGINT");
    expect({ code, stderr }).toMatchObject({ code: 130 });
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), 60_000);
  });

  it.each([
    [["--scenario", "answer-lost"], "the clock is manual: the scenario sets it, in place of --clock real; "],
    [["--scenario", "answer-lost", "--clock", "manual"], null],
    [[], null],
  ])("says where the scenario of %j sets another clock", async (flags, sentence) => {
    const { stderr } = await run(["run", ...flags, "--", process.execPath, "-e", "0"]);
    if (sentence === null) expect(stderr).not.toContain("the clock is");
    else expect(stderr).toContain(sentence);
  });

  it("puts a scenario on, sends callbacks, advances the clock and exports the journal", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    const file = join(scratch(), "journal.jsonl");
    const flags = ["--clock", "manual", "--settle", "1h", "--callback", `dlr=${catcher.url}/dlr`, "--export", file];
    const { code, stderr } = await run(["run", ...flags, ...program(send)]);
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(/ 1 message, [1-9]\d* callback/) });
    expect(catcher.caught.length).toBeGreaterThan(0);
    expect(readFileSync(file, "utf8")).toContain('"operation":"unitario"');
    const refused = await run(["run", "--scenario", "aspnet-error-page", ...program(send)]);
    expect(refused).toMatchObject({ code: 0 });
  });

  it("takes a sandbox in a running emulator, which is kept if the command fails", async () => {
    const emulator = await emulate();
    const at = ["run", "--url", emulator.urls.http];
    const sandboxes = async () => (await emulator.control.sandboxes.list()).map(({ name }) => name);
    expect(await run([...at, ...program(send)])).toMatchObject({ code: 0 });
    expect(await sandboxes()).toEqual(["default"]);
    const { code, stderr } = await run([...at, ...program(`${send}; process.exitCode = 3;`)]);
    expect(code).toBe(1);
    const [name = ""] = /run-[0-9a-f]{8}/.exec(stderr) ?? [];
    expect(await sandboxes()).toContain(name);
    expect(await emulator.existing(name).messages()).toHaveLength(1);
  });

  it("starts a service beside it and waits until it is ready", async () => {
    const file = join(scratch(), "service.cjs");
    const port = await freePort();
    const text = `require("node:http").createServer((_, answer) => answer.end("up " + process.env.TORPEDO_SANDBOX)).listen(${port}, "127.0.0.1")`;
    writeFileSync(file, text);
    const url = `http://127.0.0.1:${port}/`;
    const flags = ["--service", `${process.execPath} ${file}`, "--ready", url];
    const { code, stdout } = await run([
      "run",
      ...flags,
      ...program(`fetch("${url}").then((a) => a.text()).then(console.log)`),
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^up run-[0-9a-f]{8}\n$/) });
    await expect(fetch(url)).rejects.toThrow();
  });

  it("says that a service ended before it was ready", async () => {
    const flags = ["--service", `${process.execPath} -e process.exit(4)`, "--ready", "http://127.0.0.1:1/"];
    const { code, stderr } = await run(["run", ...flags, ...program("0")]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "torpedo: --service: exited with 4; look at its output above.\n",
    });
  });

  it("fills further variables", async () => {
    const flags = ["--env", "HOST_OF={http}/x", "--env", "KEY={sophia.token}{mobilepronto.principalUser}"];
    const text = `const { HOST_OF, KEY, TORPEDO_URL, TORPEDO_SOPHIA_TOKEN } = process.env;
      console.log(HOST_OF === TORPEDO_URL + "/x", KEY === TORPEDO_SOPHIA_TOKEN + "12345678000195")`;
    const { stdout } = await run(["run", ...flags, ...program(text)]);
    expect(stdout).toBe("true true\n");
  });

  it("names the emulator as a proxy that a client with the provider's own https address trusts", async () => {
    const url = "https://sms.sophiatelecom.com/api/unitario.php";
    const line = `curl -s -d "token=$TORPEDO_SOPHIA_TOKEN&destino=11999990001&msg=Oi" ${url}; echo; echo "$no_proxy $CURL_CA_BUNDLE"`;
    const { code, stdout, stderr } = await run(["run", "--as-proxy", "--", "sh", "-c", line]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("1 request, 1 message") });
    const [answer = "", rest = ""] = stdout.split("\n");
    expect(JSON.parse(answer)).toMatchObject({ envio: [{ status: 200 }] });
    const [none, bundle = ""] = rest.split(" ");
    expect([none, existsSync(bundle)]).toEqual(["localhost,127.0.0.1,::1", false]);
  });
});

describe("torpedo env", () => {
  const expected = [
    "TORPEDO_MENSAGEM_SMPP_PASSWORD",
    "TORPEDO_MENSAGEM_URL",
    "TORPEDO_MENSAGEM_USER",
    "TORPEDO_MOBILEPRONTO_CREDENCIAL20",
    "TORPEDO_MOBILEPRONTO_CREDENCIAL40",
    "TORPEDO_MOBILEPRONTO_PRINCIPAL_USER",
    "TORPEDO_MOBILEPRONTO_TOKEN",
    "TORPEDO_SANDBOX",
    "TORPEDO_SMPP_ADDRESS",
    "TORPEDO_SOPHIA_TOKEN",
    "TORPEDO_URL",
  ];
  const hostile = `it's \\ "$HOME" \`x\``;

  async function printed(...flags: readonly string[]): Promise<string> {
    const emulator = await emulate({ "sophia/main": { details: { token: hostile } } });
    const { code, stdout, stderr } = await run(["env", "--url", emulator.urls.http, ...flags]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout;
  }

  test.each(["sh", "fish", "pwsh", "dotenv"])("%s names each variable once", async (shell) => {
    const text = await printed("--shell", shell);
    expect((text.match(names) ?? []).toSorted()).toEqual(expected);
  });

  it("is read by sh as it was written", async () => {
    const text = await printed();
    const script = `${text}\nprintf %s "$TORPEDO_SOPHIA_TOKEN"`;
    expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(hostile);
    const after = `${text}${await printed("--unset")}\nprintf %s "\${TORPEDO_URL-gone}"`;
    expect(execFileSync("sh", ["-c", after], { encoding: "utf8" })).toBe("gone");
  });

  it("is read by a reader of dotenv files as it was written", async () => {
    for (const value of [hostile.replace("`x`", ""), "a b#c", "it's", 'a "b"']) {
      const emulator = await emulate({ "sophia/main": { details: { token: value } } });
      const { stdout } = await run(["env", "--url", emulator.urls.http, "--shell", "dotenv"]);
      expect(parseEnv(stdout)["TORPEDO_SOPHIA_TOKEN"]).toBe(value);
    }
  });

  it("is JSON, and lines for GitHub Actions", async () => {
    expect(Object.keys(JSON.parse(await printed("--json"))).toSorted()).toEqual(expected);
    const file = join(scratch(), "github-env");
    vi.stubEnv("GITHUB_ENV", file);
    expect(await printed("--shell", "github")).toBe("");
    vi.unstubAllEnvs();
    expect(existsSync(file) && readFileSync(file, "utf8").match(names)?.toSorted()).toEqual(expected);
  });

  it("gives what a client sends with", async () => {
    const emulator = await emulate();
    const { stdout } = await run(["env", "--url", emulator.urls.http, "--json"]);
    const environment: Record<string, string> = JSON.parse(stdout);
    const url = `${environment["TORPEDO_MENSAGEM_URL"]}/sms/send?u=${environment["TORPEDO_MENSAGEM_USER"]}&n=11999990001&m=Oi`;
    expect(await (await fetch(url)).text()).toMatch(/^1;/);
  });
});
