import type { Millis } from "../core/clock.ts";

/** An answered request, for the log, without its contents. */
export interface RequestLine {
  readonly listener: string;
  readonly provider: string;
  /** The provider's own name; for an unknown path, the masked path. */
  readonly operation: string;
  readonly code: string;
  /** HTTP status, command_status, or `closed` where no answer came. */
  readonly status: number | string;
  /** From the request to its answer on the wire. */
  readonly ms: Millis;
}

/** Writes a line of the request log. */
export type RequestLog = (line: RequestLine) => void;
