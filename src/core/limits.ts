export const limitNames = ["messages", "requests", "requestBytes", "callbacks"] as const;
/** Rows of each kind that a sandbox keeps, and bytes of its calls' requests and answers; the oldest go first. */
export type KeepLimits = Readonly<Record<(typeof limitNames)[number], number>>;

/** Highest value that a limit may have: bytes are larger numbers than rows. */
export function largestLimit(name: string): number {
  return name === "requestBytes" ? 1_000_000_000_000 : 100_000_000;
}
