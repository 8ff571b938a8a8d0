// A checkout starts from a bundle of its sources when there is one of exactly these.

import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  watch,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { launch, privately } from "../support/torpedo-process.ts";

const root = join(import.meta.dirname, "../..");
const made = mkdtempSync(join(tmpdir(), "torpedo-checkout-"));
afterAll(() => rmSync(made, { recursive: true }));

const env = { TORPEDO_BUNDLE: "on" };

/** A checkout with this program, and packages that are those of this project. */
function checkout(name: string, program: string): string {
  const folder = join(made, name);
  mkdirSync(join(folder, "src/cli"), { recursive: true });
  for (const part of ["bin", "tools", "scenarios", "package.json", "package-lock.json"])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  writeFileSync(join(folder, "src/cli.ts"), program);
  mkdirSync(join(folder, "node_modules"));
  for (const one of readdirSync(join(root, "node_modules")))
    if (one !== ".cache") symlinkSync(join(root, "node_modules", one), join(folder, "node_modules", one));
  return folder;
}

function bundle(folder: string): void {
  execFileSync(process.execPath, [join(folder, "tools/bundle.mjs"), "--checkout"], { stdio: "pipe" });
}

/** Says whether it runs from the sources or from the bundle. */
const tells = `export async function main() {
  console.log(import.meta.filename.includes(".cache") ? "bundle" : "sources");
  return 0;
}\n`;

describe("a checkout", () => {
  it("starts from its bundle until anything of its sources is another", async () => {
    const folder = checkout("tells", tells);
    const told = async (more: Readonly<Record<string, string>> = env, node: readonly string[] = []) =>
      (await launch([], { launcher: join(folder, "bin/torpedo.mjs"), env: more, node }).finished).stdout.trim();
    expect(await told()).toBe("sources");
    bundle(folder);
    expect(await told()).toBe("bundle");
    expect(await told({ TORPEDO_BUNDLE: "off" })).toBe("sources");
    // A debugger finds the lines that were written.
    expect(await told(env, ["--stack-trace-limit=20"])).toBe("sources");
    writeFileSync(join(folder, "src/more.ts"), "");
    expect(await told()).toBe("sources");
    bundle(folder);
    expect(await told()).toBe("bundle");
    rmSync(join(folder, "src/more.ts"));
    expect(await told()).toBe("sources");
    bundle(folder);
    // The same bytes as many, and not the same file.
    utimesSync(join(folder, "src/cli.ts"), 1, 1);
    expect(await told()).toBe("sources");
    // A bundle that is lost is none.
    bundle(folder);
    rmSync(join(folder, "node_modules/.cache"), { recursive: true });
    expect(await told()).toBe("sources");
  });

  it("has its bundle made once a program has been up for a while", async () => {
    const program = `export async function main(_args: string[], host) {
      host.onStop(async () => 0);
      setInterval(() => {}, 1000);
      console.log(import.meta.filename.includes(".cache") ? "bundle" : "sources");
      host.ready();
      return 0;
    }\n`;
    const folder = checkout("stays", program);
    mkdirSync(join(folder, "node_modules/.cache/torpedo"), { recursive: true });
    const { promise: published, resolve } = Promise.withResolvers<void>();
    const watcher = watch(join(folder, "node_modules/.cache/torpedo"), (_, name) => {
      if (name === "bundle.txt") resolve();
    });
    const run = launch([], { launcher: join(folder, "bin/torpedo.mjs"), env });
    expect(await run.line()).toBe("sources");
    await published;
    watcher.close();
    await run.kill();
    const next = launch([], { launcher: join(folder, "bin/torpedo.mjs"), env });
    expect(await next.line()).toBe("bundle");
    await next.kill();
  });

  it("finds its stories and its version from the bundle", async () => {
    const folder = checkout("whole", "");
    cpSync(join(root, "src"), join(folder, "src"), { recursive: true });
    bundle(folder);
    const run = async (...args: string[]) =>
      launch(args, { launcher: join(folder, "bin/torpedo.mjs"), env: { ...env, NODE_OPTIONS: tellsModules } }).finished;
    const check = await run("check", "antifraud");
    expect(check).toMatchObject({ code: 0 });
    expect(check.stderr).toMatch(/\.cache\/torpedo\/[\d-]+\/chunks\//);
    expect(check.stderr).not.toContain("/src/");
    expect((await run("--version")).stdout).toBe("0.1.0\n");
    const up = launch(["start", ...privately], { launcher: join(folder, "bin/torpedo.mjs"), env });
    expect(await up.line()).toContain("Torpedo");
    expect(await up.kill()).toMatchObject({ code: 0 });
  });
});

const tellsModules = `--import=data:text/javascript,${encodeURIComponent(
  `import { registerHooks } from "node:module";
registerHooks({ load(url, context, next) { if (url.startsWith("file:")) console.error(url); return next(url, context); } });`,
)}`;
