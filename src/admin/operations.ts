// The table: every operation of the control API.

import type { Clock } from "../core/clock.ts";
import { emulatorOperations } from "./emulator.ts";
import { live } from "./live.ts";
import type { Operation } from "./operation.ts";
import { questions } from "./questions.ts";
import { accounts, clocks, sandboxes } from "./sandboxes.ts";
import { scenarios } from "./scenarios.ts";
import type { Tally } from "./tally.ts";
import { callbacks, calls, inbounds, messages, sessions } from "./traffic.ts";

/** What operations need beside the control room. */
export interface Needs {
  readonly tally: Tally;
  readonly hostClock: Clock;
}

export function operationsFor({ tally, hostClock }: Needs): readonly Operation[] {
  const all: Operation[] = [];
  all.push(
    ...emulatorOperations(tally, () => all),
    ...sandboxes,
    ...clocks,
    ...accounts,
    ...messages,
    ...calls,
    ...sessions,
    ...callbacks,
    ...inbounds,
    ...scenarios,
    ...questions,
    ...live(hostClock),
  );
  return all;
}
