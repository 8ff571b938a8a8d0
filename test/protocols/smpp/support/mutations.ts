// How many mutated PDUs a run makes, and from which seed. `npm run endurance` has TORPEDO_MUTATIONS make all of them,
// however long it takes; else a run is bound in time. TORPEDO_SEED=N plays a run again.

const given = process.env["TORPEDO_MUTATIONS"];

export const seed = Number(process.env["TORPEDO_SEED"] ?? process.hrtime.bigint() % 0x7fffffffn);
/** All of them are to be made. */
export const whole = given !== undefined;
export const mutations = Number(given ?? 1_000_000);
/** Milliseconds that a test of them may take at most. */
export const patience = whole ? 30 * 60_000 : 20_000;
