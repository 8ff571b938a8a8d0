// An HTTP client that knows only bytes: it sends what it is given and keeps what comes, to the byte.

import { connect, type Socket } from "node:net";

export interface RawAnswer {
  readonly status: number;
  readonly statusLine: string;
  /** Names and values as sent, in order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The whole head, with its blank line. */
  readonly head: string;
  readonly body: Buffer;
}

/** How the other side ended the connection. */
export type Ending = "fin" | "reset";

export class RawClient {
  readonly socket: Socket;
  private received: Buffer = Buffer.alloc(0);
  private ending: Ending | null = null;
  private wake: (() => void)[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.stir();
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNRESET") this.ending ??= "reset";
    });
    socket.on("end", () => {
      this.ending ??= "fin";
      this.stir();
    });
    socket.on("close", () => {
      this.ending ??= "reset";
      this.stir();
    });
  }

  static open(port: number, host = "127.0.0.1"): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host, allowHalfOpen: true, noDelay: true }, () => resolve(new RawClient(socket)));
      socket.once("error", reject);
    });
  }

  /** Text is sent as UTF-8. */
  send(bytes: string | Uint8Array): this {
    this.socket.write(bytes);
    return this;
  }

  /** The next whole answer, by its Content-Length (`bodiless`: none follows, as after HEAD). */
  async answer(bodiless = false): Promise<RawAnswer> {
    await this.until(() => this.received.includes("\r\n\r\n"));
    const split = this.received.indexOf("\r\n\r\n");
    if (split < 0) throw new Error(`connection ended (${this.ending}) after: ${this.received.toString("latin1")}`);
    const head = this.received.toString("latin1", 0, split + 4);
    const [statusLine = "", ...lines] = head.trimEnd().split("\r\n");
    const headers = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)] as const);
    const status = Number(statusLine.split(" ")[1]);
    const length = bodiless || status < 200 ? 0 : Number(headerOf({ headers }, "content-length") ?? 0);
    await this.until(() => this.received.length >= split + 4 + length);
    const body = this.received.subarray(split + 4, split + 4 + length);
    this.received = this.received.subarray(split + 4 + length);
    return { status, statusLine, headers, head, body };
  }

  /** Everything up to the end of the connection, and how it ended. */
  async rest(): Promise<{ bytes: Buffer; ending: Ending }> {
    await this.until(() => false);
    const bytes = this.received;
    this.received = Buffer.alloc(0);
    return { bytes, ending: this.ending ?? "fin" };
  }

  /** Resolves once at least so many bytes wait to be taken. */
  async bytes(count: number): Promise<Buffer> {
    await this.until(() => this.received.length >= count);
    return this.received;
  }

  /** Sends FIN and reads on. */
  finish(): void {
    this.socket.end();
  }

  close(): void {
    this.socket.destroy();
  }

  private async until(enough: () => boolean): Promise<void> {
    while (!enough() && this.ending === null) await new Promise<void>((resolve) => this.wake.push(resolve));
  }

  private stir(): void {
    const waiting = this.wake;
    this.wake = [];
    for (const resume of waiting) resume();
  }
}

export function headerOf(answer: Pick<RawAnswer, "headers">, name: string): string | undefined {
  return answer.headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Sends a request on a connection of its own. */
export async function roundTrip(port: number, bytes: string | Uint8Array): Promise<RawAnswer> {
  const client = await RawClient.open(port);
  try {
    return await client.send(bytes).answer();
  } finally {
    client.close();
  }
}
