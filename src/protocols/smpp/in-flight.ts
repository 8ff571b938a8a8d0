// Requests of the peer that are being answered: how many, how many octets, and their sequence numbers.

export class RequestsInFlight {
  count = 0;
  octets = 0;
  readonly #sequences = new Map<number, number>();

  has(sequence: number): boolean {
    return this.#sequences.has(sequence);
  }

  /** True if two requests or more have this number. */
  hasTwice(sequence: number): boolean {
    return (this.#sequences.get(sequence) ?? 0) > 1;
  }

  begin(sequence: number, octets: number): void {
    this.count++;
    this.octets += octets;
    this.#sequences.set(sequence, (this.#sequences.get(sequence) ?? 0) + 1);
  }

  end(sequence: number, octets: number): void {
    this.count--;
    this.octets -= octets;
    const left = (this.#sequences.get(sequence) ?? 1) - 1;
    if (left > 0) this.#sequences.set(sequence, left);
    else this.#sequences.delete(sequence);
  }
}
