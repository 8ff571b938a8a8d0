// Builds dist/ from src/: the compiled program, and beside it the files that it reads at run time and the inbox's page.

import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
rmSync(join(root, "dist"), { recursive: true, force: true });
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
const compiled = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { cwd: root, stdio: "inherit" });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

for (const name of readdirSync(join(root, "src"), { recursive: true })) {
  if (/\.(?:sql|json|xml|html|css|pem)$/.test(name) && !/^inbox.page\b/.test(name))
    cpSync(join(root, "src", name), join(root, "dist", name));
}

const page = spawnSync(process.execPath, [join(root, "tools", "page.mjs")], { cwd: root, stdio: "inherit" });
process.exit(page.status ?? 1);
