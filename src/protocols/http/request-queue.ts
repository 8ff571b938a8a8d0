// Requests of one connection, served one after the other. The next begins in a turn of its own, after the answer before
// is written: a connection holds one unwritten answer, and takes no more of a turn than any other.

import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { onNextTurn } from "../../core/timers.ts";

export class RequestQueue {
  readonly #socket: Socket;
  readonly #maxOctets: number;
  #waiting: { readonly res: ServerResponse; readonly serve: () => void }[] = [];
  /** Answer that is under way. */
  #current: ServerResponse | null = null;
  #octets = 0;
  #isPaused = false;

  /** @param maxOctets octets that the connection may send while a request waits; then nothing is read for now */
  constructor(socket: Socket, maxOctets: number) {
    this.#socket = socket;
    this.#maxOctets = maxOctets;
  }

  /** Requests behind the one that is served. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Answer that is under way; null: none is. */
  get current(): ServerResponse | null {
    return this.#current;
  }

  add(res: ServerResponse, serve: () => void): void {
    if (this.#current === null) this.#begin(res, serve);
    else this.#waiting.push({ res, serve });
  }

  /** Counts octets that arrived, of whatever. */
  arrived(octets: number): void {
    if (this.size === 0) return;
    this.#octets += octets;
    if (this.#octets <= this.#maxOctets) return;
    this.#isPaused = true;
    this.#socket.pause();
  }

  /** Forgets the requests that have not begun. */
  drop(): void {
    this.#waiting = [];
  }

  #begin(res: ServerResponse, serve: () => void): void {
    this.#current = res;
    res.once("close", () => this.#ended());
    serve();
  }

  #ended(): void {
    if (this.size === 0) this.#idle();
    else onNextTurn(() => this.#next());
  }

  #next(): void {
    // The client has left.
    if (this.#socket.destroyed) this.drop();
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle();
    else {
      if (this.size === 0) this.#read();
      this.#begin(next.res, next.serve);
    }
  }

  #idle(): void {
    this.#current = null;
    this.#read();
  }

  #read(): void {
    this.#octets = 0;
    if (this.#isPaused) this.#socket.resume();
    this.#isPaused = false;
  }
}
