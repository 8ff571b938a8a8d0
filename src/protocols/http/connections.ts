// Connections of one listener: enough of each to close it at the right moment and to read a request line again.

import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Clock, Turns } from "../../core/clock.ts";
import { Octets } from "./octets.ts";
import { PacketTurns } from "./packet-turns.ts";
import { RequestQueue } from "./request-queue.ts";

export interface HttpConnection {
  /** The TLS socket on an https listener. */
  readonly socket: Socket;
  /** Octets since the last line end: perhaps the beginning of a request line. */
  readonly tail: ResponseTail;
  /** Answer to the newest request; the answers of one connection go out in order. */
  last: ServerResponse | null;
  readonly queue: RequestQueue;
  /** Counts from 1 at its listener. */
  readonly number: number;
  /**
   * `http`: Node's parser reads. `repairing`: we read a request line. `held`: that line is whole, and waits for the
   * answers before it. `refused`: further octets no longer count.
   */
  state: "http" | "repairing" | "held" | "refused";
}

/** True if an answer is still to go out. */
export function busy(connection: HttpConnection): boolean {
  return connection.last !== null && !connection.last.closed;
}

/** A listener's connections. An app that is mounted in another server has none here: its answers need no entry. */
export class Connections {
  readonly clock: Clock;
  readonly packets: PacketTurns;
  readonly #open = new Map<Socket, HttpConnection>();
  /** TCP sockets under TLS, by `peer`. */
  readonly #underTls = new Map<string, Socket>();
  readonly #stop = new AbortController();
  #count = 0;

  constructor(clock: Clock, turns: Turns) {
    this.clock = clock;
    this.packets = new PacketTurns(clock, turns);
  }

  get size(): number {
    return this.#open.size;
  }

  /** Aborted when the listener stops. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  connectionOn(socket: Socket): HttpConnection | undefined {
    return this.#open.get(socket);
  }

  /** @param maxPipelinedBytes octets that may arrive behind a request that waits */
  add(socket: Socket, maxHeadBytes: number, maxPipelinedBytes: number): HttpConnection {
    const queue = new RequestQueue(socket, maxPipelinedBytes);
    const connection: HttpConnection = {
      socket,
      last: null,
      queue,
      number: ++this.#count,
      state: "http",
      tail: new ResponseTail(maxHeadBytes),
    };
    this.#open.set(socket, connection);
    socket.once("close", () => this.#open.delete(socket));
    return connection;
  }

  /** @param socket the TCP socket of a connection that will speak TLS */
  addUnderTls(socket: Socket): void {
    const key = peer(socket);
    this.#underTls.set(key, socket);
    socket.once("close", () => this.#underTls.delete(key));
  }

  /** @param socket of a connection that carries TLS from now on, within a tunnel */
  tunnelled(socket: Socket): void {
    this.#open.delete(socket);
    this.addUnderTls(socket);
  }

  /** True if the connection closes after this answer: the listener stops, or the client has closed its sending side. */
  closing(res: ServerResponse): boolean {
    const { socket } = res.req;
    // Answers to pipelined requests behind this one go out first.
    return (this.stopped.aborted || socket.readableEnded) && this.#open.get(socket)?.last === res;
  }

  /** Cuts the connection with RST. Only the TCP socket under a TLS one can be reset. */
  reset({ socket }: ServerResponse): void {
    if (socket === null) return;
    const tcp = "encrypted" in socket ? this.#underTls.get(peer(socket)) : socket;
    if (tcp === undefined) socket.destroy();
    else tcp.resetAndDestroy();
  }

  /** Ends hangs and streams, and closes each connection, after the answer that is under way. */
  stop(): void {
    this.#stop.abort();
    for (const connection of this.#open.values()) {
      const { queue } = connection;
      queue.drop();
      connection.last = queue.current ?? connection.last;
      if (!busy(connection)) connection.socket.destroy();
      else connection.last?.once("close", () => connection.socket.destroySoon());
    }
    const secured = new Set([...this.#open.keys()].map(peer));
    for (const [key, socket] of this.#underTls) if (!secured.has(key)) socket.destroy();
  }

  destroy(): void {
    for (const socket of [...this.#open.keys(), ...this.#underTls.values()]) socket.destroy();
  }
}

/** Tells connections apart: both sockets of a TLS connection have the same. */
function peer(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort} ${socket.localAddress}`;
}

/** Keeps the octets after the last line end of a stream, within a bound; beyond the bound, nothing. */
export class ResponseTail {
  /** The first piece, not copied: most lines come whole, so that nobody asks for it. */
  #first: Buffer | null = null;
  readonly #octets = new Octets();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  push(piece: Buffer): void {
    const end = piece.lastIndexOf(10);
    if (end >= 0) this.clear();
    if (end === piece.length - 1) return;
    const rest = piece.subarray(end + 1);
    if (this.#first === null && this.#octets.size === 0) {
      this.#first = rest;
      return;
    }
    this.#gather();
    this.#octets.add(rest);
    if (this.#octets.size > this.#max) this.#octets.clear();
  }

  octets(): Buffer {
    this.#gather();
    return this.#octets.joined();
  }

  clear(): void {
    this.#first = null;
    if (this.#octets.size > 0) this.#octets.clear();
  }

  #gather(): void {
    if (this.#first === null) return;
    this.#octets.add(this.#first);
    this.#first = null;
  }
}
