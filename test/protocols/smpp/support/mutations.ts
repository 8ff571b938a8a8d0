// Count and seed of the mutated PDUs of a run. `npm run endurance -- pdus` sets TORPEDO_MUTATIONS; TORPEDO_SEED repeats a run.

export const seed = Number(process.env["TORPEDO_SEED"] ?? process.hrtime.bigint() % 0x7fffffffn);
export const mutations = Number(process.env["TORPEDO_MUTATIONS"] ?? 10_000);
/** Milliseconds that a test of them may take at most. */
export const patience = 60_000 + 2 * mutations;
