// The built page on disk. In a checkout it is built when it is asked for and missing or older than its sources; a package
// brings it along.

import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Why there is no page. */
export interface NoPage {
  readonly problem: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const built = join(root, "dist", "page");
const builder = join(root, "tools", "page.mjs");
/** What the page is made of: its own room and the part of core that it takes along. */
const sources = [join(root, "src", "inbox", "page"), join(root, "src", "core"), builder];
/** Milliseconds a build takes at most. */
const patience = 60_000;

let building: Promise<NoPage | null> | null = null;

/** The folder of a page that is no older than its sources, or why it cannot be had. */
export async function builtPage(): Promise<string | NoPage> {
  if (isFresh()) return built;
  building ??= build().finally(() => {
    building = null;
  });
  return (await building) ?? built;
}

function isFresh(): boolean {
  const index = join(built, "index.html");
  if (!existsSync(builder)) return existsSync(index);
  return existsSync(index) && newest(sources) <= statSync(index).mtimeMs;
}

/** The latest change of what lies in these places, in milliseconds. */
function newest(places: readonly string[]): number {
  let latest = 0;
  for (const place of places) {
    if (!existsSync(place)) continue;
    latest = Math.max(latest, statSync(place).mtimeMs);
    if (!statSync(place).isDirectory()) continue;
    for (const name of readdirSync(place, { recursive: true, encoding: "utf8" }))
      latest = Math.max(latest, statSync(join(place, name)).mtimeMs);
  }
  return latest;
}

function build(): Promise<NoPage | null> {
  if (!existsSync(builder)) return Promise.resolve({ problem: "This package was packed without its page." });
  return new Promise((resolve) => {
    execFile(process.execPath, [builder], { cwd: root, timeout: patience }, (error, _out, told) => {
      if (error === null) return resolve(null);
      const missing = /Cannot find package '([^']+)'/.exec(told)?.[1];
      const problem =
        missing === undefined
          ? `The page could not be built: ${told.trim() || error.message}`
          : `The page is built from this checkout, and ${missing} is missing: run npm ci (with development dependencies).`;
      resolve({ problem });
    });
  });
}
