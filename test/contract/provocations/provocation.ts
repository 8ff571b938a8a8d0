// How the sweep brings a provider to answer with each of its codes.

import type { Emulator } from "../../../src/emulator.ts";

/** Brings a running emulator to answer with a code, and gives the code as the client reads it. */
export type Provoke = (emulator: Emulator) => Promise<string>;

export interface Provocations {
  start(): Promise<Emulator>;
  /** By operation of the vocabulary, then by code as its table writes it (`800-880` too). */
  readonly operations: Readonly<Record<string, Readonly<Record<string, Provoke>>>>;
}

/** Lets a scenario rule answer the operation with this code, then calls. */
export function byScenario(provider: string, operation: string, answer: string, call: Provoke): Provoke {
  return async (emulator) => {
    const rules = [{ rule: "the code asked for", when: { provider, operation }, then: [{ answer }] }];
    await emulator.scenario.put({ scenario: "sweep", rules });
    try {
      return await call(emulator);
    } finally {
      await emulator.scenario.put({ scenario: "nothing" });
    }
  };
}
