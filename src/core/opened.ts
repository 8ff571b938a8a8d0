// Parts that are open, closed again in the reverse order of opening. Node.js 22 has no AsyncDisposableStack yet.

/** Parts of a program that are closed together. */
export class Opened {
  readonly #closers: (() => unknown)[] = [];

  /** Keeps a part and how to close it. */
  adopt<Part>(part: Part, close: (part: Part) => unknown): Part {
    this.defer(() => close(part));
    return part;
  }

  defer(close: () => unknown): void {
    this.#closers.push(close);
  }

  /** Closes all, the latest first, and each although another fails. @throws the first error */
  async close(): Promise<void> {
    const errors: unknown[] = [];
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
