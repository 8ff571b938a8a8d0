// The control API as an Express router. Only the guard and the health paths are there from the start: the table and its
// schemas load with the first request.

import express, {
  type ErrorRequestHandler,
  type NextFunction,
  type RequestHandler,
  type Response,
  type Router,
} from "express";
import type { Turns } from "../../core/clock.ts";
import type { HttpAnswer } from "../../protocols/http/call.ts";
import { carryOut } from "../../protocols/http/carry-out.ts";
import type { Reply } from "../../protocols/http/reply.ts";
import type { AppRequest } from "../../protocols/http/request.ts";
import { handlersOf } from "../../protocols/http/router.ts";
import type { MountedRouter } from "../../protocols/http/site.ts";
import { notKept, readiness } from "../readiness.ts";
import { apiBase } from "../request-of.ts";
import { ClientLeft } from "./client-left.ts";
import type { Guard } from "./guard.ts";
import { json, Problem, problemAnswer, problemOf } from "./problem.ts";

const tooLarge = problemOf(
  new Problem(413, { where: "body", problem: "is larger than this API takes", remedy: "send less at once" }),
);

/** Answers a request whose body has been read. @throws Problem */
export type RequestAnswer = (request: AppRequest, response: Response) => Promise<Reply>;

export interface ControlRouterDeps {
  readonly guard: Guard;
  /** Loads the operations, as a router with one path each. */
  readonly load: (carry: MakeHandler) => Promise<Router>;
  /** Why the store keeps nothing now; null: it keeps what is written. */
  readonly obstacle: () => Promise<string | null>;
  readonly turns: Turns;
}

export function controlRouter({ guard, load, obstacle, turns }: ControlRouterDeps): MountedRouter {
  const create: MountedRouter["create"] = (serving) => {
    const router = express.Router({ caseSensitive: true, strict: true });
    let operations: Promise<Router> | null = null;
    const carry: MakeHandler = (answer) => async (request, response, next) => {
      const reply = await answer(request as AppRequest, response);
      await carryOut(reply, { res: response, connections: serving.connections, date: serving.date, failed: next });
    };
    router.get(
      `${apiBase}/health/live`,
      carry(async () => ({ answer: json({ status: "live" }) })),
    );
    router.get(
      `${apiBase}/health/ready`,
      carry(async () => {
        const ready = await readiness(obstacle);
        return { answer: json(ready, ready.cause === undefined ? 200 : 503) };
      }),
    );
    const [readBody] = handlersOf({ handle: () => ({ answer: null }), tooLarge: () => tooLarge }, serving);
    router.use(apiBase, ({ headers }, _response, next) => {
      guard(headers);
      next();
    });
    router.use(apiBase, (request, response, next) => readBody(request as AppRequest, response, next));
    router.use(apiBase, async ({ url, socket }, _response, next) => {
      await turns.next(sandboxOf(url), true);
      // The work of a client that left is dropped.
      if (!socket.destroyed) next();
    });
    router.use(apiBase, async (request, response, next) => {
      operations ??= load(carry);
      (await operations)(request, response, next);
    });
    router.use(apiBase, refuse({ carry, obstacle, onBug: serving.site.onBug }));
    return router;
  };
  return { path: apiBase, create };
}

/** Name of the sandbox that a path below the base concerns; empty: none. Requests of sandboxes take turns. */
function sandboxOf(path: string): string {
  return /^\/sandboxes\/([^/?]+)/.exec(path)?.[1] ?? "";
}

/** Makes a handler of Express. */
export type MakeHandler = (answer: RequestAnswer) => RequestHandler;

interface Refusing extends Pick<ControlRouterDeps, "obstacle"> {
  readonly carry: MakeHandler;
  readonly onBug: (error: unknown) => void;
}

function refuse({ carry, obstacle, onBug }: Refusing): ErrorRequestHandler {
  return (error: unknown, request, response, next: NextFunction) => {
    if (response.headersSent || error instanceof ClientLeft) {
      response.destroy();
      return;
    }
    const answer = problemAnswer(error) ?? problemAnswer(unreadable(error));
    if (answer === null) onBug(error);
    carry(async () => ({ answer: answer ?? (await failureAnswer(obstacle)) }))(request, response, next);
  };
}

const bug = {
  where: "torpedo",
  problem: "the emulator failed to answer",
  remedy: "its log has the reason; please report it",
};

/** A full disk is no bug. */
async function failureAnswer(obstacle: ControlRouterDeps["obstacle"]): Promise<HttpAnswer> {
  const cause = await obstacle();
  return problemOf(cause === null ? new Problem(500, bug) : notKept(cause));
}

/** Express's own complaint about a path. */
function unreadable(error: unknown): unknown {
  if (!(error instanceof Error) || !("status" in error) || error.status !== 400) return error;
  return new Problem(400, { where: "path", problem: "is not percent-encoded UTF-8", remedy: "encode it" });
}
