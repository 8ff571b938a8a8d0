// Reads a chunked body packet by packet. Node's parser takes 20 ms for a packet with ten thousand chunks of an octet: each
// has a turn of its own, and after such a packet the loop is free for as long.

import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Clock, Turns } from "../../core/clock.ts";

/** Pieces of a packet above which its reading rests, and pieces for each millisecond of the rest. */
const [manyPieces, piecesPerMs] = [256, 250];

export class PacketTurns {
  readonly #clock: Clock;
  readonly #turns: Turns;
  /** Rest after the latest packet in many pieces, of all connections. */
  #rest: Promise<void> = Promise.resolve();

  constructor(clock: Clock, turns: Turns) {
    this.#clock = clock;
    this.#turns = turns;
  }

  watch(incoming: IncomingMessage): void {
    const { socket } = incoming;
    let pieces = 0;
    incoming.on("data", () => {
      pieces += 1;
      if (pieces > 1) return;
      socket.pause();
      this.#after(socket, () => pieces).then(() => {
        pieces = 0;
        socket.resume();
      });
    });
    // A request resumes its socket with each piece that it gives.
    const hold = (): void => {
      if (pieces > 0) socket.pause();
    };
    socket.on("resume", hold);
    incoming.once("close", () => socket.off("resume", hold));
  }

  async #after(socket: Socket, pieces: () => number): Promise<void> {
    await this.#turns.next(socket);
    const count = pieces();
    if (count <= manyPieces) return;
    this.#rest = this.#rest.then(() => new Promise((resolve) => this.#clock.after(count / piecesPerMs, resolve)));
    await this.#rest;
  }
}
