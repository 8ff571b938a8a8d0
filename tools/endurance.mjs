// npm run endurance [-- MINUTES]: kill -9 again and again under load on every door, and random and mutated requests at each
// door, for so many minutes each (default 10). TORPEDO_SEED repeats a run of the latter.

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
const { status } = spawnSync(process.execPath, [vitest, "run", "test/e2e/kill.test.ts", "test/e2e/endurance"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, TORPEDO_ENDURANCE_MS: String(minutes * 60_000) },
});
process.exitCode = status ?? 1;
