// Entries of a scenario's timeline among what is due.

import type { Store } from "../../core/ports.ts";
import type { RunningScenario } from "./running-scenario.ts";
import { dueAt } from "./timeline.ts";

type Timeline = Pick<RunningScenario, "scenario" | "startedAt">;

export function planTimeline(schedule: Store["schedule"], sandbox: string, running: Timeline): void {
  for (const due of entriesOf(sandbox, running)) schedule.add(due);
}

/** @param running undefined: no scenario is active */
export function dropTimeline(schedule: Store["schedule"], sandbox: string, running: Timeline | undefined): void {
  for (const due of running === undefined ? [] : entriesOf(sandbox, running)) schedule.drop(due);
}

function entriesOf(sandbox: string, { scenario, startedAt }: Timeline) {
  return scenario.timeline.map((item) => {
    return { sandbox, at: dueAt(item, startedAt), kind: "timeline" as const, ref: item.number, part: 0 };
  });
}
