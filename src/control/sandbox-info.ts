import type { Instant, Millis } from "../core/clock.ts";
import { largestLimit } from "../core/limits.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { ClockMode } from "../core/sandbox-settings.ts";
import { UsageError } from "../core/usage-error.ts";
import type { ControlDeps } from "./ports.ts";
import type { ClockView, ClockWish, SandboxInfo, SandboxWish } from "./sandbox-type.ts";
import { instantOf, spanOf } from "./span.ts";

const longestIdle: Millis = 30 * 86_400_000;

export function sandboxInfo(deps: ControlDeps, sandbox: Sandbox): SandboxInfo {
  const { store, sandboxes } = deps;
  const { name } = sandbox;
  const { seed, rehearsal, limits, idleMs } = sandboxes.settings(name);
  return {
    name,
    seed,
    rehearsal,
    clock: clockView(deps, sandbox),
    limits: { ...deps.defaults.limits, ...limits },
    idleMs: idleMs ?? 0,
    counts: {
      messages: store.ledger.count(name),
      inbounds: store.ledger.nextInbound(name) - 1,
      calls: store.journal.count(name),
      callbacks: store.outbox.count(name),
      due: store.schedule.count(name),
    },
    scenario: deps.runner.get(name)?.scenario.title ?? null,
    accounts: store.accounts.list(name),
  };
}

export function clockView(deps: ControlDeps, sandbox: Sandbox): ClockView {
  const { mode } = sandbox.clock;
  const now = sandbox.clock.now();
  const setting = deps.sandboxes.settings(sandbox.name).clock;
  const speed = mode === "manual" ? 0 : setting.mode === "speeded" ? setting.speed : 1;
  return { mode, now, iso: new Date(now).toISOString(), speed, next: deps.next(sandbox) };
}

/** @param now where a speeded clock begins when nothing else is said */
export function clockMode(wish: ClockWish, manualStart: Instant, now: Instant): ClockMode {
  if (wish === "real" || (typeof wish === "object" && wish.mode === "real")) return { mode: "real" };
  if (wish === "manual") return { mode: "manual", start: manualStart };
  const start = wish.start === undefined ? undefined : instantOf(wish.start, "clock.start");
  if (wish.mode === "manual") return { mode: "manual", start: start ?? manualStart };
  if (!(wish.speed > 0 && wish.speed <= 1_000_000)) {
    const problem = "must be above 0 and at most 1000000";
    throw new UsageError({
      where: "clock.speed",
      problem,
      value: wish.speed,
      remedy: "60 lets a minute pass in a second",
    });
  }
  return { mode: "speeded", speed: wish.speed, start: start ?? now };
}

export function setSandbox(deps: ControlDeps, name: string, wish: SandboxWish): void {
  const { seed, rehearsal, limits } = wish;
  const idleMs = wish.idle === undefined ? undefined : spanOf(wish.idle, "idle", longestIdle);
  if (limits !== undefined) checkLimits(limits);
  if (idleMs !== undefined && idleMs > 0 && name === "default") {
    throw new UsageError({ where: "idle", problem: "is not for the sandbox default", remedy: "it always exists" });
  }
  if (seed !== undefined) deps.sandboxes.setSeed(name, seed);
  const before = deps.sandboxes.settings(name);
  deps.sandboxes.set(name, {
    ...(rehearsal === undefined ? {} : { rehearsal }),
    ...(limits === undefined ? {} : { limits: { ...before.limits, ...limits } }),
    ...(idleMs === undefined ? {} : { idleMs }),
  });
}

export function checkLimits(limits: object): void {
  for (const [kind, limit] of Object.entries(limits)) {
    if (Number.isInteger(limit) && limit >= 1 && limit <= largestLimit(kind)) continue;
    const problem = `must be a whole number from 1 to ${largestLimit(kind)}`;
    throw new UsageError({ where: `limits.${kind}`, problem, value: limit, remedy: "say how many are kept" });
  }
}
