// Builds and packs: npm run pack. .npmrc turns lifecycle scripts off, so npm pack alone would take dist/ as it lies there,
// or none. Arguments behind -- go to npm pack.

import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// npm pack prints the tarball's name, or JSON, and nothing else.
run(process.execPath, [join(root, "tools", "build.mjs")], ["ignore", 2, 2]);
run("npm", ["pack", ...process.argv.slice(2)], "inherit");

function run(program, args, stdio) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio });
  if (error !== undefined) process.stderr.write(`${error.message}\n`);
  if (status !== 0) process.exit(status ?? 1);
}
