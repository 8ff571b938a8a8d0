// npm run endurance [-- PART ... [--minutes N]]: how much it endures, for minutes instead of the seconds of the tests.
//   kill  kill -9 once a second under load on every door: what was acknowledged is found, what is due is delivered
//   fuzz  random and mutated requests at all doors, every PDU in every state of a session; TORPEDO_SEED repeats a run
//   pdus  a million mutated PDUs through the codec, and a million through a session, however long it takes
//   hour  an hour of mixed load in the sandbox's time, memory sampled
//   idle  10,000 connections that say nothing
// Without a part: all of them, one after the other. Default: 10 minutes each.

import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** Six doors, and four rooms where every PDU is said in every state. */
const doorsAndRooms = 10;
/** @type {Record<string, { files: string[], share?: number, env?: Record<string, string> }>} */
const parts = {
  kill: { files: ["test/e2e/kill.test.ts"] },
  fuzz: {
    files: ["test/e2e/endurance/mutated.test.ts", "test/e2e/endurance/smpp-states.test.ts"],
    share: doorsAndRooms,
  },
  pdus: {
    files: ["test/protocols/smpp/codec.test.ts", "test/protocols/smpp/malformed.test.ts"],
    env: { TORPEDO_MUTATIONS: "1000000" },
  },
  hour: { files: ["test/e2e/endurance/hour.test.ts"] },
  idle: { files: ["test/e2e/endurance/idle.test.ts"], env: { TORPEDO_IDLE: "10000" } },
};

function refuse(sentence) {
  console.error(`endurance: ${sentence} npm run endurance -- kill fuzz --minutes 5 runs two parts, five minutes each.`);
  process.exit(2);
}

let asked;
try {
  asked = parseArgs({ allowPositionals: true, options: { minutes: { type: "string", default: "10" } } });
} catch (error) {
  refuse(`${error instanceof Error ? error.message : error}.`);
}
const minutes = Number(asked.values.minutes);
if (!(minutes > 0)) refuse(`${asked.values.minutes} is no number of minutes;`);
const names = asked.positionals.length === 0 ? Object.keys(parts) : asked.positionals;
for (const name of names)
  if (!Object.hasOwn(parts, name)) refuse(`there is no part ${name}; there are ${Object.keys(parts).join(", ")}.`);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const vitest = join(root, "node_modules/vitest/vitest.mjs");
for (const name of names) {
  const { files, share = 1, env = {} } = parts[name];
  const { status } = spawnSync(process.execPath, [vitest, "run", ...files], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env, TORPEDO_ENDURANCE_MS: String(Math.round((minutes * 60_000) / share)) },
  });
  if (status !== 0) process.exitCode = status ?? 1;
}
