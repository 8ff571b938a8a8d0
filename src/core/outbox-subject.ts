// Order of delivery: entries of the outbox about one subject go one at a time, the oldest first.

import type { OutboxEntry, OutboxSubject } from "./ports.ts";

/** A report without a status is a follow-up. */
export function subjectOf({ about, ref, status }: Pick<OutboxEntry, "about" | "ref" | "status">): OutboxSubject {
  return { about: about === "report" && status === undefined ? "follow-up" : about, ref };
}
