// The control API as an Express router. Only the guard and the health paths are there from the start: the table and its
// schemas load with the first request.

import express, {
  type ErrorRequestHandler,
  type NextFunction,
  type RequestHandler,
  type Response,
  type Router,
} from "express";
import { carryOut } from "../../protocols/http/carry-out.ts";
import type { Reply } from "../../protocols/http/reply.ts";
import type { AppRequest } from "../../protocols/http/request.ts";
import { handlersOf } from "../../protocols/http/router.ts";
import type { MountedRouter } from "../../protocols/http/site.ts";
import type { Guard } from "./guard.ts";
import { json, Problem, problemAnswer, problemOf } from "./problem.ts";

/** Where the control API is. */
export const apiBase = "/torpedo/v1";
const tooLarge = problemOf(
  new Problem(413, { where: "body", problem: "is larger than this API takes", remedy: "send less at once" }),
);

/** Answers a request whose body has been read. @throws Problem */
export type RequestAnswer = (request: AppRequest, response: Response) => Promise<Reply>;

/** @param load the operations, as a router with one path each */
export function controlRouter(guard: Guard, load: (carry: MakeHandler) => Promise<Router>): MountedRouter {
  const create: MountedRouter["create"] = (serving) => {
    const router = express.Router({ caseSensitive: true, strict: true });
    let operations: Promise<Router> | null = null;
    const carry: MakeHandler = (answer) => async (request, response, next) => {
      const reply = await answer(request as AppRequest, response);
      await carryOut(reply, { res: response, connections: serving.connections, date: serving.date, failed: next });
    };
    const healthy = (status: string) => carry(async () => ({ answer: json({ status }) }));
    router.get(`${apiBase}/health/live`, healthy("live"));
    router.get(`${apiBase}/health/ready`, healthy("ready"));
    const [readBody] = handlersOf({ handle: () => ({ answer: null }), tooLarge: () => tooLarge }, serving);
    router.use(apiBase, ({ headers }, _response, next) => {
      guard(headers);
      next();
    });
    router.use(apiBase, (request, response, next) => readBody(request as AppRequest, response, next));
    router.use(apiBase, async (request, response, next) => {
      operations ??= load(carry);
      (await operations)(request, response, next);
    });
    router.use(apiBase, refuse(carry, serving.site.onBug));
    return router;
  };
  return { path: apiBase, create };
}

/** Makes a handler of Express. */
export type MakeHandler = (answer: RequestAnswer) => RequestHandler;

function refuse(carry: MakeHandler, onBug: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, request, response, next: NextFunction) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const answer = problemAnswer(error) ?? problemAnswer(unreadable(error));
    if (answer === null) onBug(error);
    const bug = {
      where: "torpedo",
      problem: "the emulator failed to answer",
      remedy: "its log has the reason; please report it",
    };
    carry(async () => ({ answer: answer ?? problemOf(new Problem(500, bug)) }))(request, response, next);
  };
}

/** Express's own complaint about a path. */
function unreadable(error: unknown): unknown {
  if (!(error instanceof Error) || !("status" in error) || error.status !== 400) return error;
  return new Problem(400, { where: "path", problem: "is not percent-encoded UTF-8", remedy: "encode it" });
}
