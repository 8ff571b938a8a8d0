// Builds the inbox's page once, before the tests that open it in Chromium.

import { execFileSync } from "node:child_process";
import { join } from "node:path";

export function setup(): void {
  execFileSync(process.execPath, [join(import.meta.dirname, "../../../tools/page.mjs")], { stdio: "inherit" });
}
