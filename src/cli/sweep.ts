// `torpedo sweep`: runs the client's own command once for each outcome, and says how it handled each.

import { refuseUnknownCodes } from "../checks/sweep/choice.ts";
import { planSweep } from "../checks/sweep/plan.ts";
import { hostClock } from "../clock/host-clock.ts";
import { refuseNoCommand } from "./child-command.ts";
import { type CommandSession, type Flags, isOn } from "./flags.ts";
import { exit } from "./host.ts";
import { removeRuns } from "./sweep-folder.ts";
import { lastControl, listText } from "./sweep-list.ts";
import { filtered } from "./sweep-names.ts";
import { type SweepPlan, sweepPlan } from "./sweep-plan.ts";
import { openRoom } from "./sweep-room.ts";
import { Sweeper } from "./sweeper.ts";

/** Exit code of a program that Ctrl-C ended. */
const interrupted = 130;
/** Milliseconds that a stop takes at most: two seconds for the commands, two for a report, two for the emulator. */
const longestStop = 6_500;

export async function sweepCommand(session: CommandSession, flags: Flags, words: readonly string[]): Promise<number> {
  // The plan makes folders: refuse first.
  if (!isOn(flags, "list")) refuseNoCommand(words, "sweep");
  const registry = await session.registry();
  const plan = await sweepPlan(flags, words, registry);
  if (isOn(flags, "list")) return list(session, plan);
  removeRuns(plan.report.out);
  const began = { at: hostClock.now(), elapsed: hostClock.elapsed() };
  const room = await openRoom(plan, flags, registry, session.terminal);
  const sweeper = new Sweeper(plan, room, flags, session.terminal, began);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= room.close();
    return closing;
  };
  session.host.onStop(async () => {
    await sweeper.interrupt();
    await close();
    return interrupted;
  }, longestStop);
  try {
    const code = await sweeper.sweep();
    return sweeper.isInterrupted ? interrupted : code;
  } finally {
    await close();
  }
}

function list({ terminal }: CommandSession, plan: SweepPlan): number {
  const control = lastControl(plan.report.out);
  const operations = plan.named ?? control?.operations ?? plan.all;
  const choice = { ...plan.choice, operations };
  refuseUnknownCodes(plan.vocabularies, choice, "--codes");
  const outcomes = filtered(planSweep(plan.vocabularies, choice), plan.report);
  terminal.out(listText({ ...plan, ...plan.report, outcomes, operations: plan.named, control }));
  return exit.done;
}
