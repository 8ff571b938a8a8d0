// The control API's frame: the guard, the live questions, and everything else from the table of operations, which is loaded
// at the first request so that start-up does not pay for it.

import type { Control } from "../control/control.ts";
import type { Clock } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import type { HttpAnswer, HttpRequest } from "../protocols/http/call.ts";
import type { Reply, Route } from "../protocols/http/reply.ts";
import { apiBase } from "./base.ts";
import { json, Problem, problemAnswer, problemOf } from "./problem.ts";
import { createTally } from "./tally.ts";

export interface ApiDeps {
  readonly control: Control;
  readonly events: Events;
  readonly hostClock: Clock;
  /** Refuses a request before anything sees it (Host, Origin, token); null: let it in. */
  readonly guard: (request: HttpRequest) => HttpAnswer | null;
}

export function createApi(deps: ApiDeps): Route {
  const tally = createTally(deps.events);
  let loading: Promise<(request: HttpRequest) => Promise<Reply>> | null = null;
  const load = async (): Promise<(request: HttpRequest) => Promise<Reply>> =>
    (await import("./dispatch.ts")).createDispatch(deps.control, { tally, hostClock: deps.hostClock });

  async function handle(request: HttpRequest): Promise<Reply> {
    // They say nothing that a stranger might not know, and whoever looks after a container has no token.
    if (reads(request) && request.path === `${apiBase}/health/live`) return { answer: json({ status: "live" }) };
    if (reads(request) && request.path === `${apiBase}/health/ready`) return { answer: json({ status: "ready" }) };
    const refused = deps.guard(request);
    if (refused !== null) return { answer: refused };
    try {
      loading ??= load();
      return await (await loading)(request);
    } catch (error) {
      const answer = problemAnswer(error);
      if (answer === null) throw error;
      return { answer };
    }
  }

  return {
    path: apiBase,
    match: "path-info",
    handle,
    tooLarge: (_, most) => problemOf(new Problem(413, `is larger than ${most} bytes`, "body", "send less at once")),
    internalError: () =>
      problemOf(
        new Problem(500, "the emulator failed to answer", "torpedo", "its log has the reason; please report it"),
      ),
  };
}

function reads({ method }: HttpRequest): boolean {
  return method === "GET" || method === "HEAD";
}
