import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: "node", include: ["test/**/*.test.ts"], exclude: ["test/inbox/page/**", "test/e2e/browser/**"] },
      },
      {
        extends: true,
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: { name: "page", environment: "happy-dom", include: ["test/inbox/page/**/*.test.{ts,tsx}"] },
      },
      {
        extends: true,
        // One Chromium at a time: frames are timed.
        test: { name: "browser", include: ["test/e2e/browser/**/*.test.ts"], fileParallelism: false },
      },
    ],
  },
});
