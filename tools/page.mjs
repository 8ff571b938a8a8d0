// Builds the inbox's page from src/inbox/page into dist/page. A process of its own: the bundler takes 85 MB, which the
// emulator shall not carry. The old page stays until the new one is whole.

import { cpSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const made = join(root, "dist", `page-${process.pid}`);
const place = join(root, "dist", "page");

try {
  await build({
    root: join(root, "src", "inbox", "page"),
    configFile: false,
    base: "./",
    publicDir: false,
    cacheDir: join(made, ".cache"),
    logLevel: "warn",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      outDir: made,
      emptyOutDir: true,
      target: "es2024",
      // The Content-Security-Policy lets nothing in that is not a file of ours.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      // The editor alone is larger; it is loaded when it is opened.
      chunkSizeWarningLimit: 1000,
    },
  });
  // Schema from which the editor completes.
  cpSync(join(root, "schemas", "scenario.schema.json"), join(made, "assets", "scenario-schema.json"));
  rmSync(place, { recursive: true, force: true });
  renameSync(made, place);
} finally {
  rmSync(made, { recursive: true, force: true });
}
