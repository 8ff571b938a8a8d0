// Runs each example as its first lines say, against a running emulator.

import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createProgram } from "../src/cli/program.ts";
import { connectEmulator } from "../src/client/index.ts";
import type { Emulator } from "../src/client/sandbox.ts";
import { startEmulator } from "../src/client/start-emulator.ts";
import { settingsFor, variableOf } from "../src/config/settings.ts";
import { providers } from "../src/providers/index.ts";
import { blocksOf, fileNameOf } from "./support/docs/reader.ts";
import { have } from "./support/programs.ts";
import { scratch, undoAll } from "./support/sandboxed.ts";
import { takenPort } from "./support/taken-port.ts";
import { cleanEnvironment, launcher } from "./support/torpedo-process.ts";

afterEach(undoAll);

const root = join(import.meta.dirname, "..");
const read = (name: string): string => readFileSync(join(root, name), "utf8");

describe("an example", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    // With a token, as it is where others can reach the emulator.
    emulator = await startEmulator({
      httpPort: 0,
      mensagemPort: 0,
      smppPort: 0,
      data: ":memory:",
      token: "of-the-test",
    });
  });
  afterAll(() => emulator.stop());

  async function run(program: string, args: readonly string[]): Promise<string> {
    const env = cleanEnvironment({ TORPEDO_URL: emulator.urls.http, TORPEDO_TOKEN: "of-the-test" });
    const { stdout, stderr } = await promisify(execFile)(program, args, { cwd: root, env, timeout: 180_000 });
    return stdout + stderr;
  }

  const examples = [
    ["curl/order.sh", "curl", "sh", ["examples/curl/order.sh"], "order.sh: ok"],
    [
      "python/test_order.py",
      "python3",
      "python3",
      ["-B", "-m", "unittest", "examples/python/test_order.py"],
      "Ran 3 tests",
    ],
    ["php/OrderTest.php", "php", "php", ["examples/php/OrderTest.php"], "OrderTest.php: ok"],
    ["java/OrderTest.java", "javac", "java", ["examples/java/OrderTest.java"], "OrderTest: ok"],
  ] as const;
  const here = examples.filter(([, needs]) => have(needs));
  it.each(here)(
    "%s does what it says, and leaves nothing behind",
    { timeout: 120_000 },
    async (file, _, program, args, says) => {
      expect(read(`examples/${file}`)).toContain(
        `TORPEDO_URL=http://127.0.0.1:8080 ${[program, ...args].filter((word) => word !== "-B").join(" ")}`,
      );
      expect(await run(program, args)).toContain(says);
      expect(await emulator.requests()).toEqual([]);
      expect(await emulator.control.sandboxes.list()).toHaveLength(1);
    },
  );

  it.each(here)("%s fails at once where no emulator answers", async (_file, _, program, args) => {
    const { port, free } = await takenPort();
    await free();
    const env = cleanEnvironment({ TORPEDO_URL: `http://127.0.0.1:${port}` });
    const ended = promisify(execFile)(program, args, { cwd: root, env, timeout: 200_000, killSignal: "SIGKILL" });
    await expect(ended).rejects.toMatchObject({ killed: false });
  });

  it("node-test/order.test.mjs passes with the library", async () => {
    const hooks = pathToFileURL(join(root, "test/support/examples/from-sources.mjs")).href;
    const args = ["--test", "--test-reporter=tap", "examples/node-test/order.test.mjs"];
    const env = cleanEnvironment({ NODE_OPTIONS: `--import=${hooks}` });
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env, timeout: 180_000 });
    expect(stdout).toMatch(/^# pass 3$/m);
  });

  it("vitest/order.test.ts passes with the library", async () => {
    const args = ["node_modules/vitest/vitest.mjs", "run", "--config", "test/support/examples/vitest.config.ts"];
    const env = cleanEnvironment({ NO_COLOR: "1" });
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env, timeout: 180_000 });
    expect(stdout).toMatch(/Tests +3 passed \(3\)/);
  });

  it.skipIf(!have("curl"))("fails when the emulator is not as it expects", async () => {
    await expect(
      promisify(execFile)("sh", ["examples/curl/order.sh"], {
        cwd: root,
        env: cleanEnvironment({ TORPEDO_URL: emulator.urls.http }),
      }),
    ).rejects.toThrow("401");
  });

  it("has a row in the README, and the README has no other", () => {
    const named = [...read("examples/README.md").matchAll(/\]\(([\w-]+)\/[\w.-]+\)/g)].map(([, folder]) => folder);
    const folders = readdirSync(join(root, "examples"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect([...new Set(named)].sort()).toEqual(folders.map(({ name }) => name).sort());
  });
});

const { commands } = await createProgram(async () => {});

/** Each `npx torpedo-sms …` of a script: a command that there is, with flags that it has. */
function expectCommands(script: string): void {
  for (const [, name, rest = ""] of script.matchAll(/npx torpedo-sms ([a-z]+)([^\n|;&>]*)/g)) {
    const command = commands.find((command) => command.name() === name);
    expect(command, `torpedo ${name}`).toBeDefined();
    for (const [flag] of rest.matchAll(/--[a-z-]+/g)) expect(command?.options.map(({ long }) => long)).toContain(flag);
  }
}

function expectVariables(environment: Readonly<Record<string, unknown>>): void {
  const earlier = [...settingsFor(providers).map(variableOf), "TORPEDO_URL"];
  for (const [name, value] of Object.entries(environment)) {
    expect(earlier).toContain(name);
    expect(typeof value, name).toBe("string");
  }
}

describe("docker-compose/compose.yaml", () => {
  const { services } = parse(read("examples/docker-compose/compose.yaml"));
  const dockerfile = read("Dockerfile");

  it("builds the image of this repository and opens its ports on this machine only", () => {
    const { build, ports, environment } = services.torpedo;
    expect(read(join("examples/docker-compose", build, "Dockerfile"))).toBe(dockerfile);
    const exposed = /^EXPOSE (.*)$/m.exec(dockerfile)?.[1]?.split(" ") ?? [];
    expect(ports).toEqual(exposed.map((port) => `127.0.0.1:${port}:${port}`));
    expectVariables(environment);
  });

  it("asks after its health as the image does, and starts the tests when it is well", () => {
    const { healthcheck } = services.torpedo;
    const own = /^ {2}CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? "[]";
    expect(healthcheck.test).toEqual(["CMD", ...JSON.parse(own)]);
    expect(services.tests.depends_on).toEqual({ torpedo: { condition: "service_healthy" } });
    expectVariables(services.tests.environment);
    expect(services.tests.environment.TORPEDO_TOKEN).toBe(services.torpedo.environment.TORPEDO_TOKEN);
    const { hostname } = new URL(services.tests.environment.TORPEDO_URL);
    expect(services.torpedo.environment.TORPEDO_ALLOWED_HOST).toBe(hostname);
    expect(Object.keys(services)).toContain(hostname);
    // The mounted files exist, and are the ones that are run.
    const [from, to] = services.tests.volumes[0].split(":");
    const script: string = services.tests.entrypoint[1];
    expect(read(join("examples/docker-compose", from, script.slice(to.length)))).toContain("TORPEDO_URL");
  });

  const compose = spawnSync("docker", ["compose", "version"]).status === 0;
  it.skipIf(!compose)("is what docker compose takes", () => {
    const args = ["compose", "-f", "examples/docker-compose/compose.yaml", "config", "-q"];
    const { status, stderr } = spawnSync("docker", args, { cwd: root, encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
  });
});

describe("the CI jobs", () => {
  it("GitHub's has steps that can be run, with variables that there are", () => {
    const { jobs, on } = parse(read("examples/ci/github-actions.yml"));
    expect(on).toEqual(["push"]);
    const { steps } = jobs.contract;
    for (const step of steps) {
      expect([typeof step.uses, typeof step.run].sort(), JSON.stringify(step)).toEqual(["string", "undefined"]);
      expectVariables(step.env ?? {});
      if (step.uses !== undefined) expect(step.uses).toMatch(/^actions\/[\w-]+@v\d+$/);
      else expectShell(step.run);
    }
  });

  it("GitLab's has a script that can be run, with variables that there are", () => {
    const { contract } = parse(read("examples/ci/gitlab-ci.yml"));
    expect(Object.keys(contract).sort()).toEqual(["after_script", "artifacts", "image", "script", "timeout"]);
    expectShell([...contract.script, ...contract.after_script].join("\n"));
    const [, image] = /^FROM (\S+)$/m.exec(read("Dockerfile").replace(/ AS \w+$/m, "")) ?? [];
    expect(contract.image).toBe(image);
  });

  function expectShell(script: string): void {
    const checked = spawnSync("sh", ["-n"], { input: script, encoding: "utf8" });
    expect([checked.status, checked.stderr], script).toEqual([0, ""]);
    expectCommands(script);
  }

  const clients = [
    ["sends again after a lost answer", 2, 1, "failed"],
    ["does not send again", 1, 0, "passed"],
  ] as const;
  it.each(clients)(
    "judge a client in an empty project that %s",
    { timeout: 120_000 },
    async (_, sends, code, outcome) => {
      const folder = scratch();
      const client = `const { TORPEDO_MENSAGEM_URL: url, TORPEDO_MENSAGEM_USER: user } = process.env;
      for (let left = ${sends}; left > 0; left--) await fetch(url + "/sms/send?u=" + user + "&n=11999990001&m=Oi").catch(() => {});`;
      writeFileSync(join(folder, "client.mjs"), client);
      writeFileSync(join(folder, "package.json"), JSON.stringify({ scripts: { test: "node client.mjs" } }));
      const { jobs } = parse(read("examples/ci/github-actions.yml"));
      const step = jobs.contract.steps.find((step: { name?: string }) => step.name === "Conduct of the client");
      const { script } = parse(read("examples/ci/gitlab-ci.yml")).contract;
      expect(script).toContain(step.run);
      const summary = join(folder, "summary.md");
      const env = cleanEnvironment({ GITHUB_STEP_SUMMARY: summary, CI_LAUNCHER: launcher });
      const line = step.run.replace("npx torpedo-sms", 'node "$CI_LAUNCHER"');
      const ran = spawnSync("sh", ["-e", "-c", line], { cwd: folder, env, encoding: "utf8" });
      expect([ran.status, ran.stderr]).toEqual([code, expect.stringContaining(outcome)]);
      expect(readFileSync(summary, "utf8")).toContain(`**${outcome}**`);
      expect(readdirSync(join(folder, "conduct")).toSorted()).toEqual([
        "report.json",
        "report.sarif",
        "report.xml",
        "summary.md",
      ]);
    },
  );

  it("run the tests of their how-tos against the emulator that they start", async () => {
    const { jobs } = parse(read("examples/ci/github-actions.yml"));
    const steps: { run?: string; if?: string }[] = jobs.contract.steps;
    const github = steps.flatMap((step) => (step.if === undefined ? (step.run ?? []) : []));
    const failure = steps.find((step) => step.if === "failure()")?.run ?? "";
    const { script, after_script } = parse(read("examples/ci/gitlab-ci.yml")).contract;
    const isTried = (line: string): boolean => !/npm ci|--conduct/.test(line);
    for (const [page, job] of [
      ["github-actions", [...github, failure]],
      ["gitlab", [...script, ...after_script]],
    ] as const) {
      const folder = scratch();
      for (const { text, name = "" } of blocksOf(read(`docs/howto/${page}.md`)).map((block) => ({
        ...block,
        name: fileNameOf(block),
      })))
        if (/\.(?:mjs|json)$/.test(name)) writeFileSync(join(folder, name), text.slice(text.indexOf("\n")));
      const bin = join(folder, "bin");
      mkdirSync(bin);
      const npx = `#!/bin/sh\nshift\nexec "${process.execPath}" "${launcher}" "$@"\n`;
      writeFileSync(join(bin, "npx"), npx, { mode: 0o755 });
      const variables = join(folder, "variables");
      writeFileSync(variables, "");
      const [http, mensagem, smpp] = await freePorts();
      const env = cleanEnvironment({
        ...{ PATH: `${bin}:${process.env["PATH"]}`, GITHUB_ENV: variables },
        ...{ TORPEDO_HTTP_PORT: http, TORPEDO_MENSAGEM_PORT: mensagem, TORPEDO_SMPP_PORT: smpp },
      });
      // A step of GitHub has the variables of the earlier steps.
      const between = page === "gitlab" ? "\n" : '\nset -a; . "$GITHUB_ENV"; set +a\n';
      const shell = ["-e", "-c", job.filter(isTried).join(between)];
      try {
        await promisify(execFile)("sh", shell, { cwd: folder, env });
        const emulator = await connectEmulator({ url: `http://127.0.0.1:${http}` });
        expect(await emulator.messages({ text: "Pedido 7" }), page).toHaveLength(1);
        await emulator.stop();
      } finally {
        await promisify(execFile)(join(bin, "npx"), ["torpedo-sms", "stop"], { cwd: folder, env }).catch(() => {});
      }
    }
  });
});

async function freePorts(): Promise<readonly [string, string, string]> {
  const taken = [await takenPort(), await takenPort(), await takenPort()] as const;
  for (const { free } of taken) await free();
  const [http, mensagem, smpp] = taken;
  return [`${http.port}`, `${mensagem.port}`, `${smpp.port}`];
}
