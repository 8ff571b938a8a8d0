// Octets that arrive in pieces of any size. They are copied together, because a Buffer of one octet takes some 400.

const firstBytes = 1024;
const mostBytes = 64 * 1024;

export class Octets {
  #blocks: Buffer[] = [];
  /** Octets in the last block. */
  #used = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(piece: Buffer): void {
    this.#size += piece.length;
    for (let from = 0; from < piece.length; ) {
      let block = this.#blocks.at(-1);
      if (block === undefined || this.#used === block.length) {
        block = Buffer.allocUnsafeSlow(Math.min(2 * (block?.length ?? firstBytes / 2), mostBytes));
        this.#blocks.push(block);
        this.#used = 0;
      }
      const copied = piece.copy(block, this.#used, from);
      this.#used += copied;
      from += copied;
    }
  }

  /** All octets so far, in a Buffer of their own. */
  joined(): Buffer {
    return Buffer.concat(this.#blocks, this.#size);
  }

  clear(): void {
    this.#blocks = [];
    this.#used = 0;
    this.#size = 0;
  }
}
