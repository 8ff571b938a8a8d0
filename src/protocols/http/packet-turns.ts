// Turns for what is costly to read: each packet of a chunked or large body, and each large body as a whole. Node's parser
// takes 20 ms for a packet with ten thousand chunks of an octet, and a body of 4 MB takes as long: the loop rests after each.

import type { IncomingMessage } from "node:http";
import type { Clock, Turns } from "../../core/clock.ts";

/** Pieces of a packet above which its reading rests, and pieces for each millisecond of the rest. */
const [manyPieces, piecesPerMs] = [256, 250];
/** Octets above which a body is large. */
export const largeBody = 256 * 1024;
/** Octets of a large body for each millisecond of the rest after it. */
const octetsPerMs = 64 * 1024;

export class PacketTurns {
  readonly #clock: Clock;
  readonly #turns: Turns;
  /** Rest after the latest packet in many pieces, of all connections. */
  #rest: Promise<void> = Promise.resolve();
  /** Rest after the latest large body, of all connections. */
  #restAfterBody: Promise<void> = Promise.resolve();

  constructor(clock: Clock, turns: Turns) {
    this.#clock = clock;
    this.#turns = turns;
  }

  /** Reads a body packet by packet. */
  watch(incoming: IncomingMessage): void {
    const { socket } = incoming;
    let [pieces, isPaused] = [0, false];
    const pauseForATurn = (): void => {
      isPaused = true;
      socket.pause();
      this.#after(() => pieces).then(() => {
        [pieces, isPaused] = [0, false];
        socket.resume();
      });
    };
    incoming.on("data", () => {
      pieces += 1;
      if (!isPaused) pauseForATurn();
    });
    // A request resumes its socket with each piece that it gives.
    const keepPaused = (): void => {
      if (isPaused) socket.pause();
    };
    socket.on("resume", keepPaused);
    incoming.once("close", () => socket.off("resume", keepPaused));
    pauseForATurn();
  }

  /** Resolves when a body of so many octets may be worked off; null: at once. */
  forBody(octets: number): Promise<void> | null {
    if (octets <= largeBody) return null;
    const turn = this.#restAfterBody.then(() => this.#turns.next(this));
    this.#restAfterBody = turn.then(() => this.#pause(octets / octetsPerMs));
    return turn;
  }

  async #after(pieces: () => number): Promise<void> {
    // All packets of a listener have a single owner: other work waits for one of them at most.
    await this.#turns.next(this);
    const count = pieces();
    if (count <= manyPieces) return;
    this.#rest = this.#rest.then(() => this.#pause(count / piecesPerMs));
    await this.#rest;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(ms, resolve));
  }
}
