import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { statuses } from "../../src/core/status.ts";
import { run } from "../support/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-completion-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "mine.yaml"), "");

const script = (await run("completion bash")).stdout;

/** Completions that bash offers for the last of these words. */
function offered(...words: readonly string[]): string[] {
  const line = ["torpedo", ...words].map((word) => `'${word}'`).join(" ");
  const request = `COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _torpedo; printf '%s\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync("bash", ["--norc", "-c", `${script}\n${request}`], { cwd: folder, encoding: "utf8" });
  return out.split("\n").filter((word) => word !== "");
}

describe("bash completes", () => {
  it.each([
    ["commands", ["me"], ["messages", "metrics"]],
    ["commands of a group", ["clock", ""], ["set", "agenda", "advance"]],
    ["flags", ["messages", "--fo"], ["--follow"]],
    ["flags of a command of a group", ["sandbox", "create", "--cl"], ["--clock"]],
    ["the values of a flag", ["messages", "--status", "del"], ["delivered"]],
    ["an argument after a flag with its value", ["report", "--sandbox", "shop", "3", "expi"], ["expired"]],
    ["an argument", ["completion", ""], ["bash", "zsh", "fish"]],
    ["files", ["scenario", "put", "min"], ["mine.yaml"]],
    ["each of several files", ["check", "a.yaml", "min"], ["mine.yaml"]],
    ["nothing where any text may stand", ["messages", "--text", ""], []],
  ])("%s", (_what, words, expected) => expect(offered(...words)).toEqual(expected));

  it("every status there is", () => expect(offered("report", "1", "")).toEqual([...statuses]));
});

describe.each(["zsh", "fish"])("%s", (shell) => {
  const there = spawnSync(shell, ["-c", "true"]).status === 0;
  it.skipIf(!there)("reads its script", async () => {
    const file = join(folder, shell);
    writeFileSync(file, (await run(`completion ${shell}`)).stdout);
    execFileSync(shell, ["-n", file]);
  });

  it("is told every command and flag", async () => {
    const { stdout } = await run(`completion ${shell}`);
    for (const word of ["messages", "advance", "follow", "undelivered", "pcapng"]) expect(stdout).toContain(word);
  });
});
