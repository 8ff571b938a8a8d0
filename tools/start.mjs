// npm start: builds the inbox's page where there is none, then starts the emulator from src.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
if (!existsSync(join(root, "dist", "page", "index.html"))) {
  process.stderr.write("torpedo: builds the inbox page once; npm run build:page builds it again.\n");
  spawnSync(process.execPath, [join(root, "tools", "page.mjs")], { cwd: root, stdio: ["ignore", "ignore", 2] });
}
process.argv.splice(2, 0, "start");
await import("../bin/torpedo.mjs");
