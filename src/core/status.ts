// The one list of statuses. A provider maps each to its own code, or to null where it cannot say it.

/** Where a message is in its life, in our words (CONTRIBUTING.md, "Words"). */
export const statuses = [
  "scheduled",
  "held",
  "queued",
  "sent",
  "delivered",
  "unconfirmed",
  "undelivered",
  "invalid",
  "rejected",
  "expired",
  "cancelled",
  "skipped",
  "unknown",
] as const;
export type Status = (typeof statuses)[number];

// Usual order of statuses: by rank, and none after a final one. The life of a scenario and a report may leave this order.
const ranks: Readonly<Record<Status, number>> = {
  held: 0,
  scheduled: 1,
  queued: 2,
  sent: 3,
  delivered: 4,
  unconfirmed: 4,
  undelivered: 4,
  invalid: 4,
  rejected: 4,
  expired: 4,
  cancelled: 4,
  skipped: 4,
  unknown: 4,
};

export function isFinal(status: Status): boolean {
  return ranks[status] === 4;
}

const failures: ReadonlySet<string> = new Set<Status>([
  "undelivered",
  "invalid",
  "rejected",
  "expired",
  "cancelled",
  "skipped",
]);

/** True of a final status that says that the recipient gets nothing. */
export function isFailure(status: string): boolean {
  return failures.has(status);
}

/** True if a status follows another in the usual order. */
export function mayFollow(from: Status, to: Status): boolean {
  return ranks[to] > ranks[from];
}

/** Whether the message has not left yet, so that it can be cancelled or replaced. */
export function isPending(status: Status): boolean {
  return ranks[status] < ranks.sent;
}

/** Every pending status. */
export const pendingStatuses: readonly Status[] = statuses.filter(isPending);

export function isStatus(word: string): word is Status {
  return Object.hasOwn(ranks, word);
}
