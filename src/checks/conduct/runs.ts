import type { ConductModel, ModelRequest } from "./model.ts";
import { Refusals, sendsOfRequests } from "./refusals.ts";

/** Refusals of an account with no success between; those in flight when the first answer left are no part. */
export interface RefusalRun {
  readonly refusals: readonly ModelRequest[];
  /** True if the client stopped, or came again after it had read a refusal. */
  readonly isJudged: boolean;
}

interface OpenRun {
  readonly refusals: ModelRequest[];
  readonly read: Refusals;
  isJudged: boolean;
  /** True since a success. */
  isEnded: boolean;
}

export function refusalRuns(
  { requests, sends }: ConductModel,
  inFlight: number,
  isRefusal: (request: ModelRequest) => boolean,
): readonly RefusalRun[] {
  const ofRequests = sendsOfRequests(sends);
  const runs: OpenRun[] = [];
  const latest = new Map<string, OpenRun>();
  for (const request of requests) {
    const run = latest.get(request.account);
    const isRead = run?.read.isReadBy(request) === true;
    if (run !== undefined && isRead) run.isJudged = true;
    if (isRefusal(request)) {
      if (run === undefined || run.isEnded) {
        const fresh = {
          refusals: [request],
          read: new Refusals(request, ofRequests, inFlight),
          isJudged: true,
          isEnded: false,
        };
        latest.set(request.account, fresh);
        runs.push(fresh);
        continue;
      }
      if (isRead) run.refusals.push(request);
      else if (run.refusals.length === 1) run.isJudged = false;
      run.read.add(request);
    } else if (run !== undefined && request.kinds.includes("success")) run.isEnded = true;
  }
  return runs;
}

/** The most members of a run within a time. @param moments in order, in milliseconds */
export function densestWithin(
  moments: readonly number[],
  within: number,
): { readonly count: number; readonly from: number } {
  let [best, from, first] = [0, 0, 0];
  for (const [last, moment] of moments.entries()) {
    while ((moments[first] ?? moment) < moment - within) first++;
    if (last - first + 1 > best) [best, from] = [last - first + 1, first];
  }
  return { count: best, from };
}
