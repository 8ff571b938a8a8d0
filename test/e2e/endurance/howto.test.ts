// Every how-to, and the page for coding assistants, is followed from top to bottom: its files are written, its commands run, and they print what the page shows.

import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, it } from "vitest";
import { parse } from "yaml";
import { settingsFor, variableOf } from "../../../src/config/settings.ts";
import { providers } from "../../../src/providers/index.ts";
import { type Block, blocksOf, consoleOf, fileNameOf, type Shell, shellIn } from "../../support/docs/reader.ts";
import { have } from "../../support/programs.ts";
import { emulate, scratch, undoAll } from "../../support/sandboxed.ts";
import { cleanEnvironment, launcher } from "../../support/torpedo-process.ts";

afterEach(undoAll);

const root = join(import.meta.dirname, "../../..");
const pages = globSync(["docs/howto/*.md", "docs/assistants.md"], { cwd: root }).filter(
  (file) => !file.endsWith(".pt-BR.md"),
);
const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** Programs without which a page is not followed. */
const needs: Readonly<Record<string, () => boolean>> = { "soap-from-php": hasSoapClient };

function hasSoapClient(): boolean {
  return have("php") && spawnSync("php", ["-r", "exit(class_exists('SoapClient') ? 0 : 1);"]).status === 0;
}

interface Reader extends Shell {
  /** Address of the emulator that the page runs in a container. */
  container: string;
}

/** A folder in which `npx torpedo-sms` and the library are those of the checkout. No `torpedo` is on the PATH of a reader. */
function newReader(page: string): Reader {
  const folder = scratch();
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const command = `exec "${process.execPath}" "${launcher}"`;
  writeFileSync(join(bin, "npx"), `#!/bin/sh\n[ "$1" = torpedo-sms ] || exit 127\nshift\n${command} "$@"\n`, {
    mode: 0o755,
  });
  symlinkSync(process.execPath, join(bin, "node"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const hooks = pathToFileURL(join(root, "test/support/examples/from-sources.mjs")).href;
  const env = cleanEnvironment({
    PATH: `${bin}:${process.env["PATH"]}`,
    ...(page.includes("torpedo-sms/node-test") ? { NODE_OPTIONS: `--import=${hooks}` } : {}),
  });
  return { ...shellIn(folder, env), container: "http://127.0.0.1:8080" };
}

/** Tries a YAML file as the program that it is for does. */
const tried: Readonly<Record<string, (reader: Shell, file: Readonly<Record<string, unknown>>) => Promise<void>>> = {
  "sms.yml": (reader, file) => passes(reader, file),
  ".gitlab-ci.yml": (reader, file) => passes(reader, file),
  async "compose.yaml"(_, file) {
    const variables = JSON.stringify(file).match(/TORPEDO_\w+/g) ?? [];
    expect(settingsFor(providers).map(variableOf)).toEqual(expect.arrayContaining(variables));
    expect(variables.length).toBeGreaterThan(0);
  },
  async "accounts.yaml"(reader) {
    expect(
      await reader.run("npx torpedo-sms run --accounts accounts.yaml -- npx torpedo-sms accounts show sophia/main"),
    ).toContain("/dlr");
  },
  async "torpedo.yaml"(reader) {
    expect(await reader.run("npx torpedo-sms run --config torpedo.yaml -- true")).toContain("true exited with 0");
  },
};

/** Runs the emulator's commands of a job. */
async function passes(reader: Shell, job: Readonly<Record<string, unknown>>): Promise<void> {
  const commands = JSON.stringify(job).match(/npx torpedo-sms [^"]+/g) ?? [];
  expect(commands).toHaveLength(2);
  for (const command of commands) {
    expect(await reader.run(`${command} && echo the job goes on`)).toMatch(/the job goes on\n$/);
  }
}

async function follow(reader: Reader, block: Block): Promise<void> {
  const { language, text } = block;
  const name = fileNameOf(block);
  if (name !== undefined) {
    mkdirSync(dirname(join(reader.folder, name)), { recursive: true });
    // JSON has no comments.
    writeFileSync(join(reader.folder, name), language === "json" ? text.slice(text.indexOf("\n")) : text);
  }
  if (language === "yaml") await tried[basename(name ?? "")]?.(reader, parse(text));
  else if (language === "sh") expect(await reader.run(text)).toBe("");
  else if (language === "console") {
    const commands = consoleOf(text);
    expect(commands.length).toBeGreaterThan(0);
    for (const { command, output } of commands) {
      expect(await reader.run(command.replace("http://127.0.0.1:8080", reader.container))).toMatch(output);
    }
  } else if (text.startsWith("docker run")) await standIn(reader, text);
  else expect(name ?? language).toMatch(/\./);
}

/** Starts an emulator with the token of the page's container, at the address that the page then calls. */
async function standIn(reader: Reader, text: string): Promise<void> {
  const [, token = ""] = /TORPEDO_TOKEN=(\S+)/.exec(text) ?? [];
  const { urls } = await emulate({}, { token });
  reader.container = urls.http;
}

it.each(pages)("%s does what it says", async (file) => {
  if (!(needs[basename(file, ".md")]?.() ?? true)) return;
  const page = read(file);
  const reader = newReader(page);
  for (const block of blocksOf(page)) await follow(reader, block);
});
