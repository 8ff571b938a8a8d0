// Rounds of a load, all targets in turn: a machine that is busy is then as unfair to one as to the other.

import { load } from "./http-load.ts";
import type { Call } from "./requests.ts";
import { type Spread, spread } from "./row.ts";
import type { Target } from "./target.ts";

export interface Loaded {
  readonly target: Target;
  readonly port: number;
  readonly call: Call;
  readonly requests?: number;
}

export interface Plan {
  readonly rounds: number;
  readonly requests: number;
  readonly connections?: number;
  /** Rounds of each target that are left out. Default 1. */
  readonly warmUp?: number;
}

/** CPU microseconds a request of each target. */
export async function inTurn(targets: readonly Loaded[], plan: Plan): Promise<Spread[]> {
  const figures = targets.map((): number[] => []);
  const { warmUp = 1 } = plan;
  for (let round = 0; round < warmUp + plan.rounds; round++) {
    for (const [index, { target, port, call, requests = plan.requests }] of targets.entries()) {
      await target.cpu();
      await load({ port, connections: plan.connections ?? 50, requests, request: call.request, expect: call.expect });
      const cpu = await target.cpu();
      if (round >= warmUp) figures[index]?.push(cpu / requests);
    }
  }
  return figures.map(spread);
}

/** Bytes of a target's answer to a call. */
export async function answerBytes(port: number, call: Call): Promise<number> {
  let bytes = 0;
  const body = (length: number): void => {
    bytes = length;
  };
  await load({ port, connections: 1, requests: 1, request: call.request, expect: call.expect, body });
  return bytes;
}
