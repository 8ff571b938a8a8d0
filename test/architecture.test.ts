import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { checkSource, checkTests } from "./support/house/check.ts";
import { packageOwners } from "./support/house/rules.ts";

const root = join(import.meta.dirname, "..");

describe("the house", () => {
  it("is built by its rules", () => {
    expect(checkSource(join(root, "src"))).toEqual([]);
  });

  it("has tests that run and that the type checker sees whole", () => {
    expect(checkTests(join(root, "test"))).toEqual([]);
  });

  it("has an owner for every package it depends on", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const unowned = Object.keys(manifest.dependencies).filter((name) => !(name in packageOwners));
    expect(unowned).toEqual([]);
  });
});

describe("the rules, on an invented tree", () => {
  const made: string[] = [];
  const tree = (files: Record<string, string>): string => {
    const folder = mkdtempSync(join(tmpdir(), "torpedo-house-"));
    made.push(folder);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return folder;
  };
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
  });
  const base = {
    "core/status.ts": "export const a = 1;\nexport type S = 1;\n",
    "core/clock.ts": "export interface Clock {}\n",
    "protocols/http/call.ts": "export interface Call {}\n",
    "providers/provider.ts": "export interface Provider {}\n",
    "providers/alpha/index.ts": "export const alpha = 1;\n",
    "storage/ledger.ts": "export const ledger = 1;\n",
    "config/config.ts": "export const config = 1;\n",
    "emulator.ts": "export const start = 1;\n",
  };
  const check = (files: Record<string, string>): string[] => checkSource(tree({ ...base, ...files }));

  it("lets a tree that keeps them pass", () => {
    const breaches = check({
      "protocols/http/listen.ts":
        'import type { Clock } from "../../core/clock.ts";\nimport type { Call } from "./call.ts";\n',
      "providers/alpha/send.ts":
        'import { a } from "../../core/status.ts";\nimport type { Provider } from "../provider.ts";\n',
      "providers/index.ts": 'export { alpha } from "./alpha/index.ts";\n',
      "storage/open.ts":
        'import { a } from "../core/status.ts";\nimport Database from "better-sqlite3";\nimport { z } from "zod";\n',
      "clock/host.ts": 'import type { Clock } from "../core/clock.ts";\nsetTimeout(() => Date.now(), Math.random());\n',
      "core/words.ts":
        'const x = "setTimeout"; // any Date.now() here\nconst y = new Date(0);\nconst z = Promise.any([]);\n',
      "cli.ts": 'const { start } = await import("./emulator.ts");\nimport { config } from "./config/config.ts";\n',
    });
    expect(breaches).toEqual([]);
  });

  const bad: readonly [rule: string, file: string, text: string, breach: string][] = [
    [
      "core imports no room",
      "core/a.ts",
      'import { ledger } from "../storage/ledger.ts";',
      "core may not import storage/ledger.ts",
    ],
    ["core imports no node module", "core/a.ts", 'import { join } from "node:path";', "core may not import node:path"],
    ["core imports no package", "core/a.ts", 'import { z } from "zod";', "package zod belongs to"],
    [
      "protocols takes types only",
      "protocols/a.ts",
      'import { Clock } from "../core/clock.ts";',
      "protocols may not import core/clock.ts but for types",
    ],
    [
      "protocols knows no status",
      "protocols/a.ts",
      'import type { S } from "../core/status.ts";',
      "protocols may not import core/status.ts",
    ],
    [
      "a provider knows no store",
      "providers/alpha/a.ts",
      'import { ledger } from "../../storage/ledger.ts";',
      "providers/alpha may not import storage/ledger.ts",
    ],
    [
      "a provider knows no other",
      "providers/beta/a.ts",
      'import { alpha } from "../alpha/index.ts";',
      "providers/beta may not import providers/alpha/index.ts",
    ],
    [
      "the registry sees only each index",
      "providers/index.ts",
      'import { a } from "./alpha/codes.ts";',
      "registry may not import providers/alpha/codes.ts",
    ],
    [
      "a dynamic import counts",
      "storage/a.ts",
      'const x = await import("../config/config.ts");',
      "storage may not import config/config.ts",
    ],
    [
      "a multi-line import counts",
      "storage/a.ts",
      'import {\n  config,\n} from "../config/config.ts";',
      "storage may not import config/config.ts",
    ],
    [
      "an import for its effect counts",
      "storage/a.ts",
      'import "../config/config.ts";',
      "storage may not import config/config.ts",
    ],
    [
      "a file has a room",
      "helpers/a.ts",
      'import { a } from "../core/status.ts";',
      "helpers/a.ts (in no room) may not import",
    ],
    [
      "a package has one owner",
      "inbox/a.ts",
      'import { request } from "undici";',
      "package undici belongs to protocols/http/",
    ],
    [
      "a new package needs an owner",
      "inbox/a.ts",
      'import x from "@left/pad/sub";',
      "package @left/pad has no owner room",
    ],
    ["imports end in .ts", "core/a.ts", 'import { a } from "./status.js";', "./status.js must end in .ts"],
    ["imports exist", "core/a.ts", 'import { a } from "./nothing.ts";', "./nothing.ts is not a file of src"],
    ["no barrels", "core/all.ts", 'export * from "./status.ts";', "exports from ./status.ts: no barrels"],
    ["no named barrels", "core/all.ts", 'export { a } from "./status.ts";', "exports from ./status.ts: no barrels"],
    ["300 lines", "core/long.ts", "// x\n".repeat(301), "has more than 300 lines"],
    ["no setTimeout", "delivery/a.ts", "setTimeout(() => {}, 1);", "uses setTimeout"],
    ["no setInterval", "delivery/a.ts", "const t = globalThis.setInterval;", "uses setInterval"],
    ["no Date.now", "delivery/a.ts", `const t = \`$${"{"}Date.now()}\`;`, "uses Date.now"],
    ["no new Date()", "delivery/a.ts", "const t = new Date();", "uses new Date()"],
    ["no new Date", "delivery/a.ts", "const t = new Date;", "uses new Date()"],
    ["no Math.random", "delivery/a.ts", "const t = /'/.test(x) ? Math.random() : 'a';", "uses Math.random"],
    ["no setImmediate", "delivery/a.ts", "setImmediate(() => {});", "uses setImmediate"],
    ["no nextTick", "delivery/a.ts", "process.nextTick(() => {});", "uses process.nextTick"],
    [
      "no timers module",
      "delivery/a.ts",
      'import { setTimeout as wait } from "node:timers/promises";',
      "imports node:timers/promises",
    ],
    ["one reader of the environment", "storage/a.ts", "const home = process.env.HOME;", "reads the environment"],
    ["one maker of folders", "storage/a.ts", 'import { mkdirSync } from "node:fs";', "uses mkdirSync"],
    ["no any", "core/a.ts", "const x: any = 1;", "says any"],
    ["no any in generics", "core/a.ts", "const x: Array<any> = [];", "says any"],
    ["no ts-ignore", "core/a.ts", "// @ts-ignore\nconst x: number = 'a';", "says @ts-ignore"],
  ];
  it.each(bad)("%s", (_rule, file, text, breach) => {
    const breaches = check({ "providers/alpha/codes.ts": "export const a = 1;\n", [file]: text });
    expect(breaches.join("\n")).toContain(breach);
    expect(breaches.every((breach) => breach.startsWith(file))).toBe(true);
  });

  it("no circles", () => {
    const breaches = check({
      "core/a.ts": 'import { b } from "./b.ts";\nexport const a = b;\n',
      "core/b.ts": 'import { c } from "./c.ts";\nexport const b = c;\n',
      "core/c.ts": 'import { a } from "./a.ts";\nexport const c = a;\n',
    });
    expect(breaches).toEqual([
      "core/a.ts:1 imports itself in a circle: core/a.ts -> core/b.ts -> core/c.ts -> core/a.ts",
    ]);
  });

  it("no circles of types", () => {
    const breaches = check({
      "core/a.ts": 'import type { B } from "./b.ts";\nexport type A = B[];\n',
      "core/b.ts": 'import type { A } from "./a.ts";\nexport type B = A | 1;\n',
    });
    expect(breaches).toEqual(["core/a.ts:1 imports itself in a circle: core/a.ts -> core/b.ts -> core/a.ts"]);
  });

  it("no test that does not run", () => {
    const result = checkTests(
      tree({ "a.test.ts": "it.only('x', () => {});\ndescribe.skip('y', () => {});\nit('z', () => {});\n" }),
    );
    expect(result).toEqual(["a.test.ts:1 it.only", "a.test.ts:2 describe.skip"]);
  });
});
