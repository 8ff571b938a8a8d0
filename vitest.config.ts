import { defineConfig } from "vitest/config";

const page = ["test/inbox/page/**/*.test.{ts,tsx}"];
const browser = ["test/e2e/browser/**/*.test.ts"];
/** Costly: `npm run endurance` runs them, in `.ci/run` in its short form; `npm test` does not. */
const endurance = ["test/e2e/endurance/**/*.test.ts"];
/** Start other programs, or measure or change the process they run in: each file has a process of its own. */
const processes = [
  "test/*.test.ts",
  "test/{bench,docs,house}/**/*.test.ts",
  "test/cli/{detached,launcher,npm-parent,process-host,run,start,start-up}.test.ts",
  "test/client/{fake-timers,jest,node-test,vitest}.test.ts",
  "test/api/feed.test.ts",
  "test/e2e/*.test.ts",
  "test/inbox/snippets.test.ts",
  "test/listeners/mask.test.ts",
  "test/protocols/asmx/mono.test.ts",
  "test/protocols/smpp/framer-memory.test.ts",
  "test/security/yaml.test.ts",
];

export default defineConfig({
  test: {
    // Generous: the machine may be busy with other work.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        // Files share a process and its modules, which they need not load anew.
        test: {
          name: "light",
          include: ["test/**/*.test.ts"],
          exclude: [...page, ...browser, ...processes, ...endurance],
          isolate: false,
        },
      },
      { extends: true, test: { name: "process", include: processes } },
      {
        extends: true,
        test: { name: "endurance", include: endurance, globalSetup: "test/support/inbox/build-page.ts" },
      },
      {
        extends: true,
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: { name: "page", environment: "happy-dom", include: page, isolate: false },
      },
      {
        extends: true,
        test: { name: "browser", include: browser, isolate: false, globalSetup: "test/support/inbox/build-page.ts" },
      },
    ],
  },
});
