// Sizes of costly tests: small in `npm test`, full in `npm run endurance`, which sets TORPEDO_ENDURANCE_MS.

const lengthMs = process.env["TORPEDO_ENDURANCE_MS"];

/** True in `npm run endurance`. Latency is asserted there only, since `npm test` may share its machine. */
export const isEndurance = lengthMs !== undefined;

/** Returns the first number in `npm test`, the second in `npm run endurance`. */
export function amount(inTest: number, inEndurance: number): number {
  return isEndurance ? inEndurance : inTest;
}

/** Milliseconds that a test of random input lasts: `inTest`, or the length that `npm run endurance` gives to its part. */
export function lengthOf(inTest: number): number {
  return isEndurance ? Number(lengthMs) : inTest;
}

/** Milliseconds that something may take: `ms` in `npm run endurance`, four times as long beside other work. */
export function allowed(ms: number): number {
  return isEndurance ? ms : 4 * ms;
}
