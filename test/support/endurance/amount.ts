// Sizes of costly tests: small in `npm test`, full in `npm run endurance`, which sets TORPEDO_ENDURANCE_MS. Its short
// form sets TORPEDO_ENDURANCE_SHORT too.

const lengthMs = process.env["TORPEDO_ENDURANCE_MS"];

/** True in `npm run endurance`. */
export const isEndurance = lengthMs !== undefined;

/** True where time limits are asserted as they are. `npm test` and the short endurance run may share their machine. */
export const isStrict = isEndurance && process.env["TORPEDO_ENDURANCE_SHORT"] === undefined;

/** Returns the first number in `npm test`, the second in `npm run endurance`. */
export function amount(inTest: number, inEndurance: number): number {
  return isEndurance ? inEndurance : inTest;
}

/** Milliseconds that a test of random input lasts: `inTest`, or the length that `npm run endurance` gives to its part. */
export function lengthOf(inTest: number): number {
  return isEndurance ? Number(lengthMs) : inTest;
}

/** Milliseconds that something may take: `ms` in the long endurance run; beside other work four times as long and ten seconds. */
export function allowed(ms: number): number {
  return isStrict ? ms : 4 * ms + 10_000;
}
