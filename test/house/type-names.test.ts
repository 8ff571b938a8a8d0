// A type has a name of its own in the project: a name that two files define means two things.

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { scan } from "../support/house/scan.ts";

const src = join(import.meta.dirname, "../../src");

/** The page is a program of its own, which shares no code with the emulator but types of the control API. */
const exempt = ["inbox/page/"];
/** The library's `Sandbox` is the handle; core's is the sandbox itself. */
const left = ["Sandbox"];

/** Names of types, interfaces and classes that a source defines. */
function typeNames(source: string): string[] {
  const definition =
    /^(?:export )?(?:declare )?(?:(?:interface|type)|(?:abstract )?class) ([A-Z]\w*)(?=\s*(?:[=<{]|extends|implements))/gm;
  return [...scan(source).code.matchAll(definition)].map((match) => match[1] ?? "");
}

it("defines each type in one file", () => {
  const places = new Map<string, string[]>();
  for (const file of globSync("**/*.ts", { cwd: src }).toSorted()) {
    if (exempt.some((folder) => file.startsWith(folder)) || file.endsWith(".d.ts")) continue;
    for (const name of new Set(typeNames(readFileSync(join(src, file), "utf8"))))
      places.set(name, [...(places.get(name) ?? []), file]);
  }
  const twice = [...places].filter(([name, files]) => files.length > 1 && !left.includes(name));
  expect(twice).toEqual([]);
});

it.each([
  ["export interface Door<T> extends Other {}", ["Door"]],
  ["type Door =\n  | 1;\nexport abstract class Wall {}", ["Door", "Wall"]],
  ["// type Door = 1;\nconst text = `\ntype Wall = 1;`;\nimport type { Roof } from './roof.ts';", []],
])("finds the types of %j", (source, names) => {
  expect(typeNames(source)).toEqual(names);
});
