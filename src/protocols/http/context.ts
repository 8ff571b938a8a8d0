// A request whose answer is due.

import type { ServerResponse } from "node:http";
import type { Connections } from "./connections.ts";

export interface AnswerContext {
  readonly res: ServerResponse;
  readonly connections: Connections;
  /** Text of the `Date` header. */
  readonly date: () => string;
  /** Reports a bug, and answers with the route's internal error if nothing has been sent yet. */
  readonly failed: (error: unknown) => void;
}
