// Routes as an Express router. Paths are compared on the octets that were sent: a path parameter would be decoded as
// UTF-8, and clients send Latin-1.

import type { IncomingMessage } from "node:http";
import express, { type ErrorRequestHandler, type NextFunction, type Response, type Router } from "express";
import type { Clock } from "../../core/clock.ts";
import type { Sentence } from "../../core/sentences.ts";
import { invalidUrl, lengthRequired, plainAnswer, plannedHead, writeAnswer } from "./answer.ts";
import { type BodyRead, readBody } from "./body.ts";
import type { HttpAnswer } from "./call.ts";
import { carryOut } from "./carry-out.ts";
import { refusalSentence } from "./refusal-sentences.ts";
import type { Fallback, Reply, Route } from "./reply.ts";
import { type AppRequest, announcesBody, toRequest } from "./request.ts";
import type { Serving } from "./site.ts";

export function createRouter(routes: readonly Route[], serving: Serving): Router {
  const router = express.Router({ caseSensitive: false, strict: true });
  // `all`, because Express answers HEAD and OPTIONS by itself where a path has methods.
  for (const route of routes) router.all(pathOf(route), ...handlersOf(route, serving));
  return router;
}

function pathOf(route: Route): string | RegExp {
  return route.match === undefined || route.match === "exact" ? route.path : anyOf([route]);
}

/** Path of a router with these routes. Express then passes over the router at once, not route by route. */
export function anyOf(routes: readonly Route[]): RegExp {
  return new RegExp(`^(?:${routes.map(patternOf).join("|")})`, "i");
}

function patternOf({ path, match = "exact" }: Route): string {
  const ends = { exact: "$", "path-info": "(?=/|$)", prefix: "" };
  return path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") + ends[match];
}

type Handler = (req: AppRequest, res: Response, next: NextFunction) => void | Promise<void>;

/** Reads the body, answers, and answers errors: the middleware of one route, in this order. */
export function handlersOf(route: Fallback, serving: Serving): readonly [Handler, Handler, ErrorRequestHandler] {
  const { site, connections, date } = serving;
  const maxBody = route.maxBodyBytes ?? site.maxBodyBytes ?? 4 * 1024 * 1024 + 64 * 1024;
  const bounds = { max: maxBody, drain: site.drainBytes ?? 64 * 1024 * 1024, packets: connections.packets };

  const close = (res: Response, answer: HttpAnswer): void => {
    res.shouldKeepAlive = false;
    writeAnswer(res, answer, date());
  };
  const refuse = (req: AppRequest, res: Response, answer: HttpAnswer, reason: Sentence): void => {
    route.refused?.(toRequest(req, site.baseUrl), answer, reason);
    close(res, answer);
  };

  const tooLarge = (req: AppRequest, res: Response): void => {
    const own = route.tooLarge?.(toRequest(req, site.baseUrl), maxBody);
    const over = refusalSentence("body-too-large", { max: maxBody });
    if (own === undefined) refuse(req, res, plainAnswer(413, over.en), over);
    else close(res, own);
  };

  /** Answers a body that was read, and reports what that throws. */
  const bodyRead = (req: AppRequest, res: Response, next: NextFunction, read: BodyRead): void => {
    try {
      if (read === "gone") res.destroy();
      else if (read === "too-large") tooLarge(req, res);
      else {
        req.body = read.body;
        const turn = connections.packets.forBody(read.body.length);
        if (turn === null) next();
        else turn.then(() => res.closed || next(), next);
      }
    } catch (error) {
      next(error);
    }
  };

  const body: Handler = (req, res, next) => {
    const ours = connections.connectionOn(req.socket) !== undefined;
    const awaitsInterim = ours && awaitsContinue(req);
    if (route.httpSys === true && req.originalUrl.includes("#")) return refuse(req, res, invalidUrl, rawFragment);
    if (!announcesBody(req)) {
      const unmeasured = req.method === "POST" && req.headers["content-length"] === undefined;
      if (unmeasured && route.httpSys === true) return refuse(req, res, lengthRequired, noLength);
      if (awaitsInterim) res.writeContinue();
      req.body = undefined;
      return next();
    }
    if (req.readableEnded) {
      // Whatever the parser made of it is no body of octets.
      req.body = undefined;
      return refuse(req, res, plainAnswer(500, alreadyRead.en), alreadyRead);
    }
    // The client waits with its body, so that one over the bound need not be sent at all.
    if (awaitsInterim && Number(req.headers["content-length"] ?? 0) > maxBody) return tooLarge(req, res);
    if (awaitsInterim) res.writeContinue();
    readBody(req, bounds, (read) => bodyRead(req, res, next, read));
  };

  const answer: Handler = (req, res, next) => {
    const context = { res, connections, date, failed: next };
    const request = toRequest(req, site.baseUrl, connections.connectionOn(req.socket)?.number);
    const reply = route.handle(request, (answer) => plannedHead(res, answer, date()));
    return reply instanceof Promise ? reply.then((late: Reply) => carryOut(late, context)) : carryOut(reply, context);
  };

  const failed: ErrorRequestHandler = (error: unknown, req, res, _next) => {
    try {
      site.onBug(error);
      if (connections.closing(res)) res.shouldKeepAlive = false;
      if (res.headersSent) res.destroy();
      else writeAnswer(res, route.internalError?.(toRequest(req, site.baseUrl)) ?? internalError, date());
    } catch {
      // The route's own internal error could not be written either.
      res.destroy();
    }
  };

  return [body, answer, failed];
}

const internalError = plainAnswer(500, "Internal error of the emulator: its log says more.");
const alreadyRead = refusalSentence("already-read");
const rawFragment = refusalSentence("raw-fragment");
const noLength = refusalSentence("no-length");

function awaitsContinue(incoming: IncomingMessage): boolean {
  const expect = incoming.headers.expect;
  return expect !== undefined && expect.toLowerCase() === "100-continue" && incoming.httpVersionMinor === 1;
}

/** The `Date` header's text, made once a second. */
export function dateText(clock: Clock): () => string {
  let second = -1;
  let text = "";
  return () => {
    const now = Math.floor(clock.now() / 1000);
    if (now !== second) {
      second = now;
      text = new Date(now * 1000).toUTCString();
    }
    return text;
  };
}
