// Scenarios that come with the package, in the folder `scenarios/` beside the sources.

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { nearestWord } from "../../core/nearest-word.ts";
import { UsageError } from "../../core/usage-error.ts";
import { readDocument } from "./document.ts";

/** A shipped scenario. */
export interface ShippedScenario {
  /** As commands name it: `out-of-credit`. */
  readonly name: string;
  readonly file: string;
  readonly title: string;
  /** Purpose of the scenario, and the behaviour of a good client. */
  readonly about: string;
  /** Title and purpose in Brazilian Portuguese. */
  readonly portuguese: { readonly title: string; readonly about: string };
}

const manifest = createRequire(import.meta.url).resolve("torpedo-sms/package.json");
const folder = new URL("scenarios/", pathToFileURL(manifest));
const ending = ".yaml";

/** `portuguese.json`: by name. */
type Translations = Readonly<Record<string, ShippedScenario["portuguese"]>>;

/** All shipped scenarios, by name. */
export function shippedScenarios(): ShippedScenario[] {
  const translations: Translations = JSON.parse(readFileSync(new URL("portuguese.json", folder), "utf8"));
  return readdirSync(folder)
    .filter((entry) => entry.endsWith(ending))
    .sort()
    .map((entry) => {
      const file = fileURLToPath(new URL(entry, folder));
      const { value } = readDocument(readFileSync(file, "utf8"));
      const name = entry.slice(0, -ending.length);
      const portuguese = translations[name];
      if (portuguese === undefined) throw new Error(`portuguese.json lacks the scenario ${name}`);
      return { name, file, title: textOf(value, "scenario"), about: textOf(value, "about"), portuguese };
    });
}

/** The file of a shipped scenario. @throws UsageError with the nearest name */
export function shippedFile(name: string): string {
  const names = readdirSync(folder).flatMap((entry) => (entry.endsWith(ending) ? entry.slice(0, -ending.length) : []));
  if (names.includes(name)) return fileURLToPath(new URL(`${name}${ending}`, folder));
  const near = nearestWord(name, names, Math.max(2, Math.floor(name.length / 3)));
  throw new UsageError({
    where: "scenario",
    problem: "must be a shipped scenario, or a file with a slash or .yaml in its name",
    value: name,
    remedy: near === null ? "torpedo scenario list shows the shipped ones" : `write ${near}`,
  });
}

/** Text of a shipped scenario for a file elsewhere: editors find its schema in this package. */
export function copyOfShipped(name: string): string {
  const schema = new URL("../schemas/scenario.schema.json", folder).href;
  return readFileSync(shippedFile(name), "utf8").replace(
    "$schema=../schemas/scenario.schema.json",
    `$schema=${schema}`,
  );
}

function textOf(value: unknown, key: "scenario" | "about"): string {
  if (typeof value !== "object" || value === null || !(key in value)) return "";
  const text: unknown = Reflect.get(value, key);
  return typeof text === "string" ? text.trim() : "";
}
