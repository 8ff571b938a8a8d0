// npm run endurance [-- PART ... [--minutes N | --short]]: the costly tests in their full size.
//   kill        kill -9 once a second under load on every listener: acknowledged messages are kept, due callbacks delivered
//   fuzz        random and mutated requests at all listeners, every PDU in every state of a session
//   pdus        a million mutated PDUs through the codec, and a million through a session, however long it takes
//   hour        an hour of mixed load in the sandbox's time, memory sampled
//   idle        10,000 idle connections
//   many        100 sandboxes at once, 100,000 callbacks in one second, a million due items
//   properties  random documents, requests and scenarios, five times as many as in npm test
//   starve      the worst that one client can do, beside an innocent client at every listener
//   latency     time limits without the allowance that npm test makes for other work, frames of the page
// Without a part: all of them, one after the other. `--minutes` is the length of kill, fuzz, hour and starve (default 10);
// `--short` is the form of .ci/run, a few minutes in all, with time limits as in npm test and without `latency`.
// TORPEDO_SEED repeats a run of random input.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** Six listeners, and four rooms in which every PDU comes in every state. */
const listenersAndRooms = 10;
const miseries = 10;
/**
 * `short`: milliseconds of each test in the short form. `env`, `shortEnv`: sizes in the long form, and in the short one.
 * @type {Record<string, { files: string[], share?: number, short?: number, env?: Record<string, string>, shortEnv?: Record<string, string> }>}
 */
const parts = {
  kill: { files: ["test/e2e/kill.test.ts"], short: 12_000 },
  fuzz: {
    files: ["test/e2e/endurance/mutated.test.ts", "test/e2e/endurance/smpp-states.test.ts"],
    share: listenersAndRooms,
    short: 2_000,
  },
  pdus: {
    files: ["test/protocols/smpp/codec.test.ts", "test/protocols/smpp/malformed.test.ts"],
    env: { TORPEDO_MUTATIONS: "1000000" },
    shortEnv: { TORPEDO_MUTATIONS: "50000" },
  },
  hour: { files: ["test/e2e/endurance/hour.test.ts"], short: 3_000 },
  idle: {
    files: ["test/e2e/endurance/idle.test.ts"],
    env: { TORPEDO_IDLE: "10000" },
    shortEnv: { TORPEDO_IDLE: "2000" },
  },
  many: {
    files: ["api/clock", "api/export-calm", "delivery/burst", "e2e/memory", "e2e/sandboxes", "storage/schedule"].map(
      (name) => `test/${name}.test.ts`,
    ),
  },
  properties: {
    files: [
      "house/consumers",
      "protocols/php/php",
      "protocols/smpp/framer-memory",
      "providers/mensagem/any-request",
      "providers/mobilepronto/hostile",
      "providers/sophia/hostile",
      "providers/sophia/properties",
      "scenario/file/open-input",
      "yaml/parse",
    ].map((name) => `test/${name}.test.ts`),
  },
  starve: { files: ["test/e2e/endurance/starve.test.ts"], share: miseries, short: 3_000 },
  latency: {
    files: [
      "bench/ratio",
      "cli/start",
      "api/calm",
      "api/many",
      "e2e/browser/many",
      "e2e/browser/views",
      "e2e/endurance/misery",
      "protocols/asmx/bounds",
      "protocols/smpp/session-life",
      "scenario/file/watch",
      "scenario/file/reload",
      "security/crowds",
    ].map((name) => `test/${name}.test.ts`),
  },
};

function refuse(sentence) {
  console.error(`endurance: ${sentence} npm run endurance -- kill fuzz --minutes 5 runs two parts, five minutes each.`);
  process.exit(2);
}

let asked;
try {
  asked = parseArgs({
    allowPositionals: true,
    options: {
      minutes: { type: "string", default: "10" },
      short: { type: "boolean", default: false },
      /** Folder for a report of each part, in Vitest's JSON. */
      reports: { type: "string" },
    },
  });
} catch (error) {
  refuse(`${error instanceof Error ? error.message : error}.`);
}
const { short: isShort, reports } = asked.values;
const minutes = Number(asked.values.minutes);
if (!(minutes > 0)) refuse(`${asked.values.minutes} is no number of minutes;`);
const usual = Object.keys(parts).filter((name) => !isShort || name !== "latency");
const names = asked.positionals.length === 0 ? usual : asked.positionals;
for (const name of names)
  if (!Object.hasOwn(parts, name)) refuse(`there is no part ${name}; there are ${Object.keys(parts).join(", ")}.`);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
for (const name of names)
  for (const file of parts[name].files)
    if (!existsSync(join(root, file))) refuse(`part ${name} names ${file}, which does not exist;`);
const vitest = join(root, "node_modules/vitest/vitest.mjs");
if (reports !== undefined) mkdirSync(reports, { recursive: true });
for (const name of names) {
  const { files, share = 1, short = 1_000, env = {}, shortEnv = {} } = parts[name];
  const lengthMs = isShort ? short : Math.round((minutes * 60_000) / share);
  const reporters =
    reports === undefined
      ? []
      : ["--reporter=default", "--reporter=json", `--outputFile.json=${join(reports, `${name}.json`)}`];
  // Files run in turn: latency and memory are measured.
  const { status } = spawnSync(process.execPath, [vitest, "run", "--maxWorkers=1", ...reporters, ...files], {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      ...(isShort ? { ...shortEnv, TORPEDO_ENDURANCE_SHORT: "on" } : env),
      TORPEDO_ENDURANCE_MS: String(lengthMs),
    },
  });
  if (status !== 0) process.exitCode = status ?? 1;
}
