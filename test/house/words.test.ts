// The glossary's old words are gone from what users see and from the identifiers of src.

import { globSync, readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { openApi } from "../../src/api/http/openapi.ts";
import { table } from "../../src/api/table.ts";
import { settingsFor } from "../../src/config/settings.ts";
import { providers } from "../../src/providers/index.ts";
import { schema001 } from "../../src/storage/schema-001.ts";
import { schema002 } from "../../src/storage/schema-002.ts";
import { schema003 } from "../../src/storage/schema-003.ts";
import { schema004 } from "../../src/storage/schema-004.ts";
import { scan } from "../support/house/scan.ts";

/** Old words, with the words instead. */
const instead: Readonly<Record<string, string>> = {
  door: "listener, or channel",
  doors: "listeners, or channels",
  world: "sandbox",
  worlds: "sandboxes",
  inbounds: "inbound",
  calls: "requests",
  tries: "attempts",
  told: "the noun",
  news: "report, or event",
  stage: "active scenario",
  story: "shipped scenario, or statuses",
  stories: "shipped scenarios",
  rehearsal: "test number",
  reading: "dialect option",
  readings: "dialect options",
  nature: "default",
  natural: "default",
  courier: "worker",
  couriers: "workers",
  errand: "job",
  waiter: "signal",
  waiters: "signals",
  lane: "pending",
  lanes: "pending-index",
  desk: "API",
  wish: "input",
  weighed: "decision",
  considered: "decision",
  dice: "seeded random",
  tally: "counters",
  doorkeeper: "connection limits",
  evictions: "unbind",
};
/** Words that prose may have and names may not. */
const insteadInCode: Readonly<Record<string, string>> = {
  ...instead,
  ask: "facts, or request",
  asked: "the noun",
  asks: "the noun",
  said: "the noun",
  tell: "print, or emit",
  tells: "the noun",
  wishes: "options",
  notice: "callback request",
  notices: "callback requests",
  lives: "lifecycles",
  play: "running scenario",
  talks: "connectsTo",
  does: "action",
  questions: "the resource",
  claims: "expectations",
  spellings: "encodings",
  unread: "the noun",
  chamada: "invocation",
  feito: "result",
  perguntada: "queried",
  metodo: "method",
  metodos: "methods",
  funcao: "function",
  funcoes: "functions",
};

const wordsOf = (name: string): string[] =>
  name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
const oldIn = (name: string, words = instead): string[] => wordsOf(name).filter((word) => Object.hasOwn(words, word));
const withOld = (names: Iterable<string>, words = instead): string[] =>
  [...new Set(names)].filter((name) => oldIn(name, words).length > 0);

function* keysOf(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) yield key;
    yield* keysOf(inner);
  }
}

it("no path, operation, schema, field or event of the control API has an old word", () => {
  const document = openApi(table, "1", "/torpedo/v1");
  expect(withOld(keysOf(document))).toEqual([]);
  expect(withOld(JSON.stringify(document).match(/"(?:operationId|const|name)":"[^"]*"/g) ?? [])).toEqual([]);
});

it("no setting, flag or command has one", () => {
  const settings = settingsFor(providers).flatMap(({ key, flag, value, otherwise }) => [key, flag, value, otherwise]);
  const own = providers.flatMap(({ settings: { kind } }) => (kind.is === "record" ? Object.keys(kind.fields) : []));
  const sources = globSync("src/cli/**/*.ts").map((file) => readFileSync(file, "utf8"));
  const commands = sources.flatMap((text) => text.match(/--[a-z][\w-]*|(?:named|sub)\([^"]*"[^"]*"|<[A-Z.]+>/g) ?? []);
  expect(withOld([...settings, ...own, ...commands])).toEqual([]);
});

it("no table or column of the data file has one", () => {
  const db = new Database(":memory:");
  for (const schema of [schema001, schema002, schema003, schema004]) db.exec(schema);
  const rows = db
    .prepare("select m.name || '.' || c.name as name from sqlite_schema m, pragma_table_info(m.name) c")
    .all();
  db.close();
  expect(rows.length).toBeGreaterThan(50);
  expect(withOld(rows.map((row) => String(Object(row).name)))).toEqual([]);
});

it("no file of src, and no heading of a document has one", () => {
  expect(withOld(globSync("src/**/*.{ts,tsx}"), insteadInCode)).toEqual([]);
  const documents = globSync("{*,docs/**/*,scenarios/*,src/**/*,examples/**/*}.md").filter(
    (file) => file !== "CHANGELOG.md",
  );
  const headings = documents.flatMap(
    (file) =>
      readFileSync(file, "utf8")
        .replaceAll("Voice calls", "")
        .match(/^#+ .*$/gm) ?? [],
  );
  expect(withOld(headings)).toEqual([]);
});

/** Words that say nothing about a value, with the words instead. */
const insteadInNames: Readonly<Record<string, string>> = {
  one: "the noun",
  known: "the noun, or earlier",
  found: "the noun",
  most: "max",
  shown: "the noun",
  feed: "source of rows",
  span: "duration",
  spans: "durations",
  shape: "schema, validator, or fields",
  exchange: "request, or result",
  hold: "delay, or wait",
  holds: "passes",
};
/** Names of users, of protocols and of libraries, which stay. */
const keptNames = new Set([
  // Keys of the scenario file and of JSON Schema, of answers of the API and of the export.
  "oneOf",
  "found",
  "mostProcessing",
  // Names of an account, of the libraries yaml and zod, and of Vitest (`mock.calls`).
  "notFound",
  "resolveKnownTags",
  "shape",
  "toBeOneOf",
  "$ZodLooseShape",
  "ZodRawShape",
  "atMost",
  "calls",
  // An element of HTML.
  "span",
]);

it("no identifier of src, test or bench has an old word, or one that says nothing", () => {
  const words = { ...insteadInCode, ...insteadInNames };
  const names = new Set<string>();
  for (const file of globSync("{src,test,bench}/**/*.{ts,tsx}", {
    exclude: ["**/node_modules/**", "**/words.test.ts"],
  })) {
    if (/storage\/schema-00[1-4]/.test(file)) continue;
    // The fixtures recorded with Mono have the key `ask`.
    const kept = file.endsWith("asmx/mono.test.ts") ? ["ask"] : [];
    for (const [name] of scan(readFileSync(file, "utf8")).code.matchAll(/(?<![\w$])[A-Za-z_$][\w$]*/g))
      for (const word of keptNames.has(name) || kept.includes(name) ? [] : oldIn(name.replace(/oneTime/i, ""), words))
        names.add(`${file}: ${name}; write ${words[word]} for ${word}`);
  }
  expect([...names]).toEqual([]);
});
