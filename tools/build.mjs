// Builds dist/ from src/: the program in a few files, its types, the files that it reads at run time and the inbox's page.

import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
rmSync(join(root, "dist"), { recursive: true, force: true });
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
run(tsc, "-p", "tsconfig.build.json");
run(join(root, "tools", "bundle.mjs"));

for (const name of readdirSync(join(root, "src"), { recursive: true })) {
  if (/\.(?:sql|json|xml|html|css|pem)$/.test(name) && !/^inbox.page\b/.test(name))
    cpSync(join(root, "src", name), join(root, "dist", name));
}

run(join(root, "tools", "page.mjs"));

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
