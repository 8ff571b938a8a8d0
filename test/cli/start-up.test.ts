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
process.on("exit", () => process.stderr.write(JSON.stringify([...seen])));
`;

it("listens without the libraries that only some requests need", async () => {
  const node = ["--import", `data:text/javascript,${encodeURIComponent(listsPackages)}`];
  const run = launch(["start", "--json", ...privately], { node });
  expect(await run.line()).toMatch(/^\{/);
  const packages: string[] = JSON.parse((await run.kill()).stderr);
  expect(packages).toEqual(expect.arrayContaining(["commander", "better-sqlite3"]));
  const late = ["yaml", "zod", "undici", "xmlbuilder2", "fast-xml-parser", "smpp", "pino", "re2js", "vite"];
  expect(packages.filter((name) => late.includes(name))).toEqual([]);
});
