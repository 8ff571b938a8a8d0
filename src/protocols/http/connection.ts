// What a door remembers of each connection: enough to close it at the right moment and to read a request line again.

import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

export interface Connection {
  /** The TLS socket on an https door. */
  readonly socket: Socket;
  /** Bytes since the last line end: perhaps the beginning of a request line. */
  readonly tail: Tail;
  /** The newest request's answer; answers of one connection go out in order. */
  last: ServerResponse | null;
  /** Requests that came while another one's answer was due, and are not answered yet (pipelining). */
  behind: number;
  /**
   * `http`: Node's parser reads. `repairing`: we read a request line. `held`: that line is whole, and waits for the
   * answers before it. `refused`: what comes no longer counts.
   */
  state: "http" | "repairing" | "held" | "refused";
}

/** Whether an answer is still to go out. */
export function busy(connection: Connection): boolean {
  return connection.last !== null && !connection.last.closed;
}

/** Keeps what follows the last line end of a stream of chunks, within a bound; beyond it, nothing. */
export class Tail {
  private chunks: Buffer[] = [];
  private size = 0;
  private readonly max: number;

  constructor(max: number) {
    this.max = max;
  }

  push(chunk: Buffer): void {
    const end = chunk.lastIndexOf(10);
    if (end >= 0) {
      if (this.size > 0) this.clear();
      if (end === chunk.length - 1) return;
    }
    const rest = end < 0 ? chunk : chunk.subarray(end + 1);
    this.size += rest.length;
    if (this.size > this.max) this.clear();
    else this.chunks.push(rest);
  }

  /** The bytes kept so far, followed by `next`. */
  with(next: Buffer): Buffer {
    return this.chunks.length === 0 ? next : Buffer.concat([...this.chunks, next]);
  }

  clear(): void {
    this.chunks = [];
    this.size = 0;
  }
}
