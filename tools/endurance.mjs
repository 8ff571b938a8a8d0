// npm run endurance [-- PART ... [--minutes N | --short]]: the costly tests in their full size.
//   kill        kill -9 once a second under load on every listener: acknowledged messages are kept, due callbacks delivered
//   store       a full disk, a read-only one, a damaged file, a date that jumps
//   fuzz        random and mutated requests at all listeners, every PDU in every state of a session
//   pdus        a million mutated PDUs through the codec, and a million through a session, however long it takes
//   hour        an hour of mixed load in the sandbox's time, memory sampled
//   idle        10,000 idle connections
//   many        100 sandboxes at once, 100,000 callbacks in one second, a million due items
//   crowds      bodies, lists and PDUs made to be costly, and what they leave to everybody else
//   properties  random documents, requests and scenarios, five times as many as in npm test; users' projects by every
//               compiler; every view of the page at every width
//   clients     clients that nobody here wrote, judged by torpedo run --conduct under shipped scenarios; helpers for pytest,
//               PHPUnit, JUnit 5 and C#
//   docs        every how-to, followed from top to bottom; the first five minutes of the README, with the seconds of each step
//   starve      the worst that one client can do, beside an innocent client at every listener
//   sweep       whole sweeps of clients with planted mistakes and without, in Node, PHP, Java and over SMPP
//   speed       server CPU of a send against a bare server, frames and steps of the page over long lists
//   latency     time limits without the allowance that npm test makes for other work, frames of the page
// Without a part: all of them, one after the other. `--minutes` is the length of kill, fuzz, hour and starve (default 10);
// `--short` is the form of .ci/run, a few minutes in all, with time limits as in npm test and without `latency`.
// TORPEDO_SEED repeats a run of random input; the short form and npm test have one seed.

import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** Six listeners, and four rooms in which every PDU comes in every state. */
const listenersAndRooms = 10;
const miseries = 10;
const folder = "test/e2e/endurance";
const its = (...names) => names.map((name) => `${folder}/${name}.test.ts`);
const tests = (...names) => names.map((name) => `test/${name}.test.ts`);
/**
 * `short`: milliseconds of each test in the short form. `env`, `shortEnv`: sizes in the long form, and in the short one.
 * @type {Record<string, { files: string[], share?: number, short?: number, env?: Record<string, string>, shortEnv?: Record<string, string> }>}
 */
const parts = {
  kill: { files: its("kill"), short: 12_000 },
  store: { files: its("store", "read-only", "date-set") },
  fuzz: { files: its("mutated", "grammar", "smpp-states"), share: listenersAndRooms, short: 2_000 },
  pdus: {
    files: tests("protocols/smpp/codec", "protocols/smpp/malformed", "protocols/smpp/framer-memory"),
    env: { TORPEDO_MUTATIONS: "1000000" },
    shortEnv: { TORPEDO_MUTATIONS: "50000" },
  },
  hour: { files: its("hour"), short: 3_000 },
  idle: { files: its("idle"), env: { TORPEDO_IDLE: "10000" }, shortEnv: { TORPEDO_IDLE: "2000" } },
  many: { files: [...its("exports", "burst", "memory", "sandboxes", "due-items"), ...tests("api/clock")] },
  crowds: { files: [...its("crowds", "body-memory", "misery", "long-lists"), ...tests("security/yaml")] },
  properties: {
    files: [
      ...its("consumers", "runners"),
      ...tests(
        "e2e/browser/accessible",
        "protocols/php/php",
        "providers/mensagem/any-request",
        "providers/mobilepronto/hostile",
        "providers/sophia/hostile",
        "providers/sophia/properties",
        "scenario/file/open-input",
        "scenario/file/step-pairs",
        "yaml/parse",
      ),
    ],
  },
  clients: { files: its("real-clients", "other-runners") },
  docs: { files: its("howto", "five-minutes") },
  starve: { files: its("starve"), share: miseries, short: 3_000 },
  sweep: { files: its("sweep") },
  speed: { files: its("ratio", "page", "stream") },
  latency: {
    files: [
      ...its("ratio", "page", "stream", "crowds", "misery", "long-lists"),
      ...tests(
        "cli/start",
        "api/many",
        "e2e/browser/views",
        "protocols/asmx/bounds",
        "protocols/smpp/session-life",
        "scenario/file/watch",
        "scenario/file/reload",
      ),
    ],
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
const placed = new Set(Object.values(parts).flatMap(({ files }) => files));
for (const file of globSync(`${folder}/**/*.test.ts`, { cwd: root }))
  if (!placed.has(file.replaceAll("\\", "/"))) refuse(`${file} is in no part;`);
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
