// The site behind a door: every request is taken to its route, whose reply is carried out. The hot path (a GET without delay
// or fault) is one look-up and one `end`. There is no Express here: paths, methods and bodies are the providers' own matter,
// so that all it had to do was to call `serve`, at a tenth of the start and some microseconds a request.

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../core/ports.ts";
import { lengthRequired, plainAnswer, writeAnswer } from "./answer.ts";
import { readBody } from "./body.ts";
import type { HttpAnswer, HttpRequest } from "./call.ts";
import { carryOut } from "./carry-out.ts";
import type { Fallback, Reply, Route } from "./reply.ts";
import { announcesBody, noBody, splitTarget, toRequest } from "./request.ts";
import { routeTable } from "./route-table.ts";
import type { DoorSide, Turn } from "./turn.ts";

/** What a door serves. */
export interface Site {
  readonly routes: readonly Route[];
  /** Answers paths that no route has. */
  readonly fallback: Fallback;
  /** A handler threw or rejected, or its answer could not be written. Called before the internal error is answered. */
  onBug(error: unknown, request: HttpRequest | null): void;
  /** Largest request body in bytes; a route may set its own. Default 4 MiB + 64 KiB. */
  readonly maxBodyBytes?: number;
  /** Bytes of a larger body that are read and dropped before it is answered. Default 64 MiB. */
  readonly drainBytes?: number;
}

export type Serve = (incoming: IncomingMessage, res: ServerResponse) => void;

/** @returns the listener for Node's `request` and `checkContinue` events. Never throws. */
export function createRouter(site: Site, door: DoorSide): Serve {
  const find = routeTable(site.routes, site.fallback);
  const maxBody = site.maxBodyBytes ?? 4 * 1024 * 1024 + 64 * 1024;
  const drain = site.drainBytes ?? 64 * 1024 * 1024;
  const date = dateText(door.clock);

  const bug = (error: unknown, request: HttpRequest | null, route: Fallback | null, res: ServerResponse): void => {
    try {
      site.onBug(error, request);
      if (door.closing(res)) res.shouldKeepAlive = false;
      if (res.headersSent) res.destroy();
      else writeAnswer(res, (request !== null && route?.internalError?.(request)) || internalError, date(), door.clock);
    } catch {
      // The route's own internal error could not be written either: nothing is left to say.
      res.destroy();
    }
  };

  const serve = (incoming: IncomingMessage, res: ServerResponse): void => {
    const target = splitTarget(incoming.url ?? "/");
    const route = find(target.path);
    const finish = (answer: HttpAnswer): void => {
      res.shouldKeepAlive = false;
      writeAnswer(res, answer, date(), door.clock);
    };
    const answerWith = (body: Buffer): void => {
      const request = toRequest(incoming, target, door.scheme, body);
      const failed = (error: unknown): void => bug(error, request, route, res);
      const turn: Turn = { res, door, date, failed };
      try {
        const reply = route.handle(request);
        if (reply instanceof Promise) reply.then((late: Reply) => carryOut(late, turn)).catch(failed);
        else carryOut(reply, turn);
      } catch (error) {
        failed(error);
      }
    };
    if (incoming.headers.upgrade?.toLowerCase() === "websocket") {
      finish(plainAnswer(400, "This door speaks plain HTTP: WebSocket connections are refused."));
      return;
    }
    if (!announcesBody(incoming)) {
      const unmeasured = incoming.method === "POST" && incoming.headers["content-length"] === undefined;
      if (unmeasured && route.lengthRequired === true) {
        finish(lengthRequired);
        return;
      }
      if (awaitsContinue(incoming)) res.writeContinue();
      answerWith(noBody);
      return;
    }
    const max = route.maxBodyBytes ?? maxBody;
    const tooLarge = (): void => {
      const request = toRequest(incoming, target, door.scheme, noBody);
      try {
        finish(route.tooLarge?.(request, max) ?? bodyTooLarge(max));
      } catch (error) {
        bug(error, request, route, res);
      }
    };
    if (awaitsContinue(incoming)) {
      // The client has not sent its body yet, so a hopeless one need not be sent at all.
      if (Number(incoming.headers["content-length"] ?? 0) > max) {
        tooLarge();
        return;
      }
      res.writeContinue();
    }
    readBody(incoming, max, drain, (read) => {
      if (read === "gone") res.destroy();
      else if (read === "too-large") tooLarge();
      else answerWith(read.body);
    });
  };

  return (incoming, res) => {
    try {
      serve(incoming, res);
    } catch (error) {
      bug(error, null, null, res);
    }
  };
}

const internalError = plainAnswer(500, "Internal error of the emulator: its log says more.");

function bodyTooLarge(max: number): HttpAnswer {
  return plainAnswer(413, `The request body is larger than the ${max} bytes that this door takes.`);
}

function awaitsContinue(incoming: IncomingMessage): boolean {
  const expect = incoming.headers.expect;
  return expect !== undefined && expect.toLowerCase() === "100-continue" && incoming.httpVersionMinor === 1;
}

/** The `Date` header's text, made once a second. */
function dateText(clock: Clock): () => string {
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
