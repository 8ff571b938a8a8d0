// A client that knows octets and nothing else.

import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";

export class RawClient {
  readonly socket: Socket;
  /** True once the peer's FIN has come; `gone` once the connection is over. */
  ended = false;
  gone = false;
  failure: string | undefined;
  #read: Buffer = Buffer.alloc(0);
  #wake: (() => void)[] = [];

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => {
      this.#read = Buffer.concat([this.#read, chunk]);
      this.#print();
    });
    socket.on("end", () => {
      this.ended = true;
      this.#print();
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      this.failure = error.code;
    });
    socket.on("close", () => {
      this.gone = true;
      this.ended = true;
      this.#print();
    });
  }

  send(...octets: readonly Buffer[]): this {
    this.socket.write(Buffer.concat(octets));
    return this;
  }

  /** Every octet in a write of its own, each handed to the system before the next. */
  async sendBytewise(octets: Buffer): Promise<void> {
    for (const octet of octets) {
      await new Promise<void>((resolve) => this.socket.write(Buffer.of(octet), () => resolve()));
    }
  }

  /** The next `count` octets; fewer when the connection ends first. */
  async read(count: number): Promise<Buffer> {
    await this.#until(() => this.#read.length >= count || this.ended);
    const octets = this.#read.subarray(0, count);
    this.#read = this.#read.subarray(octets.length);
    return octets;
  }

  /** The next PDU, whole. */
  async readPdu(): Promise<Buffer> {
    await this.#until(() => this.#read.length >= 4 || this.ended);
    return this.read(this.#read.length < 4 ? this.#read.length : this.#read.readUInt32BE(0));
  }

  /** Everything up to the end of the connection. */
  async readToEnd(): Promise<Buffer> {
    await this.#until(() => this.ended);
    return this.read(this.#read.length);
  }

  async waitGone(): Promise<void> {
    await this.#until(() => this.gone);
  }

  /** PDUs that have arrived and are not read yet. */
  get unhandled(): Buffer {
    return this.#read;
  }

  destroy(): void {
    this.socket.destroy();
  }

  async #until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  #print(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

export async function connectRaw(port: number, allowHalfOpen = false): Promise<RawClient> {
  const socket = connectTcp({ port, host: "127.0.0.1", allowHalfOpen });
  await once(socket, "connect");
  return new RawClient(socket);
}
