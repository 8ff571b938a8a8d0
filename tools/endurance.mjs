// npm run endurance [-- MINUTES]: kill -9 again and again under load on every door, and random and mutated requests at each
// door, for so many minutes each (default 10); before that a million mutated PDUs through the codec, and a million through
// a session. TORPEDO_SEED repeats a run of what is drawn.

import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const minutes = Number(process.argv[2] ?? 10);
if (!Number.isFinite(minutes) || minutes <= 0) {
  console.error(`endurance: ${process.argv[2]} is no number of minutes; npm run endurance -- 5 runs five.`);
  process.exit(2);
}
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const vitest = join(root, "node_modules/vitest/vitest.mjs");
/** @returns whether all is well */
function run(env, ...tests) {
  const options = { cwd: root, stdio: "inherit", env: { ...process.env, ...env } };
  return spawnSync(process.execPath, [vitest, "run", ...tests], options).status === 0;
}
const pdus = run({ TORPEDO_MUTATIONS: "1000000" }, "test/wire/smpp/codec.test.ts", "test/wire/smpp/malformed.test.ts");
const rest = run({ TORPEDO_ENDURANCE_MS: String(minutes * 60_000) }, "test/e2e/kill.test.ts", "test/e2e/endurance");
process.exitCode = pdus && rest ? 0 : 1;
