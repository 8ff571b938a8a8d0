// action.yml: each `run:` of it in a bare shell, with inputs filled in as GitHub fills them.

import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { later, scratch, undoAll } from "./support/sandboxed.ts";
import { cleanEnvironment, launcher } from "./support/torpedo-process.ts";

afterEach(undoAll);

const root = join(import.meta.dirname, "..");
const texts = z.record(z.string(), z.string());
const step = z.strictObject({
  name: z.string(),
  id: z.string().optional(),
  if: z.string(),
  shell: z.literal("bash"),
  env: texts,
  run: z.string(),
});
const action = z
  .strictObject({
    name: z.string(),
    description: z.string(),
    inputs: z.record(z.string(), z.strictObject({ description: z.string(), default: z.string() })),
    outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
    runs: z.strictObject({ using: z.literal("composite"), steps: z.array(step) }),
  })
  .parse(parse(readFileSync(join(root, "action.yml"), "utf8")));

/** A job's folder, files and variables. Each `uses` runs the steps whose condition holds. */
function newJob(jobVariables: Readonly<Record<string, string>> = {}) {
  const folder = scratch();
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const log = join(folder, "npx.txt");
  const npx = `#!/bin/sh\n[ "$2" != --package ] || shift 2\necho "$1 $2" >> "${log}"\nshift 2\nexec "${process.execPath}" "${launcher}" "$@"\n`;
  writeFileSync(join(bin, "npx"), npx, { mode: 0o755 });
  writeFileSync(join(bin, "node"), `#!/bin/sh\nexec "${process.execPath}" "$@"\n`, { mode: 0o755 });
  const file = (name: string): string => join(folder, name);
  for (const name of ["env", "output", "summary"]) writeFileSync(file(name), "");
  const lines = (name: string): Record<string, string> =>
    Object.fromEntries(
      [...readFileSync(file(name), "utf8").matchAll(/^(\w+)=(.*)$/gm)].map(([, key, value]) => [key, value]),
    );
  const runStep = async ({ run, env }: z.infer<typeof step>, inputs: Readonly<Record<string, string>>) => {
    const filled = Object.entries(env).map(([name, value]) => [name, fill(value, inputs)]);
    expect(run, "inputs reach a shell by variables alone").not.toContain("${{");
    const shell = ["--noprofile", "--norc", "-eo", "pipefail", "-c", run];
    const variables = cleanEnvironment({
      PATH: `${bin}:${process.env["PATH"]}`,
      RUNNER_TEMP: folder,
      GITHUB_ENV: file("env"),
      GITHUB_OUTPUT: file("output"),
      GITHUB_STEP_SUMMARY: file("summary"),
      ...jobVariables,
      ...lines("env"),
      ...Object.fromEntries(filled),
    });
    return promisify(execFile)("bash", shell, { cwd: folder, env: variables, timeout: 200_000 });
  };
  later(() =>
    promisify(execFile)(process.execPath, [launcher, "stop"], { cwd: folder, env: cleanEnvironment() }).catch(() => {}),
  );
  return {
    file,
    lines,
    versions: () => readFileSync(log, "utf8").trim().split("\n"),
    /** @returns all that the steps print */
    async use(given: Readonly<Record<string, string>>): Promise<string> {
      for (const name of Object.keys(given)) expect(Object.keys(action.inputs)).toContain(name);
      const inputs = {
        ...Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default])),
        ...given,
      };
      let printed = "";
      for (const actionStep of action.runs.steps.filter((item) => applies(item.if, inputs))) {
        const { stdout, stderr } = await runStep(actionStep, inputs);
        printed += stdout + stderr;
      }
      return printed;
    },
  };
}

function fill(text: string, inputs: Readonly<Record<string, string>>): string {
  const filled = text.replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, name: string) => inputs[name] ?? "unknown");
  expect(filled).not.toMatch(/unknown|\$\{\{/);
  return filled;
}

function applies(condition: string, inputs: Readonly<Record<string, string>>): boolean {
  const [, name = "", operator] = /^inputs\.(\w+) (==|!=) ''$/.exec(condition) ?? [];
  expect(operator, condition).toBeDefined();
  return (inputs[name] === "") === (operator === "==");
}

describe("action.yml", () => {
  it("starts and reports, with the version and the scenario that a job asks for", async () => {
    const job = newJob();
    await job.use({ version: "0.2.0", scenario: "answer-lost" });
    const outputs = job.lines("output");
    const { TORPEDO_URL: url = "", TORPEDO_MENSAGEM_USER: user } = job.lines("env");
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).toBe(`\${{ steps.start.outputs.${name} }}`);
      expect(outputs[name]).toMatch(/^(?:http:\/\/)?127\.0\.0\.1:\d+$/);
    }
    expect(outputs["http"]).toBe(url);
    const send = (): Promise<unknown> => fetch(`${url}/sms/send?u=${user}&n=11999990001&m=Oi`).catch(() => null);
    await send();
    await send();
    const report = job.use({ version: "0.2.0", conduct: "results" });
    await expect(report).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining("TC201") });
    expect(readFileSync(job.file("summary"), "utf8")).toContain("TC201");
    for (const name of ["report.json", "report.xml", "report.sarif", "journal.har"])
      expect(existsSync(job.file(join("results", name))), name).toBe(true);
    await expect(fetch(url)).rejects.toThrow();
    expect(new Set(job.versions())).toEqual(new Set(["--yes torpedo-sms@0.2.0"]));
  });

  it("masks the token of an emulator that is open to other machines, and gives it to later steps alone", async () => {
    const job = newJob({ TORPEDO_HOST: "0.0.0.0" });
    const printed = await job.use({});
    const { TORPEDO_URL: url = "", TORPEDO_TOKEN: token = "" } = job.lines("env");
    expect(token).not.toBe("");
    expect(printed.replace(`::add-mask::${token}\n`, "")).not.toContain(token);
    expect(Object.keys(job.lines("output"))).toEqual(Object.keys(action.outputs));
    const headers = { Authorization: `Bearer ${token}` };
    expect((await fetch(`${url}/torpedo/v1/about`, { headers })).status).toBe(200);
    await expect(job.use({ conduct: "results" })).rejects.toMatchObject({ code: 3 });
  });

  it("takes a package, and stops the emulator though its journal cannot be written", async () => {
    const job = newJob();
    const given = { package: "./torpedo-sms-0.2.0.tgz" };
    await job.use(given);
    const { TORPEDO_URL: url = "", TORPEDO_MENSAGEM_USER: user } = job.lines("env");
    await fetch(`${url}/sms/send?u=${user}&n=11999990001&m=Oi`);
    mkdirSync(job.file("results/journal.har"), { recursive: true });
    await expect(job.use({ ...given, conduct: "results" })).rejects.toThrow("journal.har");
    await expect(fetch(url)).rejects.toThrow();
    expect(new Set(job.versions())).toEqual(new Set([`${given.package} torpedo-sms`]));
  });

  it("says a mistake in the words of the command", async () => {
    await expect(newJob().use({ scenario: "answer-lots" })).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("answer-lost"),
    });
  });
});
