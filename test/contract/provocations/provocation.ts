// How the sweep brings a provider to answer with each of its codes.

import type { Emulator } from "../../../src/client/sandbox.ts";

/** Brings a running emulator to answer with a code, and gives the code as the client reads it. */
export type Provoke<E = Emulator> = (emulator: E) => Promise<string>;

export interface Provocations<E = Emulator> {
  start(): Promise<E>;
  /** By operation of the vocabulary, then by code as its table writes it (`800-880` too). */
  readonly operations: Readonly<Record<string, Readonly<Record<string, Provoke<E>>>>>;
}

/** Lets a scenario rule answer the operation with this code, then calls. */
export function byScenario<E extends Pick<Emulator, "scenario">>(
  provider: string,
  operation: string,
  answer: string,
  call: Provoke<E>,
): Provoke<E> {
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
