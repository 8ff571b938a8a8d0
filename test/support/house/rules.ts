// The rules of the house (CONTRIBUTING.md), as tables. `test/architecture.test.ts` holds the project to them.

/** Rooms and files that a room may import beside itself. */
export interface Room {
  readonly name: string;
  /** Folder (ends in a slash) or file below src. The longest that fits a file is its room. */
  readonly at: string;
  /** Names of rooms, or single files below src. */
  readonly mayImport: readonly string[];
  /** Files of which only types may be imported. */
  readonly mayImportTypes?: readonly string[];
  readonly nodeModules?: false;
}

const providerNeeds = ["core", "protocols", "contract"];
const outside = ["core", "engine", "api", "checks", "config", "emulator", "client", "cli", "index"];

export const rooms: readonly Room[] = [
  { name: "core", at: "core/", mayImport: [], nodeModules: false },
  { name: "engine", at: "scenario/engine/", mayImport: ["core"], nodeModules: false },
  {
    name: "protocols",
    at: "protocols/",
    mayImport: ["core/timers.ts", "core/findings.ts", "core/sentences.ts"],
    mayImportTypes: ["core/clock.ts", "core/fault.ts", "core/json.ts"],
  },
  { name: "clock", at: "clock/", mayImport: ["core"] },
  { name: "system", at: "system/", mayImport: [] },
  { name: "contract", at: "providers/provider.ts", mayImport: ["core", "protocols"] },
  { name: "contract", at: "providers/handled.ts", mayImport: ["core", "protocols"] },
  { name: "contract", at: "providers/sample.ts", mayImport: ["core"] },
  // {id} stands for the provider's own folder: it never sees another's.
  { name: "providers/{id}", at: "providers/{id}/", mayImport: providerNeeds },
  { name: "registry", at: "providers/index.ts", mayImport: ["providers/provider.ts", "providers/{id}/index.ts"] },
  { name: "storage", at: "storage/", mayImport: ["core", "system"] },
  // The bounds of what is read as YAML, for the rooms that read any.
  { name: "yaml", at: "yaml/", mayImport: [] },
  { name: "scenarios", at: "scenario/file/", mayImport: ["core", "engine", "yaml"] },
  // Types of the registry: names that an editor completes.
  {
    name: "api",
    at: "api/",
    mayImport: ["core", "engine", "protocols"],
    mayImportTypes: ["providers/index.ts"],
  },
  { name: "checks", at: "checks/", mayImport: ["core", "system", "yaml", "api/schema/", "api/duration.ts"] },
  { name: "inbox", at: "inbox/", mayImport: ["core", "protocols"] },
  {
    name: "page",
    at: "inbox/page/",
    mayImport: ["core", "api/request-of.ts"],
    mayImportTypes: ["api/operation.ts", "api/table.ts", "api/schema/"],
    nodeModules: false,
  },
  { name: "delivery", at: "delivery/", mayImport: providerNeeds },
  // From a provider's routes to the listeners: journal, durability, masks, and what the wire does beside the answer.
  { name: "listeners", at: "listeners/", mayImport: [...providerNeeds, "delivery"] },
  // The accounts file has the schema and the sentences of the control API.
  {
    name: "config",
    at: "config/",
    mayImport: ["core", "system", "yaml", "contract", "providers/index.ts", "api/schema/", "api/check.ts"],
  },
  {
    name: "emulator",
    at: "emulator.ts",
    mayImport: [
      "core",
      "engine",
      "protocols",
      "clock",
      "contract",
      "registry",
      "storage",
      "scenarios",
      "api",
      "checks",
      "inbox",
      "delivery",
      "listeners",
      "config",
    ],
  },
  {
    name: "client",
    at: "client/",
    mayImport: [
      ...outside.filter((room) => room !== "cli" && room !== "index"),
      "clock",
      "system",
      "contract",
      "registry",
    ],
    mayImportTypes: ["scenario/file/schema.ts"],
  },
  {
    name: "index",
    at: "index.ts",
    mayImport: [...outside.filter((room) => room !== "cli"), "registry"],
    mayImportTypes: ["scenario/file/schema.ts"],
  },
  { name: "cli", at: "cli.ts", mayImport: outside },
  // Some commands check scenario files, or send by a provider's sample, without an emulator.
  { name: "cli", at: "cli/", mayImport: [...outside, "clock", "system", "scenarios", "contract", "registry"] },
];

/** Each package has one owner, but the schema library. Where it may be imported, below src. */
export const packageOwners: Readonly<Record<string, readonly string[]>> = {
  express: ["protocols/http/", "api/http/"],
  undici: ["protocols/http/"],
  "fast-xml-parser": ["cli/"],
  xmlbuilder2: ["protocols/asmx/", "checks/reports/"],
  "better-sqlite3": ["storage/"],
  re2js: ["scenario/file/"],
  yaml: ["yaml/", "scenario/file/", "config/"],
  pino: ["clock/"],
  "node-forge": ["clock/"],
  commander: ["cli.ts", "cli/"],
  smpp: ["cli.ts", "cli/"],
  // By their types alone: whoever uses the helpers brings them.
  testcontainers: ["client/testcontainers.ts"],
  vitest: ["client/testing/vitest.ts"],
  expect: ["client/testing/jest.ts"],
  preact: ["inbox/page/"],
  "@codemirror/autocomplete": ["inbox/page/"],
  "@codemirror/commands": ["inbox/page/"],
  "@codemirror/lang-yaml": ["inbox/page/"],
  "@codemirror/language": ["inbox/page/"],
  "@codemirror/lint": ["inbox/page/"],
  "@codemirror/state": ["inbox/page/"],
  "@codemirror/view": ["inbox/page/"],
  vite: ["inbox/"],
  zod: ["providers/", "storage/", "scenario/file/", "api/", "delivery/", "config/", "client/", "cli/", "checks/"],
};

/** Words that only src/clock may say: all else takes a Clock or SeededRandom. The page lives in a browser. */
export const clocksAndChance: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  // A socket's own time-out (`socket.setTimeout`) is the host's and stays where the socket is.
  { pattern: /(?:(?<![.\w])|\bglobalThis\s*\.\s*)setTimeout\b/g, what: "setTimeout" },
  { pattern: /\bsetInterval\b/g, what: "setInterval" },
  { pattern: /\bDate\s*\.\s*now\b/g, what: "Date.now" },
  { pattern: /\bnew\s+Date\b\s*(?:\(\s*\)|(?!\s*\())/g, what: "new Date()" },
  { pattern: /(?<!new\s+)\bDate\s*\(\s*\)/g, what: "Date()" },
  { pattern: /\bMath\s*\.\s*random\b/g, what: "Math.random" },
];
/** Timers of the next turn, which core/timers.ts takes before a test fakes them. */
export const turnTimers = /(?<!\.)\b(?:setImmediate|queueMicrotask)\b|\bprocess\s*\.\s*nextTick\b/g;
export const turnTimersFile = "core/timers.ts";
export const mayUseClocksAndChance = ["clock/", "inbox/page/"];
export const clockModules = ["node:timers", "node:timers/promises", "timers", "timers/promises"];

/** The one file that reads the environment. */
export const environmentReader = "config/read.ts";
/** The one file that creates folders by name: Node's own recursion never ends within /proc. */
export const folderMaker = "system/make-folder.ts";
/** The files that may export what another file defines. */
export const barrels = [
  "index.ts",
  "client/index.ts",
  "client/testing/vitest.ts",
  "client/testing/jest.ts",
  "client/testing/playwright.ts",
  "client/testing/node-test.ts",
  "providers/index.ts",
];
export const maxLines = 300;
