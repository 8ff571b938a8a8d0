// Emulator, receiver, proxy and service that the runs of a sweep share.

import type { Provider } from "../providers/provider.ts";
import { type ChildCommand, runChild } from "./child-command.ts";
import { rulesOf } from "./conduct-choice.ts";
import { environmentOf, templates } from "./env.ts";
import { type Flags, isOn } from "./flags.ts";
import { type ProxyVariables, proxyVariables } from "./proxy-variables.ts";
import { receiveOutcomes } from "./reported-outcomes.ts";
import { openRuns, type RunsPlace } from "./run-place.ts";
import { untilReady } from "./service.ts";
import { emulatorFlags, type SweepPlan } from "./sweep-plan.ts";
import type { SweepRoom } from "./sweep-run.ts";
import type { Terminal } from "./terminal.ts";

export interface OpenRoom extends SweepRoom {
  close(): Promise<void>;
}

/** @throws UsageError */
export async function openRoom(
  plan: SweepPlan,
  flags: Flags,
  registry: readonly Provider[],
  terminal: Terminal,
): Promise<OpenRoom> {
  const undo: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const place = await openRuns(emulatorFlags(flags), registry, terminal);
    undo.push(() => place.close());
    const receiver = await receiveOutcomes();
    undo.push(() => receiver.stop());
    const proxy = await proxyOf(place, flags);
    undo.push(() => proxy?.remove());
    const children = new Set<ChildCommand>();
    undo.push(() => Promise.all([...children].map((child) => child.stop())));
    const shared = plan.service.length === 0 ? null : await place.sandboxFor(1);
    if (shared !== null) undo.push(() => shared.remove());
    if (shared !== null && plan.ready !== undefined) {
      const own = await environmentOf({ emulator: place.emulator, sandbox: shared }, registry);
      const environment = { ...own, ...proxy?.variables, TORPEDO_RUN: "1", ...templates(own, flags) };
      const service = runChild(plan.service, { where: "--service", environment, ...terminal });
      undo.push(() => service.stop());
      await untilReady(plan.ready, service);
    }
    const { words, at, settleMs } = plan;
    const conduct = { ...rulesOf(flags), ...(plan.report.hasTexts ? {} : { texts: false }) };
    const variables = proxy?.variables ?? {};
    return {
      ...{ place, registry, flags, words, receiver, at, settleMs, conduct, shared, children, close },
      proxy: variables,
      out: plan.report.out,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function proxyOf({ emulator }: RunsPlace, flags: Flags): Promise<ProxyVariables | null> {
  return isOn(flags, "as-proxy") ? proxyVariables(emulator) : Promise.resolve(null);
}
