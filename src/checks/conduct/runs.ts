import { hasRead, type ModelRequest } from "./model.ts";

/** Refusals of each account, with no success between; those in flight when the first answer left are no part. */
export function refusalRuns(
  requests: readonly ModelRequest[],
  inFlight: number,
  isRefusal: (request: ModelRequest) => boolean,
): readonly (readonly ModelRequest[])[] {
  const runs: ModelRequest[][] = [];
  const open = new Map<string, ModelRequest[]>();
  for (const request of requests) {
    if (isRefusal(request)) {
      const run = open.get(request.account);
      const [first] = run ?? [];
      if (run === undefined || first === undefined) {
        const fresh = [request];
        open.set(request.account, fresh);
        runs.push(fresh);
      } else if (hasRead(first, request, inFlight)) run.push(request);
    } else if (request.kinds.includes("success")) open.delete(request.account);
  }
  return runs;
}

/** The most members of a run within a time. @param moments in order, in milliseconds */
export function mostWithin(
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
