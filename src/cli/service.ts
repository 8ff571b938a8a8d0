// A program that runs beside the command of a run, and the wait until it is ready.

import { hostClock, pause } from "../clock/host-clock.ts";
import { UsageError } from "../core/usage-error.ts";
import { type ChildCommand, type Ended, howEnded } from "./child-command.ts";
import { type Flags, textOf } from "./flags.ts";
import { httpRequest } from "./http-request.ts";

export interface Service {
  /** Words of --service; none: there is no such program. */
  readonly service: readonly string[];
  readonly ready: string | undefined;
}

const readyWithinMs = 60_000;
const lookEveryMs = 50;

/** @throws UsageError for --service without --ready, or the other way round */
export function serviceOf(flags: Flags): Service {
  const service = (textOf(flags, "service") ?? "").split(/\s+/).filter((word) => word !== "");
  const ready = textOf(flags, "ready");
  if (service.length > 0 !== (ready !== undefined)) {
    const [given, missing] = ready === undefined ? ["service", "ready"] : ["ready", "service"];
    const remedy = `give --${missing} too, or neither`;
    throw new UsageError({ where: `--${given}`, problem: `needs --${missing}`, remedy });
  }
  return { service, ready };
}

export async function untilReady(url: string, service: ChildCommand): Promise<void> {
  const deadline = hostClock.elapsed() + readyWithinMs;
  let ended: Ended | null = null;
  service.ended.then(
    (result) => {
      ended = result;
    },
    () => {},
  );
  while (ended === null && hostClock.elapsed() < deadline) {
    const status = await httpRequest(url, { timeoutMs: 1_000 }).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status >= 200 && status < 300) return;
    await Promise.race([pause(lookEveryMs), service.ended]);
  }
  const problem = ended === null ? `did not answer ${url} with 2xx within a minute` : howEnded(ended).en;
  throw new UsageError({ where: "--service", problem, remedy: "look at its output above" });
}
