// Runs the example for Vitest with the library as it stands in src.

import { join } from "node:path";
import { defineConfig } from "vitest/config";

const root = join(import.meta.dirname, "../../..");

export default defineConfig({
  root: join(root, "examples/vitest"),
  test: { testTimeout: 120_000, hookTimeout: 120_000 },
  resolve: { alias: { "torpedo-sms/vitest": join(root, "src/client/testing/vitest.ts") } },
});
