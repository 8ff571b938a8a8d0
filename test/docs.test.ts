import { execFile } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Command } from "commander";
import { afterAll, describe, expect, it } from "vitest";
import { connectsTo } from "../src/cli/flags.ts";
import { createProgram } from "../src/cli/program.ts";
import { tryCommand } from "../src/cli/try-commands.ts";
import { applyEntries, readAccounts } from "../src/config/accounts.ts";
import { defaultAccounts as accountsOf } from "../src/config/first-accounts.ts";
import { sampleRequests } from "../src/config/sample-requests.ts";
import { settingsFor, variableOf } from "../src/config/settings.ts";
import { providers } from "../src/providers/index.ts";
import { structureOf } from "./support/docs/structure.ts";
import { rooms } from "./support/house/rules.ts";
import { cleanEnvironment, launch, launcher, privately } from "./support/torpedo-process.ts";

const root = join(import.meta.dirname, "..");
const read = (name: string) => readFileSync(join(root, name), "utf8");
const pages = {
  readme: read("README.md"),
  accounts: read("docs/reference/accounts.md"),
  settings: read("docs/reference/settings.md"),
  commands: read("docs/reference/commands.md"),
};
const [settings, defaultAccounts] = [settingsFor(providers), accountsOf(providers)];

/** Text of each code block in this language. */
function blocks(page: keyof typeof pages, language: string): string[] {
  return [...pages[page].matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(
    (match) => match[1] ?? "",
  );
}

/** Rows of a page's tables that begin with a flag. */
function rowsOfFlags(page: keyof typeof pages): string[] {
  return pages[page].split("\n").filter((line) => /^\| `--/.test(line));
}

describe("the README", () => {
  it("says the same in Portuguese", () => {
    expect(structureOf(read("README.pt-BR.md"))).toEqual(structureOf(pages.readme));
  });

  it("lists every how-to, in its language", () => {
    const files = globSync("docs/howto/*.md", { cwd: root });
    for (const [readme, isIts] of [
      ["README.md", (file: string) => !file.endsWith(".pt-BR.md")],
      ["README.pt-BR.md", (file: string) => file.endsWith(".pt-BR.md")],
    ] as const) {
      const listed = [...read(readme).matchAll(/\]\((docs\/howto\/[^)]+)\)/g)].map(([, target]) => target);
      expect(listed.toSorted()).toEqual(files.filter(isIts).toSorted());
    }
  });

  it("has one screen and a half", () => {
    expect(pages.readme.split("\n").length).toBeLessThan(160);
  });

  it("has a row for every setting, in order, and no other", () => {
    const rows = settings.map((setting) => {
      const cells = [`\`--${setting.flag} ${setting.value}\``, `\`${variableOf(setting)}\``, `\`${setting.key}\``];
      return `| ${[...cells, setting.help, setting.otherwise].join(" | ")} |`;
    });
    expect(rowsOfFlags("settings")).toEqual(rows);
  });

  it("has a row for every flag of the commands that talk to an emulator, and no other", () => {
    const flags = connectsTo(new Command()).options.map((option) => option.flags.replace(/[<>]/g, ""));
    const rows = rowsOfFlags("commands").map((row) => /`([^`]+)`/.exec(row)?.[1]);
    expect(rows).toEqual(flags);
  });

  it("has commands for a terminal that do what they say", async () => {
    const block = blocks("commands", "sh").find((block) => block.startsWith("torpedo send")) ?? "";
    const lines = block.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(5);
    const emulator = launch(["start", "--json", ...privately]);
    const folder = mkdtempSync(join(tmpdir(), "torpedo-docs-"));
    try {
      const TORPEDO_URL = JSON.parse((await emulator.line()) ?? "null").http;
      const script = `torpedo() { "${process.execPath}" "${launcher}" "$@"; }; set -eo pipefail\n${lines.join("\n")}`;
      const env = cleanEnvironment({ TORPEDO_URL });
      const { stdout, stderr } = await promisify(execFile)("bash", ["-c", script], { cwd: folder, env });
      expect(stdout).toMatch(/^97;.*\nrefused\nAs expected: 1 of requests\.$/m);
      expect(stderr).toMatch(/^torpedo: refused: 97 CREDITOS INSUFICIENTES\.\n$/);
    } finally {
      await emulator.kill();
      rmSync(folder, { recursive: true });
    }
  });

  it("knows every command and no other", async () => {
    const commands = (await createProgram(async () => {})).commands.map((command) => command.name());
    const rows = [...pages.commands.matchAll(/^\| `torpedo ([\w-]+)/gm)].map((match) => match[1]);
    expect(rows).toEqual(commands);
  });

  it("has the settings as the flags of start", async () => {
    const start = (await createProgram(async () => {})).commands.find((command) => command.name() === "start");
    const flags = start?.options.map((option) => option.name());
    expect(flags).toEqual(["config", ...settings.map((setting) => setting.flag), "json", "demo", "detach"]);
  });

  const listeners = { http: "http://127.0.0.1:8080", mensagem: "http://127.0.0.1:2738", smpp: "127.0.0.1:9500" };

  const samples = sampleRequests(providers, listeners, defaultAccounts);
  it("shows the commands that start shows", () => {
    const visible = samples.map((sample) => `# ${sample.title}\n${tryCommand(sample)}\n`);
    expect(blocks("readme", "sh")).toContain(visible.join(""));
  });

  it("shows the default accounts as they are", () => {
    for (const account of defaultAccounts) {
      const row =
        pages.accounts.split("\n").find((line) => line.startsWith(`| \`${account.provider}/${account.name}\``)) ?? "";
      for (const value of Object.values(account.details))
        if (typeof value === "string" && !["28149"].includes(value)) expect(row).toContain(`\`${value}\``);
    }
  });

  it("has an accounts file that can be read", async () => {
    const folder = mkdtempSync(join(tmpdir(), "torpedo-docs-"));
    try {
      const file = join(folder, "accounts.yaml");
      writeFileSync(file, blocks("accounts", "yaml").find((block) => block.includes("accounts.schema.json")) ?? "none");
      expect(applyEntries(defaultAccounts, await readAccounts(file, providers))).toHaveLength(5);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  describe("has commands that do what it says", () => {
    const emulator = launch(["start", "--json", ...privately]);
    afterAll(() => emulator.kill());
    const answers: Readonly<Record<string, RegExp>> = {
      "MobilePronto (SOAP)": /<MPG_Send_SMSResult>000<\/MPG_Send_SMSResult>/,
      "Mensagem (HTTP)": /^1;[0-9a-f]{32}/,
      "Sophia (HTTP)": /"status": ?200/,
      "Mensagem (SMPP)": /^message_id \S+\n$/,
    };
    const urls: Promise<Record<string, string>> = emulator.line().then((line) => JSON.parse(line ?? "null"));
    it.each(samples)("$title", async (sample) => {
      let here = tryCommand(sample).replace("npx torpedo-sms", `"${process.execPath}" "${launcher}"`);
      const real = await urls;
      for (const [name, url] of Object.entries(listeners)) here = here.replace(url, real[name] ?? "");
      const { stdout } = await promisify(execFile)("sh", ["-c", here], { env: cleanEnvironment(), timeout: 180_000 });
      expect(stdout).toMatch(answers[sample.title] ?? /^$/);
    });
  });
});

describe("a how-to", () => {
  const pagesInEnglish = globSync("docs/howto/*.md", { cwd: root }).filter((file) => !file.endsWith(".pt-BR.md"));
  it.each(pagesInEnglish)("%s is a screen long, and says the same in Portuguese", (file) => {
    expect(read(file).split("\n").length).toBeLessThan(75);
    expect(structureOf(read(file.replace(/md$/, "pt-BR.md")))).toEqual(structureOf(read(file)));
  });
});

describe("CONTRIBUTING", () => {
  it("names every room", () => {
    const rows = read("CONTRIBUTING.md")
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    const named = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1]));
    const places = rooms.map((room) => room.at.replace("{id}", "ID"));
    expect(named.toSorted()).toEqual(places.filter((place) => place !== "cli.ts").toSorted());
  });
});
