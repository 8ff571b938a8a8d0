/**
 * A random source without a state: the same seed, sandbox and label give the same value, in any order and after any
 * restart. Callers number their labels (`rule 3, use 7`).
 */
export interface SeededRandom {
  /** A number from 0 (included) to 1 (excluded). */
  draw(label: string): number;
  bytes(label: string, count: number): Uint8Array;
  /** 32 lower-case hexadecimal digits. */
  digest(label: string): string;
}
