// Every command's help has examples, and each of them does what it says: exit code 0, in an emulator where what they speak
// of is there.

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { startCatcher } from "../support/catcher.ts";
import { run, startHere } from "../support/cli.ts";
import { exported } from "../support/control.ts";
import { emulate, later, sendMensagem, sendSophia, undoAll } from "../support/sandboxed.ts";
import { cleanEnvironment, launcher } from "../support/torpedo-process.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-examples-"));
const startElsewhere = {
  TORPEDO_HTTP_PORT: "0",
  TORPEDO_MENSAGEM_PORT: "0",
  TORPEDO_SMPP_PORT: "0",
  TORPEDO_DATA: ":memory:",
};
const smpp = { listener: "" };
let environment: Record<string, string> = {};

/** Writes the files that examples name; some examples write them anew. */
function writeFiles(): void {
  writeFileSync(
    join(folder, "mine.yaml"),
    [
      "scenario: Mine",
      "rules:",
      "  - rule: lost",
      "    when: { operation: send, text: perdida }",
      "    then: [ { fault: lose-answer } ]",
      "  - rule: at night",
      "    when: { operation: send, state: { night: 'yes' } }",
      "    then: [ { answer: no-credit } ]",
      "  - rule: tried often",
      "    when: { operation: send, state: { per: to, tries: 3.. } }",
      "    then: [ { answer: no-credit } ]",
      "",
    ].join("\n"),
  );
  writeFileSync(join(folder, "package.json"), '{ "scripts": { "test": "node send.mjs" } }');
  writeFileSync(
    join(folder, "send.mjs"),
    "const { TORPEDO_MENSAGEM_URL: url, TORPEDO_MENSAGEM_USER: user } = process.env;\n" +
      `const signal = AbortSignal.timeout(5_000);\nawait fetch(\`\${url}/sms/send?u=\${user}&n=11999990009&m=Oi\`, { signal }).catch(() => {});\n`,
  );
  const used = {
    file: "x.yaml",
    hash: "1",
    title: "x",
    sandboxes: 1,
    requests: 1,
    rules: [
      { name: "lost", line: 3, matched: 1, tried: 1, never: false, nearest: null, steps: [], turns: [], keys: [] },
    ],
    timeline: [],
    accounts: [],
  };
  writeFileSync(
    join(folder, "counts.json"),
    JSON.stringify({ kind: "scenario-coverage", format: 1, scenarios: [used] }),
  );
  writeFileSync(join(folder, "conduct.yaml"), "sameWithin: 15m\n");
  writeFileSync(join(folder, "accounts.yaml"), "accounts:\n  sophia/main: { credits: 7 }\n");
}
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts an emulator with all that the examples of a command speak of. */
async function sandbox(name: string): Promise<void> {
  writeFiles();
  const catcher = await startCatcher();
  later(() => catcher.stop());
  const accounts = { "sophia/main": { callbacks: { dlr: `${catcher.url}/dlr` } } };
  const emulator = await emulate(accounts, {
    scenario: join(folder, "mine.yaml"),
    // A certificate costs more CPU than an emulator.
    ...(name === "certificate" ? { tlsSelfSigned: "on", httpsPort: 0 } : {}),
  });
  await sendMensagem(emulator);
  await sendSophia(emulator, { msg: "Tchau", destino: "11999990002" });
  await emulator.clock.advance("1h");
  await emulator.sendInbound({ from: "11999990001", text: "SIM" });
  await sendMensagem(emulator, { n: "11999990003" });
  // Antifraud holds it.
  await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11900018200&m=Oi`);
  await sendMensagem(emulator, { n: "11999990004", m: "perdida" }).catch(() => {});
  await sendSophia(emulator, { destino: "11999990005", msg: "Seu codigo: 482913" });
  await emulator.next({ operation: "send", to: "11999990009", answer: "97" });
  if (name !== "save") await emulator.save("ready");
  if (name === "diff")
    for (const run of ["before", "after"])
      writeFileSync(join(folder, `${run}.jsonl`), await exported(emulator, "jsonl"));
  writeFileSync(join(folder, "journal.jsonl"), await exported(emulator, "jsonl", { times: true }));
  smpp.listener = emulator.urls.smpp;
  environment = { ...startElsewhere, TORPEDO_URL: emulator.urls.http };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  later(() => vi.unstubAllEnvs());
}

interface Example {
  readonly path: string;
  readonly line: string;
}

async function examplesOf(command: Command, path: readonly string[]): Promise<Example[]> {
  const { stdout } = await run([...path, "--help"]);
  const [, after = ""] = /\nExamples?:\n(.*)$/s.exec(stdout) ?? [];
  const lines = after.split("\n").filter((line) => line.trim() !== "");
  const its = lines.map((line) => ({ path: path.join(" "), line: line.trim() }));
  const below = await Promise.all(command.commands.map((command) => examplesOf(command, [...path, command.name()])));
  return [...its, ...below.flat()];
}

const program = await createProgram(async () => {});
const all = await examplesOf(program, []);

/** Words of a line that this process can run, without the file of its output; null: it needs a shell, or a folder of its own. */
function words(line: string): string[] | null {
  const command = line.replace(/ > \S+$/, "");
  if (/[<>|&"\\$]|^torpedo (?:run|sweep|check --twice) /.test(command)) return null;
  return Array.from(command.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, word = ""]) => quoted ?? word).slice(1);
}

/** Files that an example reads or writes stand in the folder, which is not this process's own. */
function here(word: string): string {
  return /^(?:\.|(?:mine|accounts|after|before|check|conduct|counts|coverage|journal|smpp)\.\w+)$/.test(word)
    ? join(folder, word)
    : word;
}

async function inShell(line: string): Promise<void> {
  const program = `torpedo() { "${process.execPath}" "${launcher}" "$@"; }; set -o pipefail; ${line}`;
  await promisify(execFile)("bash", ["-c", program], {
    cwd: folder,
    env: cleanEnvironment(environment),
    timeout: 180_000,
  });
}

describe("every command", () => {
  it("has examples", () => {
    const missing = (command: Command, path: string): string[] => [
      ...(command.commands.length === 0 && !all.some((item) => item.path === path) ? [path] : []),
      ...command.commands.flatMap((command) => missing(command, `${path} ${command.name()}`.trim())),
    ];
    expect(missing(program, "")).toEqual([]);
  });

  it("names itself in them", () => {
    for (const { path, line } of all) expect(line).toContain(`torpedo ${path}`);
  });
});

// The examples run in order in a sandbox: later ones change and remove the results of earlier ones.
describe.each(program.commands.map((command) => command.name()))("the examples of %s", (name) => {
  beforeAll(() => sandbox(name));
  afterAll(undoAll);

  it.each(all.filter(({ path }) => path.split(" ")[0] === name).map(({ line }) => line))("%s", async (line) => {
    const args = words(line);
    if (args === null) return inShell(line);
    const answered = args.map((word) => (word === "127.0.0.1:9500" ? smpp.listener : here(word)));
    if (args[0] === "start") return starts(answered.slice(1));
    const { code, stderr } = await run(answered, { onOut: (_, stop) => stop() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});

async function starts(flags: readonly string[]): Promise<void> {
  for (const [name, value] of Object.entries(startElsewhere)) vi.stubEnv(name, value);
  const { stdout, stderr, stop } = await startHere(flags);
  expect(stdout).toMatch(/^Torpedo \S+ is listening|^\{"http"/);
  expect([await stop(), stderr]).toEqual([0, ""]);
}
