// Answers that a scenario lets reports overtake: each waits until the reports of its own messages are written.

import type { JsonObject } from "../core/json.ts";

export class WrittenReports {
  /** By the number of the message. */
  readonly #waiting = new Map<number, () => void>();

  /** A report has gone to the connection. */
  written({ message }: JsonObject): void {
    if (typeof message === "number") this.#waiting.get(message)?.();
  }

  /** Resolves when a report of each message is written, or when `over` resolves. */
  async wait(messages: readonly number[], over: () => Promise<void>): Promise<void> {
    const all = messages.map((message) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.set(message, resolve);
      return promise;
    });
    try {
      await Promise.race([Promise.all(all), over()]);
    } finally {
      for (const message of messages) this.#waiting.delete(message);
    }
  }
}
