// `torpedo-sms/playwright`: fixtures for `test.extend` and matchers for `expect.extend`. Loads no part of Playwright.

import type { Emulator, Sandbox, SandboxOptions } from "../sandbox.ts";
import { closeSandbox, emulatorFixture, openSandbox, type TestOptions } from "./test-sandbox.ts";

export type { Emulator, Sandbox, SandboxOptions } from "../sandbox.ts";
export { matchers, type TorpedoMatchers } from "./matchers.ts";
export { type OutcomeChoice, outcomes, provoke } from "./outcomes.ts";
export type { TestOptions } from "./test-sandbox.ts";

/** Fixtures of a test: `test.extend<TorpedoTestFixtures, TorpedoWorkerFixtures>(fixtures())`. */
export interface TorpedoTestFixtures {
  /** Options of the test's sandbox, over those of `fixtures`: `test.use({ sandboxOptions: { clock: "real" } })`. */
  sandboxOptions: SandboxOptions;
  /** A sandbox of its own for the test, removed after it. */
  sandbox: Sandbox;
}

/** Fixtures of a worker. */
export interface TorpedoWorkerFixtures {
  /** The emulator of the worker. */
  torpedo: Emulator;
}

type Provide<Value> = (value: Value) => Promise<void>;
/** The running test, as Playwright describes it. */
interface TestFacts {
  readonly titlePath: readonly string[];
  readonly status?: string | undefined;
  readonly expectedStatus: string;
}

/** For `test.extend` of `@playwright/test`. */
export function fixtures(options: TestOptions = {}): {
  readonly torpedo: [(context: object, use: Provide<Emulator>) => Promise<void>, { readonly scope: "worker" }];
  readonly sandboxOptions: [SandboxOptions, { readonly option: true }];
  readonly sandbox: (
    context: { readonly torpedo: Emulator; readonly sandboxOptions: SandboxOptions },
    use: Provide<Sandbox>,
    test: TestFacts,
  ) => Promise<void>;
} {
  return {
    torpedo: [emulatorFixture(options), { scope: "worker" }],
    sandboxOptions: [{}, { option: true }],
    sandbox: async ({ torpedo, sandboxOptions }, use, test) => {
      const sandbox = await openSandbox(torpedo, test.titlePath, options, sandboxOptions);
      try {
        await use(sandbox);
      } finally {
        await closeSandbox(sandbox, test.status !== test.expectedStatus, options);
      }
    },
  };
}
