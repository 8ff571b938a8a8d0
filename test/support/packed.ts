// The package as a stranger gets it: built from the sources as they are, packed, and installed in an empty project.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanEnvironment } from "./torpedo-process.ts";

const root = join(import.meta.dirname, "../..");

export interface Packed {
  readonly tarball: string;
  /** Entries of `files` in package.json that exist. */
  readonly shipped: readonly string[];
  /** Paths of its files. */
  readonly files: readonly string[];
}

function npm(args: readonly string[], cwd: string): string {
  return execFileSync("npm", args, {
    cwd,
    env: cleanEnvironment(),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Packs a copy of the checkout, whose own dist/ is left alone. */
export function packIn(folder: string): Packed {
  const copy = join(folder, "copy");
  const manifest: { readonly files: readonly string[] } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const shipped = manifest.files.filter((name) => name === "dist" || existsSync(join(root, name)));
  for (const name of ["package.json", "tsconfig.json", "tsconfig.build.json", "tools", "src", ...shipped])
    if (name !== "dist") cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  const report: readonly { readonly filename: string; readonly files: readonly { readonly path: string }[] }[] =
    JSON.parse(npm(["run", "-s", "pack", "--", "--json", "--pack-destination", folder], copy));
  const [pack] = report;
  if (pack === undefined) throw new Error("nothing was packed");
  return { tarball: join(folder, pack.filename), shipped, files: pack.files.map(({ path }) => path) };
}

/** Makes an empty project. */
export function emptyProject(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "name": "empty", "version": "1.0.0", "private": true }\n');
  writeFileSync(join(folder, ".npmrc"), "audit=false\nfund=false\nignore-scripts=true\nprefer-offline=true\n");
}

export function installIn(project: string, tarball: string): void {
  npm(["install", tarball], project);
}
