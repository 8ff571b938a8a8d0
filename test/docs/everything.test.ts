// Commands, flags, settings, bounds, dialect options and operations stand in the documents; nothing else does.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { beforeAll, describe, expect, it } from "vitest";
import { connectsTo } from "../../src/cli/flags.ts";
import { createProgram } from "../../src/cli/program.ts";
import { boundNames } from "../../src/core/bounds.ts";
import { limitNames } from "../../src/core/limits.ts";
import { smppSettingsValidator } from "../../src/listeners/smpp-settings.ts";
import { providers } from "../../src/providers/index.ts";
import { codeOf, documentsIn } from "../support/docs/markdown.ts";
import { commandsBelow, optionNames, settingFlags, unknownIn, variables } from "../support/docs/names.ts";

const root = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const isForUsers = (file: string): boolean =>
  !/^(?:CHANGELOG|CONTRIBUTING|test\/|bench\/|fixtures\/|tools\/)/.test(file);
const documents = documentsIn(root).filter(isForUsers);
const inEnglish = documents.filter((file) => !file.endsWith(".pt-BR.md"));
const all = inEnglish.map(read).join("\n");

let program: Command;
beforeAll(async () => {
  program = await createProgram(async () => {});
});

/** Commands with their arguments and flags, as docs/reference/flags.md has them. */
function flagsPage(): string {
  const common = new Set(connectsTo(program.createCommand("any")).options.map(({ flags }) => flags));
  const parts = commandsBelow(program)
    .filter(({ command }) => command.commands.length === 0 || command.options.length > 0)
    .map(({ path, command }) => {
      const own = command.options.filter(({ flags, long }) => !common.has(flags) && !isOfSettings(path, long));
      const rows = own.map(({ flags, description, argChoices }) => {
        const choices = argChoices === undefined ? "" : ` (${argChoices.map((word) => `\`${word}\``).join(", ")})`;
        return `| \`${flags.replaceAll(/[<>]/g, "")}\` | ${cell(description)}${choices} |`;
      });
      const names = command.registeredArguments.map((argument) =>
        command.createHelp().argumentTerm(argument).toUpperCase(),
      );
      const usage = [`\`torpedo ${[path, ...names].join(" ")}\``, `: ${cell(command.description())}.`].join("");
      const table = rows.length === 0 ? "" : `\n| Flag | Meaning |\n| --- | --- |\n${rows.join("\n")}\n`;
      return `## ${path}\n\n${usage}\n${table}`;
    });
  return parts.join("\n");
}

function isOfSettings(path: string, long: string | null | undefined): boolean {
  return /^(?:start|run|sweep)$/.test(path) && settingFlags.has(long ?? "");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}

describe("the documents", () => {
  // `vitest -u` writes the tables.
  it("have every command with its flags", async () => {
    const file = join(root, "docs/reference/flags.md");
    const [opening = ""] = read("docs/reference/flags.md").split(/^## /m);
    await expect(`${opening}${flagsPage()}`).toMatchFileSnapshot(file);
  });

  it("have every variable", () => {
    const internal = ["TORPEDO_LAUNCHED_BY"];
    expect([...variables].filter((name) => !internal.includes(name) && !all.includes(name))).toEqual([]);
  });

  it("have every bound, limit and setting of SMPP", () => {
    const names = [...boundNames, ...limitNames, ...optionNames(smppSettingsValidator.kind)];
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(all))).toEqual([]);
  });

  it.each(providers)("have every operation and dialect option of $title", ({ id, vocabulary, settings }) => {
    const pages = inEnglish.filter((file) => file.startsWith(`src/providers/${id}/`)).map(read);
    const names = [...vocabulary.operations.map(({ name }) => name), ...optionNames(settings.kind)];
    expect(
      names.filter((name) => !pages.some((page) => page.includes(`\`${name}\``) || page.includes(`### ${name}\n`))),
    ).toEqual([]);
  });

  it.each(documents)("%s has no command, flag or variable that does not exist", (file) => {
    const page = read(file);
    const unknown = codeOf(page).flatMap((code) => unknownIn(code, program));
    const named = [...page.matchAll(/TORPEDO_[A-Z][A-Z0-9_]*/g)].map(([name]) => name);
    expect([...unknown, ...named.filter((name) => !variables.has(name))]).toEqual([]);
  });
});
