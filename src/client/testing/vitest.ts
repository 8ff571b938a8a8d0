// `torpedo-sms/vitest`: fixtures for `test.extend` and matchers for `expect.extend`. Loads no part of Vitest.

import type {} from "vitest";
import type { Emulator, Sandbox, SandboxOptions } from "../sandbox.ts";
import type { TorpedoMatchers } from "./matchers.ts";
import { closeSandbox, emulatorFixture, openSandbox, type TestOptions } from "./test-sandbox.ts";

export type { Emulator, Sandbox, SandboxOptions } from "../sandbox.ts";
export { matchers, type TorpedoMatchers } from "./matchers.ts";
export { type OutcomeChoice, outcomes, provoke } from "./outcomes.ts";
export type { TestOptions } from "./test-sandbox.ts";

declare module "vitest" {
  interface Matchers<R, T> extends TorpedoMatchers {}
}

export interface TorpedoFixtures {
  /** The emulator of the worker. */
  readonly torpedo: Emulator;
  /** Options of the test's sandbox, over those of `fixtures`: `test.override({ sandboxOptions: { clock: "real" } })`. */
  readonly sandboxOptions: SandboxOptions;
  /** A sandbox of its own for the test, removed after it. */
  readonly sandbox: Sandbox;
}

type Use<Value> = (value: Value) => Promise<void>;
/** The running test, as Vitest describes it. */
interface Task {
  readonly name: string;
  readonly fullTestName?: string;
  readonly file: { readonly name: string };
  readonly result?: { readonly state: string };
}

/** For `test.extend<TorpedoFixtures>(fixtures())`. */
export function fixtures(options: TestOptions = {}): {
  readonly torpedo: [(context: object, use: Use<Emulator>) => Promise<void>, { readonly scope: "worker" }];
  readonly sandboxOptions: (context: object, use: Use<SandboxOptions>) => Promise<void>;
  readonly sandbox: (
    context: { readonly torpedo: Emulator; readonly sandboxOptions: SandboxOptions; readonly task: Task },
    use: Use<Sandbox>,
  ) => Promise<void>;
} {
  return {
    torpedo: [emulatorFixture(options), { scope: "worker" }],
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from here which fixtures it needs
    sandboxOptions: async ({}, use) => use({}),
    sandbox: async ({ torpedo, sandboxOptions, task }, use) => {
      const { name, fullTestName = name, file } = task;
      const sandbox = await openSandbox(torpedo, [file.name, fullTestName, name], options, sandboxOptions);
      try {
        await use(sandbox);
      } finally {
        await closeSandbox(sandbox, task.result?.state === "fail", options);
      }
    },
  };
}
