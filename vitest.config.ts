import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";

const page = ["test/inbox/page/**/*.test.{ts,tsx}"];
const browser = ["test/e2e/browser/**/*.test.ts"];
/** Costly: `npm run endurance` runs them, in `.ci/run` in its short form; `npm test` does not. */
const endurance = ["test/e2e/endurance/**/*.test.ts"];
/** Measure or change the process they run in: each file has a process of its own. */
const processes = [
  "test/cli/detached.test.ts",
  "test/client/{fake-timers,jest,vitest}.test.ts",
  "test/protocols/smpp/framer-memory.test.ts",
];

export default defineConfig({
  test: {
    // Generous: the machine may be busy with other work.
    setupFiles: "test/support/seeded.ts",
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
    // Some tests wait for other programs or for a time-out: their cores have a further file meanwhile.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    // Java programs of tests run for a moment.
    env: { JDK_JAVA_OPTIONS: "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" },
    projects: [
      {
        extends: true,
        // Files share a process and its modules, which they need not load anew.
        test: {
          name: "light",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...page, ...browser, ...processes, ...endurance],
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
