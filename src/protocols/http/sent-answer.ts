// Records the octets that an answer handed to its socket: head as Node wrote it, body, or the octets of a fault.

import type { ServerResponse } from "node:http";

export interface SentHttp {
  /** As Latin-1. */
  readonly head: string;
  /** Octets behind the head, with the framing of chunks. The answer's own body, if that left whole; a string is UTF-8. */
  readonly body: string | Buffer;
  /** Octets of the whole answer, as it would have been without a fault; null: as sent. */
  readonly wholeOctets: number | null;
  /** End of the connection that the fault brings; absent: it follows from the head. */
  readonly then?: SentEnd;
}

export type SentEnd = "FIN" | "RST" | "nothing";

/** Gathers the octets of one answer. Every path of an answer calls `end` once. */
export class SentRecorder {
  #head = "";
  readonly #body: Buffer[] = [];
  #done: ((sent: SentHttp) => void) | undefined;

  constructor(done: ((sent: SentHttp) => void) | undefined) {
    this.#done = done;
  }

  /** Called right after the head was written. */
  head(res: ServerResponse): void {
    const head: unknown = Reflect.get(res, "_header");
    if (typeof head === "string") this.#head = head;
  }

  /** Head and body were written at once. */
  answer(res: ServerResponse, body: string | Buffer): void {
    this.head(res);
    if (res.chunkedEncoding || !hasBody(res)) {
      this.body(res, body);
      this.whole(res);
    } else {
      const done = this.#done;
      this.#done = undefined;
      done?.({ head: this.#head, body, wholeOctets: null });
    }
  }

  /** A part of the body, in a write of its own. */
  body(res: ServerResponse, part: string | Buffer): void {
    if (this.#done === undefined || part.length === 0 || !hasBody(res)) return;
    const octets = typeof part === "string" ? Buffer.from(part) : part;
    this.#body.push(...(res.chunkedEncoding ? chunk(octets) : [octets]));
  }

  /** The body is whole. */
  whole(res: ServerResponse): void {
    if (res.chunkedEncoding && hasBody(res)) this.#body.push(lastChunk);
    this.end();
  }

  /** Octets in the place of the answer. */
  raw(octets: string | Uint8Array): void {
    this.#body.push(Buffer.from(octets));
  }

  /** @param body length of the whole body, where not all of it was sent */
  end(then?: SentEnd, body?: number): void {
    const done = this.#done;
    this.#done = undefined;
    const wholeOctets = body === undefined ? null : this.#head.length + body;
    done?.({ head: this.#head, body: Buffer.concat(this.#body), wholeOctets, ...(then === undefined ? {} : { then }) });
  }
}

function hasBody({ req, statusCode }: ServerResponse): boolean {
  return req.method !== "HEAD" && statusCode !== 204 && statusCode !== 304;
}

const lastChunk = Buffer.from("0\r\n\r\n");

function chunk(octets: Buffer): readonly Buffer[] {
  return [Buffer.from(`${octets.length.toString(16)}\r\n`), octets, Buffer.from("\r\n")];
}
