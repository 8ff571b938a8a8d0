// `torpedo-sms/vitest`: fixtures for `test.extend` and matchers for `expect.extend`. Loads no part of Vitest.

import type {} from "vitest";
import type { TestDesk } from "../control/waits.ts";
import type { Emulator } from "../emulator.ts";
import type { TorpedoMatchers } from "./matchers.ts";
import { closeWorld, openEmulator, openWorld, type TestOptions } from "./test-world.ts";

export type { Emulator } from "../emulator.ts";
export { matchers, type TorpedoMatchers } from "./matchers.ts";
export type { TestOptions } from "./test-world.ts";

declare module "vitest" {
  interface Matchers<R, T> extends TorpedoMatchers {}
}

export interface TorpedoFixtures {
  /** One for each worker. */
  readonly torpedo: Emulator;
  /** A world of its own for the test, gone after it. */
  readonly sandbox: TestDesk;
}

type Use<Value> = (value: Value) => Promise<void>;
/** What Vitest says of the test that runs. */
interface Task {
  readonly name: string;
  readonly fullTestName?: string;
  readonly file: { readonly name: string };
}

/** For `test.extend<TorpedoFixtures>(fixtures())`. */
export function fixtures(options: TestOptions = {}): {
  readonly torpedo: [(context: object, use: Use<Emulator>) => Promise<void>, { readonly scope: "worker" }];
  readonly sandbox: (context: { readonly torpedo: Emulator; readonly task: Task }, use: Use<TestDesk>) => Promise<void>;
} {
  return {
    torpedo: [
      // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from here which fixtures it needs
      async ({}, use) => {
        const emulator = await openEmulator(options);
        try {
          await use(emulator);
        } finally {
          await emulator.stop();
        }
      },
      { scope: "worker" },
    ],
    sandbox: async ({ torpedo, task }, use) => {
      const { name, fullTestName = name, file } = task;
      const world = await openWorld(torpedo, [file.name, fullTestName, name], options);
      try {
        await use(world);
      } finally {
        await closeWorld(world);
      }
    },
  };
}
