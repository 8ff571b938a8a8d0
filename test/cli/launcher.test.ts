import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { launch } from "../support/torpedo-process.ts";

const root = join(import.meta.dirname, "../..");
const made = mkdtempSync(join(tmpdir(), "torpedo-launcher-"));
afterAll(() => rmSync(made, { recursive: true }));

/** A tree with our launcher and, if given, another program for it to run. */
function tree(name: string, program?: string): string {
  const folder = join(made, name);
  mkdirSync(join(folder, "src"), { recursive: true });
  cpSync(join(root, "bin"), join(folder, "bin"), { recursive: true });
  if (program === undefined) rmSync(join(folder, "src"), { recursive: true });
  else writeFileSync(join(folder, "src/cli.ts"), program);
  return join(folder, "bin/torpedo.mjs");
}

/** The same, with the dependencies of this project, the private Node among them. */
function furnished(name: string, program: string): string {
  const file = tree(name, program);
  symlinkSync(join(root, "node_modules"), join(made, name, "node_modules"));
  return file;
}

const asNode20 = [
  "--import",
  'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})',
];
const stopsOnRequest = `import { processHost } from ${JSON.stringify(join(root, "src/cli/process-host.ts"))};
export async function main(_args: string[], launcher: number | null) {
  setInterval(() => {}, 1000);
  processHost(launcher).onStop(async () => 0);
  console.log("up");
}\n`;

describe("the launcher on an old Node", () => {
  it("hands over to the private Node, arguments and exit code included", async () => {
    const program = `export async function main(args: string[]) {
      console.log(args.join(), process.versions.node);
      process.exit(7);
    }\n`;
    const run = await launch(["a", "b"], { node: asNode20, launcher: furnished("old", program) }).finished;
    expect(run).toMatchObject({ code: 7, stdout: expect.stringMatching(/^a,b 24\./) });
  });

  it("says what is missing where there is none", async () => {
    const run = await launch(["start"], { node: asNode20, launcher: tree("bare") }).finished;
    expect(run.code).toBe(2);
    expect(run.stderr).toBe(
      "torpedo: this is Node.js 20.20.2, and torpedo needs 22.19 or newer; install a newer Node.js.\n",
    );
  });

  it("passes signals on", async () => {
    const run = launch([], { node: asNode20, launcher: furnished("asked", stopsOnRequest) });
    expect(await run.line()).toBe("up");
    expect(await run.kill("SIGTERM")).toMatchObject({ code: 0, signal: null });
  });

  it("leaves nothing running when it is killed", async () => {
    const run = launch([], { node: asNode20, launcher: furnished("killed", stopsOnRequest) });
    expect(await run.line()).toBe("up");
    run.child.kill("SIGKILL");
    // The private Node holds stdout open: the end of it comes when that process has gone too.
    expect(await run.line()).toBe(null);
  });
});

describe("the launcher", () => {
  it("ends with the exit code of the program", async () => {
    const file = tree("failing", "export async function main() { process.exit(1); }\n");
    expect(await launch(["start"], { launcher: file }).finished).toMatchObject({ code: 1 });
  });

  it("says when the program is not built", async () => {
    const run = await launch(["start"], { launcher: tree("unbuilt") }).finished;
    expect(run).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /dist.cli\.js is missing: the package was packed without being built; npm run pack does both\.\n$/,
      ),
    });
  });

  it("says when the dependencies are not installed", async () => {
    const run = await launch(["start"], { launcher: tree("uninstalled", 'import "commander";\n') }).finished;
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toBe(`torpedo: cannot find package 'commander'; run npm ci in ${join(made, "uninstalled")}.\n`);
  });

  it("shows a bug with its stack", async () => {
    const file = tree("buggy", 'export function main() { throw new TypeError("oops"); }\n');
    const run = await launch(["start"], { launcher: file }).finished;
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/TypeError: oops\n\s+at main/);
  });
});
