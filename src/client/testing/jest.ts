// `torpedo-sms/jest`: hooks that keep an emulator and a sandbox for each test, and matchers for `expect.extend`. Loads no
// part of Jest; also for other runners with hooks of these names.

import type {} from "expect";
import { UsageError } from "../../core/usage-error.ts";
import type { Emulator, Sandbox } from "../sandbox.ts";
import type { TorpedoMatchers } from "./matchers.ts";
import { closeSandbox, openEmulator, openSandbox, type TestOptions } from "./test-sandbox.ts";

export type { Emulator, Sandbox } from "../sandbox.ts";
export { matchers, type TorpedoMatchers } from "./matchers.ts";
export { type OutcomeChoice, outcomes, provoke } from "./outcomes.ts";
export type { TestOptions } from "./test-sandbox.ts";

declare module "expect" {
  interface Matchers<R, T> extends TorpedoMatchers {}
}
declare global {
  // @types/jest knows matchers by this name.
  namespace jest {
    interface Matchers<R, T> extends TorpedoMatchers {}
  }
}

type Hook = (work: () => Promise<void>) => unknown;
export interface Hooks {
  readonly beforeAll: Hook;
  readonly afterAll: Hook;
  readonly beforeEach: Hook;
  readonly afterEach: Hook;
}

/** Options of `useTorpedo`: a hook of Jest does not know whether its test failed. */
export type JestOptions = TestOptions & { readonly onFailure?: never };

export interface InTest {
  /** The emulator of the file. @throws UsageError outside of its tests */
  readonly emulator: Emulator;
  /** A sandbox of its own for the running test, removed after it. @throws UsageError outside of a test */
  readonly sandbox: Sandbox;
}

/**
 * Sets up this file: call it at the top, or in a `describe`.
 * @param hooks default: the global ones; give those of `@jest/globals` where there are none
 */
export function useTorpedo(options: JestOptions = {}, hooks: Hooks = globalHooks()): InTest {
  if (options.onFailure !== undefined) throw noOnFailure();
  let emulator: Emulator | null = null;
  let sandbox: Sandbox | null = null;
  let count = 0;
  hooks.beforeAll(async () => {
    emulator = await openEmulator(options);
  });
  hooks.beforeEach(async () => {
    count += 1;
    sandbox = await openSandbox(there(emulator), testPath() ?? [`test ${count}`], options);
  });
  hooks.afterEach(async () => {
    const old = sandbox;
    sandbox = null;
    if (old !== null) await closeSandbox(old, false, options);
  });
  hooks.afterAll(async () => {
    const old = emulator;
    emulator = null;
    await old?.stop();
  });
  return {
    get emulator() {
      return there(emulator);
    },
    get sandbox() {
      return there(sandbox);
    },
  };
}

function noOnFailure(): UsageError {
  const problem = "has no effect: Jest does not say to a hook whether its test failed";
  return new UsageError({ where: "onFailure", problem, remedy: "leave it out, or call sandbox.export() in the test" });
}

function there<Thing>(thing: Thing | null): Thing {
  if (thing !== null) return thing;
  throw new UsageError({ where: "useTorpedo", problem: "has nothing here", remedy: "use it in a test or its hooks" });
}

function globalHooks(): Hooks {
  const hook = (name: keyof Hooks): Hook => {
    const candidate: unknown = Reflect.get(globalThis, name);
    if (isHook(candidate)) return candidate;
    const remedy = "give the hooks of your runner as the second argument";
    throw new UsageError({ where: "useTorpedo", problem: `finds no global ${name}`, remedy });
  };
  return {
    beforeAll: hook("beforeAll"),
    afterAll: hook("afterAll"),
    beforeEach: hook("beforeEach"),
    afterEach: hook("afterEach"),
  };
}

function isHook(candidate: unknown): candidate is Hook {
  return typeof candidate === "function";
}

/** File and title of the test that runs, as Jest's `expect` knows them. */
function testPath(): readonly string[] | null {
  const expect: unknown = Reflect.get(globalThis, "expect");
  if (typeof expect !== "function" || !("getState" in expect) || typeof expect.getState !== "function") return null;
  const { testPath: file, currentTestName: name }: Readonly<Record<string, unknown>> = expect.getState();
  return typeof name === "string" ? [fileName(file), name] : null;
}

/** Without folders, which differ from machine to machine. */
function fileName(path: unknown): string {
  return typeof path === "string" ? (path.split(/[\\/]/).at(-1) ?? "") : "";
}
