// Count and seed of the mutated PDUs of a run. `npm run endurance -- pdus` sets TORPEDO_MUTATIONS; TORPEDO_SEED repeats a run.

import { seedOfRun } from "../../../support/endurance/chance.ts";

export const seed = seedOfRun();
export const mutations = Number(process.env["TORPEDO_MUTATIONS"] ?? 10_000);
/** Milliseconds that a test of them may take at most. */
export const patience = 60_000 + 2 * mutations;
