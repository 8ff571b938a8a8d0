import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { danglingLinks } from "../support/docs/markdown.ts";
import { emptyProject, installIn, packIn } from "../support/packed.ts";
import { cleanEnvironment, launch, privately } from "../support/torpedo-process.ts";

// The package as a stranger gets it: built from the sources as they are, packed, and installed in an empty project.

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "torpedo-package-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Test of a user's project that uses the library. */
const use = `import { type Message, type Options, startEmulator, UsageError } from "torpedo-sms";
const options: Options = { httpPort: 0, mensagemPort: 0, smppPort: 0, data: ":memory:" };
await using emulator = await startEmulator(options);
await fetch(emulator.urls.mensagem + "/sms/send?u=126b114c&n=11999990001&m=Oi");
const messages: readonly Message[] = await emulator.messages();
console.log(messages.length + " message: " + messages[0]?.text);
await startEmulator({ ...options, httpPort: 5, mensagemPort: 5 }).catch((error: unknown) => {
  console.log(error instanceof UsageError ? error.name : error);
});
`;

const project = join(folder, "project");
const installed = join(project, "node_modules/torpedo-sms");
let shipped: readonly string[] = [];
let packed: readonly string[] = [];

beforeAll(() => {
  const { tarball, ...pack } = packIn(folder);
  shipped = pack.shipped;
  packed = pack.files;
  emptyProject(project);
  installIn(project, tarball);
}, 400_000);

describe("the npm package", () => {
  it("holds what runs and nothing else", () => {
    const kinds = new Set(packed.map((path) => path.split("/")[0]));
    expect([...kinds].toSorted()).toEqual([...shipped, "src", "package.json"].toSorted());
    expect(packed.filter((path) => path.startsWith("src/") && !path.endsWith(".md"))).toEqual([]);
    expect(packed.filter((path) => /^dist.*\.tsx?$/.test(path) && !path.endsWith(".d.ts"))).toEqual([]);
    expect(packed).toEqual(expect.arrayContaining(["bin/torpedo.mjs", "dist/cli.js", "dist/page/index.html"]));
  });

  it("has every file that its documents link to", () => {
    const documents = packed.filter((path) => path.endsWith(".md"));
    expect(documents).toEqual(expect.arrayContaining(["README.md", "src/providers/sophia/README.md"]));
    expect(danglingLinks(installed, documents)).toEqual([]);
  });

  it("has its schemas, its OpenAPI document and its scenarios under names that Node resolves", () => {
    const names = [
      "schemas/scenario.schema.json",
      "schemas/config.schema.json",
      "schemas/openapi.json",
      "scenarios/answer-lost.yaml",
    ];
    const resolved = `for (const name of ${JSON.stringify(names)}) console.log(import.meta.resolve("torpedo-sms/" + name));`;
    const args = ["--input-type=module", "-e", resolved];
    const output = execFileSync(process.execPath, args, { cwd: project, env: cleanEnvironment(), encoding: "utf8" });
    const files = output
      .trim()
      .split("\n")
      .map((address) => fileURLToPath(address));
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    const [, schema = ""] = /\$schema=(\S+)/.exec(readFileSync(files.at(-1) ?? "", "utf8")) ?? [];
    expect(existsSync(join(installed, "scenarios", schema))).toBe(true);
  });

  it("asks nobody for the types of the libraries that it uses, but for Testcontainers where a project has it", () => {
    const { exports } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    const files: string[] = Object.values<{ types?: string }>(exports).flatMap(({ types }) => types ?? []);
    const packages = new Set<string>();
    for (const file of files) {
      const text = readFileSync(join(installed, file), "utf8");
      for (const [, from = ""] of text.matchAll(/(?:from |import\()"([^"]+)"/g)) {
        const next = join(dirname(file), from.replace(/\.(?:ts|js)$/, ".d.ts"));
        if (!from.startsWith(".")) packages.add(from.replace(/^(zod)\/.*$/, "$1"));
        else if (!files.includes(next)) files.push(next);
      }
    }
    expect(files).toContain("dist/emulator.d.ts");
    expect([...packages].filter((name) => !name.startsWith("node:")).toSorted()).toEqual(["testcontainers", "zod"]);
  });

  it("starts in an empty project", async () => {
    const run = launch(["start", "--json", ...privately], {
      launcher: join(installed, "bin/torpedo.mjs"),
      cwd: project,
    });
    const line = await run.line();
    expect(line, line === null ? (await run.finished).stderr : "").toMatch(/^\{"http":"http:/);
    const { http } = JSON.parse(line ?? "{}");
    const answer = await fetch(`${http}/api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=11999990001&msg=Oi`);
    expect(answer.status).toBe(200);
    expect(await (await fetch(`${http}/`)).text()).toContain("<title>Torpedo</title>");
    expect(await run.kill()).toMatchObject({ code: 0, stderr: "" });
  });

  it("is a library there", () => {
    writeFileSync(join(project, "use.mts"), use);
    const output = execFileSync(process.execPath, ["use.mts"], {
      cwd: project,
      env: cleanEnvironment(),
      encoding: "utf8",
    });
    expect(output).toBe("1 message: Oi\nUsageError\n");
  });

  describe("in tests, as the docs show", () => {
    const page = readFileSync(join(root, "docs/reference/testing.md"), "utf8");
    /** The block that begins so, without a title. */
    const block = (start: string): string => {
      const result = [...page.matchAll(/^```(?:ts|js)\n(.*?)^```$/gms)].map((match) => match[1] ?? "");
      return result.find((text) => text.startsWith(start))?.replace(/^\/\/ [a-z-]+: .*\n/, "") ?? "throw 'not there'";
    };
    const put = (name: string, text: string): string => {
      writeFileSync(join(project, name), text);
      return name;
    };
    const run = (...args: string[]): string =>
      execFileSync(process.execPath, args, { cwd: project, env: cleanEnvironment(), encoding: "utf8", stdio: "pipe" });

    beforeAll(() => {
      for (const name of ["vitest", "expect"])
        symlinkSync(join(root, "node_modules", name), join(project, "node_modules", name));
    });

    it("in-process and from afar", async () => {
      expect(run(put("near.mts", block('import { startEmulator } from "torpedo-sms";')))).toBe("Oi is delivered\n");
      const running = launch(["start", "--json", ...privately]);
      const { http, smpp } = JSON.parse((await running.line()) ?? "{}");
      const far = block('import { connectEmulator } from "torpedo-sms/client";');
      expect(far).toContain("http://127.0.0.1:8080");
      expect(run(put("far.mts", far.replace("http://127.0.0.1:8080", http)))).toBe(`${smpp} 0\n`);
      await running.kill();
    });

    it("loads no server to take hold of one that runs", () => {
      const lists = `import { registerHooks } from "node:module";
        registerHooks({ load(url, context, next) { console.log(url); return next(url, context); } });
        await import("torpedo-sms/client");`;
      const loaded = run("--input-type=module", "-e", lists);
      expect(loaded).toContain("/dist/client/index.js");
      expect(loaded).not.toMatch(/node_modules\/(?!torpedo-sms|zod\/)/);
    });

    it("with Vitest, node:test and the hooks of Jest", () => {
      put("orders.test.mts", block("// vitest: "));
      put("orders-jest.test.mjs", block("// jest: "));
      const vitest = join(root, "node_modules/vitest/vitest.mjs");
      const report = run(
        vitest,
        "run",
        "--globals",
        "--reporter=tap-flat",
        "--root",
        project,
        "orders.test",
        "orders-jest.test",
      );
      expect(report.match(/^(?:not )?ok /gm)).toEqual(["ok ", "ok "]);
      const tap = run("--test", "--test-reporter=tap", put("orders-node.test.mts", block("// node-test: ")));
      expect(tap).toMatch(/^# pass 1$/m);
    });

    it("with types that a bundler resolves", () => {
      const tsc = join(root, "node_modules/typescript/bin/tsc");
      const jest = put(
        "jest.mts",
        'import { expect } from "expect";\nimport { matchers, useTorpedo } from "torpedo-sms/jest";\nexpect.extend(matchers);\n' +
          'await expect(useTorpedo().sandbox).toHaveSent({ to: "x" }, { times: 1 });\n',
      );
      const options = [
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--target",
        "es2024",
        "--lib",
        "es2024,esnext.disposable",
      ];
      const checks = [...options, "--module", "esnext", "--moduleResolution", "bundler", "--types", "node"];
      const types = ["--typeRoots", join(root, "node_modules/@types")];
      const files = ["use.mts", "near.mts", "far.mts", "orders.test.mts", "orders-node.test.mts", jest];
      expect(run(tsc, ...checks, ...types, ...files)).toBe("");
      // They are types, not anything: what is wrong is found.
      const wrong = put(
        "wrong.mts",
        'import { expect } from "vitest";\nimport "torpedo-sms/vitest";\nvoid expect(1).toHaveSent({ too: "x" });\n',
      );
      expect(() => run(tsc, ...checks, ...types, wrong)).toThrow();
    });
  });

  it.each(["torpedo", "torpedo-sms"])("is the command %s there", (name) => {
    const command = join(project, "node_modules/.bin", name);
    const version = execFileSync(command, ["--version"], { env: cleanEnvironment(), encoding: "utf8" });
    expect(version.trim()).toBe(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version);
  });
});
