import { expect, it } from "vitest";
import { launch, privately } from "../support/torpedo-process.ts";

const listsPackages = `
import { registerHooks } from "node:module";
const seen = new Set();
registerHooks({ load(url, context, next) {
  const name = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1];
  if (name !== undefined) seen.add(name);
  return next(url, context);
} });
process.on("exit", () => process.stderr.write(JSON.stringify({ packages: [...seen], own: process.moduleLoadList })));
`;

it("listens without the libraries that only some calls need", async () => {
  const node = ["--import", `data:text/javascript,${encodeURIComponent(listsPackages)}`];
  const run = launch(["start", "--json", ...privately], { node });
  expect(await run.line()).toMatch(/^\{/);
  const { stderr } = await run.kill();
  const { packages, own }: { packages: string[]; own: string[] } = JSON.parse(stderr);
  expect(packages).toEqual(expect.arrayContaining(["commander", "better-sqlite3"]));
  const late = ["yaml", "zod", "undici", "xmlbuilder2", "fast-xml-parser", "smpp", "pino", "re2js", "vite"];
  expect(packages.filter((name) => late.includes(name))).toEqual([]);
  // Node's own undici comes with any `import` of node:http.
  expect(own).toContain("NativeModule http");
  expect(own.filter((name) => name.includes("undici"))).toEqual([]);
  // TLS and hashing wait for a certificate or a first message.
  const heavy = ["NativeModule https", "NativeModule tls", "NativeModule crypto"];
  expect(own.filter((name) => heavy.includes(name))).toEqual([]);
});
