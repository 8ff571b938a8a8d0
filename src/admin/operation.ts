// One operation of the control API: what it is called by, what it takes and gives. The routes and the OpenAPI document are
// made from the same table of these.

import type { z } from "zod";
import type { Control } from "../control/control.ts";
import type { HttpAnswer, HttpRequest } from "../protocols/http/call.ts";
import type { Reply } from "../protocols/http/reply.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface OperationCall<Query, Body> {
  readonly control: Control;
  readonly request: HttpRequest;
  /** A value of the path's `{names}`, decoded. */
  path(name: string): string;
  /** The same as a number from 1. */
  number(name: string): number;
  readonly query: Query;
  readonly body: Body;
}

export interface Operation {
  readonly id: string;
  readonly method: Method;
  /** Below the base: `/sandboxes/{sandbox}/messages`. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** What a good answer is, for the document. Absent: nothing (204), or `media`. */
  readonly answer?: z.ZodType;
  readonly status: number;
  /** Of an answer that is not JSON. */
  readonly media?: string;
  run(call: OperationCall<unknown, unknown>): Promise<HttpAnswer | Reply | object | null | undefined>;
}

interface Given<Query extends z.ZodObject, Body extends z.ZodType> {
  readonly id: string;
  readonly summary: string;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer?: z.ZodType;
  readonly status?: number;
  readonly media?: string;
  readonly run: (call: OperationCall<z.output<Query>, z.output<Body>>) => ReturnType<Operation["run"]>;
}

/** @param at `GET /sandboxes/{sandbox}` */
export function operation<Query extends z.ZodObject, Body extends z.ZodType>(
  at: `${Method} /${string}`,
  given: Given<Query, Body>,
): Operation {
  const { query, body, run, ...rest } = given;
  const [method, path] = halves(at);
  return {
    status: given.answer === undefined && given.media === undefined ? 204 : 200,
    ...rest,
    method,
    path,
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    // The one place where what was checked meets its type: `query` and `body` come from the very schemas above.
    run: (call) => run({ ...call, query: call.query as z.output<Query>, body: call.body as z.output<Body> }),
  };
}

function halves(at: string): [Method, string] {
  const [method, path = "/"] = at.split(" ");
  switch (method) {
    case "GET":
    case "POST":
    case "PUT":
    case "PATCH":
    case "DELETE":
      return [method, path];
    default:
      throw new Error(`${at}: no method of HTTP that the control API uses`);
  }
}
