// Octets that arrive in pieces of any size. They are copied together, because a Buffer of one octet takes some 400.

const firstBytes = 1024;
const maxBytes = 64 * 1024;

export class Octets {
  /** Octets that are announced. They get a block of exactly that size once a quarter of them is there. */
  readonly #announced: number;
  #blocks: Buffer[] = [];
  /** Octets in the last block. */
  #used = 0;
  #size = 0;

  constructor(announced = 0) {
    this.#announced = announced;
  }

  get size(): number {
    return this.#size;
  }

  add(piece: Buffer): void {
    if (this.#isDue(piece.length)) this.#gather();
    this.#size += piece.length;
    for (let from = 0; from < piece.length; ) {
      let block = this.#blocks.at(-1);
      if (block === undefined || this.#used === block.length) {
        block = Buffer.allocUnsafeSlow(Math.min(2 * (block?.length ?? firstBytes / 2), maxBytes));
        this.#blocks.push(block);
        this.#used = 0;
      }
      const copied = piece.copy(block, this.#used, from);
      this.#used += copied;
      from += copied;
    }
  }

  /** All octets so far. */
  joined(): Buffer {
    const [first] = this.#blocks;
    return this.#blocks.length === 1 && first?.length === this.#size ? first : Buffer.concat(this.#blocks, this.#size);
  }

  #isDue(more: number): boolean {
    const after = this.#size + more;
    return 4 * after >= this.#announced && 4 * this.#size < this.#announced && after <= this.#announced;
  }

  #gather(): void {
    const whole = Buffer.allocUnsafeSlow(this.#announced);
    let at = 0;
    for (const block of this.#blocks) at += block.copy(whole, at, 0, this.#size - at);
    this.#blocks = [whole];
    this.#used = at;
  }

  clear(): void {
    this.#blocks = [];
    this.#used = 0;
    this.#size = 0;
  }
}
