// Result of a handler: an answer, and the delay and fault that the wire adds.

import type { Millis } from "../../core/clock.ts";
import type { Fault } from "../../core/fault.ts";
import type { Sentence } from "../../core/sentences.ts";
import type { HttpAnswer, HttpRequest } from "./call.ts";
import type { SentHttp } from "./sent-answer.ts";

/**
 * Carried out in this order: `settled`, `delay`, `fault`, the answer.
 * An `answer` of null without a fault closes the connection unanswered.
 */
export interface Reply {
  readonly answer: HttpAnswer | null;
  /** Host-clock milliseconds before the fault and the answer. */
  readonly delay?: Millis;
  /** SMPP-only words leave the answer as it is. */
  readonly fault?: Fault;
  /** The answer waits for it (durability). Its rejection is a bug: the route's internal error is answered. */
  readonly settled?: Promise<void>;
  /** Called once when the answer has been written, its connection has closed, or it turns out that no answer comes. */
  readonly onSent?: () => void;
  /** Called once with the octets that were handed to the socket; never for `parts`. */
  readonly onWire?: (sent: SentHttp) => void;
  /** Cuts a delay, a hang or a drip short: the connection closes (reset of a sandbox). */
  readonly cancel?: AbortSignal;
  /**
   * The body, instead of the answer's own, each part made when those before are taken; without `Content-Length`, and
   * faults do not apply. Null cuts the connection, so that what has come does not pass for the whole.
   */
  readonly parts?: AsyncIterable<Uint8Array | string | null>;
  /** The parts never end by themselves: they end when the client closes its sending side. */
  readonly unending?: true;
}

/** Returns the head of an answer that leaves at once and whole: as Latin-1, down to the empty line. */
export type HeadOf = (answer: HttpAnswer) => string;

/** A path and who answers it. Paths are compared without regard to case. */
export interface Route {
  /** Begins with `/`, without a query. */
  readonly path: string;
  /**
   * `exact` (default); `path-info`: also `path/anything`, as .asmx takes it; `prefix`: every path that begins so.
   * An exact path wins over the others, then the longest.
   */
  readonly match?: "exact" | "path-info" | "prefix";
  handle(request: HttpRequest, headOf: HeadOf): Reply | Promise<Reply>;
  /** Largest body in octets, instead of the site's. */
  readonly maxBodyBytes?: number;
  /** The answer to a larger body; `request.body` is empty. Default: 413. */
  tooLarge?(request: HttpRequest, maxBodyBytes: number): HttpAnswer;
  /**
   * True if http.sys stands before the service: it answers 411 to a POST with neither `Content-Length` nor chunks, and 400
   * to a raw `#` in the target.
   */
  readonly httpSys?: boolean;
  /** Called with each answer that was given without `handle`, and its reason. */
  refused?(request: HttpRequest, answer: HttpAnswer, reason: Sentence): void;
  /** The answer when `handle` throws or rejects. Default: 500 and one sentence. */
  internalError?(request: HttpRequest): HttpAnswer;
}

/** The answer to a path without a route; otherwise a route like any other. */
export type Fallback = Omit<Route, "path" | "match">;
