// Cuts a stream of octets into PDUs (SMPP 3.4 section 3.2.2), however fragmented. Memory grows with the octets that
// have arrived, never with an announced command_length.

const headerLength = 16;
const empty = Buffer.alloc(0);

/** A command_length that cannot be true: the stream cannot be trusted any more (W2). */
export interface FrameError {
  readonly commandLength: number;
  /** Sequence number for the generic_nack: 0 when the header cannot be decoded (4.3.1). */
  readonly sequence: number;
  /** Octets that have arrived of the PDU, for the journal: at most `max`. */
  readonly octets: Buffer;
}

export class Framer {
  /** Largest PDU taken, in octets. The session raises it after a bind. */
  max: number;
  #octets: Buffer = empty;
  #start = 0;
  #end = 0;
  /** True when octets may be written behind `#end`: the buffer is ours, not a read's. */
  #own = false;

  constructor(max: number) {
    this.max = max;
  }

  /** Octets that have arrived and are not cut yet. */
  get waiting(): number {
    return this.#end - this.#start;
  }

  push(chunk: Buffer): void {
    const { waiting } = this;
    if (waiting === 0) {
      this.#octets = chunk;
      this.#start = 0;
      this.#end = chunk.length;
      this.#own = false;
      return;
    }
    if (!this.#own || this.#end + chunk.length > this.#octets.length) {
      // PDUs already returned are views on the old buffer: the rest moves to a new one.
      const grown = Buffer.allocUnsafeSlow(2 * (waiting + chunk.length));
      this.#octets.copy(grown, 0, this.#start, this.#end);
      this.#octets = grown;
      this.#start = 0;
      this.#end = waiting;
      this.#own = true;
    }
    chunk.copy(this.#octets, this.#end);
    this.#end += chunk.length;
  }

  /** Returns the next whole PDU as a view on the read buffer, undefined until more arrives, or a final error. */
  next(): Buffer | FrameError | undefined {
    const { waiting } = this;
    if (waiting < 4) return undefined;
    const start = this.#start;
    const length = this.#octets.readUInt32BE(start);
    if (length < headerLength) return this.#error(length, 0);
    if (length > this.max) {
      return waiting < headerLength ? undefined : this.#error(length, this.#octets.readUInt32BE(start + 12));
    }
    if (waiting < length) return undefined;
    this.#start += length;
    const pdu = this.#octets.subarray(start, this.#start);
    if (this.#start === this.#end) this.#drop();
    return pdu;
  }

  #error(commandLength: number, sequence: number): FrameError {
    return { commandLength, sequence, octets: this.#octets.subarray(this.#start, this.#end).subarray(0, this.max) };
  }

  #drop(): void {
    this.#octets = empty;
    this.#start = 0;
    this.#end = 0;
    this.#own = false;
  }
}
