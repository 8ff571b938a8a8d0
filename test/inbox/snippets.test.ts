// The programs that Connect shows, taken from the page's own source: each is run, and its message is in the ledger. Snippets are only read where their language or library is missing.

import { execFile } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SampleView } from "../../src/api/schema/emulator.ts";
import type { Emulator } from "../../src/client/sandbox.ts";
import { type CodeLanguage, httpSnippet, languages } from "../../src/inbox/page/views/connect/http-snippets.ts";
import { smppSnippet } from "../../src/inbox/page/views/connect/smpp-snippets.ts";
import { have } from "../support/programs.ts";
import { emulate, scratch, undoAll } from "../support/sandboxed.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const names = ["mobilepronto", "mensagem", "smpp", "sophia"] as const;

/** By language: the file it is written to, and what runs it. C# is at hand on no machine of ours. */
const runners: Readonly<Record<Exclude<CodeLanguage, "C#">, readonly [file: string, program: string, needs: string]>> =
  {
    curl: ["send.sh", "sh", "curl"],
    PHP: ["send.php", "php", "php"],
    Java: ["Send.java", "java", "javac"],
    Python: ["send.py", "python3", "python3"],
    Node: ["send.mjs", process.execPath, "node"],
  };
/** Their SMPP clients come from elsewhere. */
const foreign: readonly string[] = ["PHP", "Java", "Python"];

let emulator: Emulator;
let samples: readonly SampleView[];
let folder: string;

beforeAll(async () => {
  emulator = await emulate();
  samples = await emulator.samples();
  folder = scratch();
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
});
afterAll(undoAll);

function sampleOf(name: string): SampleView {
  const sample = samples.find((sample) => sample.name === name);
  if (sample === undefined) throw new Error(`no sample ${name}`);
  return sample;
}

function programOf(name: string, language: CodeLanguage): string {
  const { example } = sampleOf(name);
  return example.by === "http" ? httpSnippet(language, example) : smppSnippet(language, example);
}

function write(language: Exclude<CodeLanguage, "C#">, program: string): string {
  const file = join(folder, runners[language][0]);
  // As somebody has it who installed the package.
  writeFileSync(file, program.replace("npx torpedo-sms", `'${process.execPath}' '${join(root, "bin/torpedo.mjs")}'`));
  return file;
}

for (const [language, [, program, needs]] of Object.entries(runners)) {
  const spoken = languages.find((item) => item === language);
  if (spoken === undefined || spoken === "C#") continue;
  describe.runIf(have(needs))(`Connect in ${language}`, () => {
    it.each(names.filter((id) => id !== "smpp" || !foreign.includes(language)))("sends by %s", async (id) => {
      const before = (await emulator.messages()).length;
      const { stdout } = await run(program, [write(spoken, programOf(id, spoken))], { cwd: folder });
      const sent = (await emulator.messages()).slice(before);
      expect(sent).toMatchObject([{ to: "5511999990001", text: "Oi", provider: sampleOf(id).provider }]);
      expect(stdout).toContain(id === "mobilepronto" ? ">000<" : sent[0]?.id);
    });
  });
}

describe("Connect over SMPP, with a library that is not at hand,", () => {
  it.runIf(have("php"))("is PHP", async () => {
    const { stdout } = await run("php", ["-l", write("PHP", programOf("smpp", "PHP"))]);
    expect(stdout).toContain("No syntax errors");
  });

  it.runIf(have("python3"))("is Python", async () => {
    await run("python3", ["-m", "py_compile", write("Python", programOf("smpp", "Python"))]);
  });

  it.runIf(have("javac"))("is Java", async () => {
    const file = write("Java", programOf("smpp", "Java"));
    const translate = await run("javac", ["-d", folder, file]).catch((error: unknown) => String(error));
    // All that is wrong with it is that the library is missing.
    const errors = [...String(translate).matchAll(/error: (.*)/g)].map(([, error]) => error ?? "");
    expect(errors).not.toEqual([]);
    expect(
      errors.filter((error) => !/^(?:package org\.jsmpp\.\w+ does not exist|cannot find symbol)$/.test(error)),
    ).toEqual([]);
  });
});

describe("Connect in C#", () => {
  it.each(names)("says the same as the others by %s", (id) => {
    const program = programOf(id, "C#");
    const python = programOf(id, "Python");
    const strings = [...program.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) => text.replace(/\\(.)/g, "$1"));
    const there = `${python}`.replace(/\\(['"\\])/g, "$1");
    for (const text of strings.filter((item) => item !== "text/xml")) expect(there).toContain(text);
    expect(strings.length).toBeGreaterThan(0);
    expect(program.replace(/"(?:[^"\\]|\\.)*"/g, "").match(/["']/)).toBeNull();
    for (const [open, close] of ["()", "{}"].map((pair) => [...pair]))
      expect(program.split(open ?? "").length).toBe(program.split(close ?? "").length);
  });
});
