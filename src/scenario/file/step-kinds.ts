// Keys of a step, as files write them.

import type { StepFile } from "./schema.ts";

export type StepKind = keyof StepFile;

/** Steps of rules on events, which the timeline has too. */
export const actionKinds = ["inbound", "report", "release", "refuse", "outage", "reachable", "unbind"] as const;
