// A request whose answer is due, and what must be known of its door to give it.

import type { ServerResponse } from "node:http";
import type { Clock } from "../../core/ports.ts";

/** What router and faults must know of the door they stand behind. */
export interface DoorSide {
  readonly scheme: "http" | "https";
  readonly clock: Clock;
  /** Whether the connection is to close after this answer: the door stops, or the client will ask no more. */
  closing(res: ServerResponse): boolean;
  /** Aborted when the door stops. */
  readonly stop: AbortSignal;
  /** Cuts a connection with RST. */
  reset(res: ServerResponse): void;
}

/** One request's turn at being answered. */
export interface Turn {
  readonly res: ServerResponse;
  readonly door: DoorSide;
  readonly date: () => string;
  /** A bug: logged, and answered with the route's internal error if nothing has been sent yet. */
  readonly failed: (error: unknown) => void;
}
