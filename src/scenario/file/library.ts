// The stories that come with the package, in the folder `scenarios/` beside the sources.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { readDocument } from "./document.ts";

/** A shipped scenario. */
export interface ShippedScenario {
  /** As commands name it: `out-of-credit`. */
  readonly name: string;
  readonly file: string;
  readonly title: string;
  /** Purpose of the scenario, and the behaviour of a good client. */
  readonly about: string;
}

const manifest = createRequire(import.meta.url).resolve("torpedo-sms/package.json");
const folder = new URL("scenarios/", pathToFileURL(manifest));
const ending = ".yaml";

/** All shipped stories, by name. */
export function stories(): ShippedScenario[] {
  return readdirSync(folder)
    .filter((entry) => entry.endsWith(ending))
    .sort()
    .map((entry) => {
      const file = fileURLToPath(new URL(entry, folder));
      const { value } = readDocument(readFileSync(file, "utf8"));
      return {
        name: entry.slice(0, -ending.length),
        file,
        title: textOf(value, "scenario"),
        about: textOf(value, "about"),
      };
    });
}

/** The file of a shipped story, or null when there is none of this name. */
export function storyFile(name: string): string | null {
  if (!/^[a-z0-9-]+$/.test(name)) return null;
  const file = fileURLToPath(new URL(`${name}${ending}`, folder));
  return existsSync(file) ? file : null;
}

function textOf(value: unknown, key: "scenario" | "about"): string {
  if (typeof value !== "object" || value === null || !(key in value)) return "";
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found.trim() : "";
}
