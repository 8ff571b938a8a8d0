// The control room as the library gives it: the sandbox `default` at hand, every other by name.

import { defaultSandbox } from "../core/sandbox.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import type { Control } from "./control.ts";
import type { NewSandbox } from "./sandbox-type.ts";
import { type TestDesk, testDesk } from "./waits.ts";

/** The sandbox `default`, with the way to every other. */
export interface InProcess extends TestDesk {
  readonly control: Control;
  /** A sandbox of its own for a test; it is made when it is not there yet, with these options. */
  sandbox(name: string, options?: NewSandbox): Promise<TestDesk>;
}

export interface InProcessDeps {
  readonly control: Control;
  readonly sandboxes: Sandboxes;
  /** The text of a file. @throws UsageError */
  readonly readFile: (name: string) => string;
}

export function inProcess({ control, sandboxes, readFile }: InProcessDeps): InProcess {
  return {
    ...testDesk(() => control.sandbox(defaultSandbox), readFile),
    control,
    async sandbox(name, options) {
      if (sandboxes.get(name) === null || options !== undefined) await control.create(name, options);
      return testDesk(() => control.sandbox(name), readFile);
    },
  };
}
