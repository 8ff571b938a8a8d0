// Builds dist/ from src/: types, the program and what package.json exports in a few files, and the inbox's page.

import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
rmSync(dist, { recursive: true, force: true });
run(join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.build.json");

const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const exported = Object.values(exports).flatMap((entry) => /^\.\/dist\/(.*)\.js$/.exec(entry.default ?? "")?.[1] ?? []);
await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: "warn",
  ssr: { external: true },
  build: {
    ssr: true,
    outDir: dist,
    emptyOutDir: false,
    target: "es2024",
    rolldownOptions: {
      input: Object.fromEntries(["cli", ...exported].map((name) => [name, join(root, `src/${name}.ts`)])),
      // Files beside the package are found from src/ROOM and from dist/chunks alike.
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
    },
  },
});
run(join(root, "tools", "page.mjs"));

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
