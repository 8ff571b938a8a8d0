// Reports of a message wait until the response to its submission has left: no receipt goes before it (D4).

import type { Workers } from "../delivery/workers.ts";
import type { SmppSession } from "../protocols/smpp/session.ts";

export class HeldReports {
  readonly #workers: Pick<Workers, "hold" | "answered">;
  /** By session: the messages, each with the signal that its sandbox's reset aborts. */
  readonly #held = new Map<number, Map<number, AbortSignal>>();

  constructor(workers: Pick<Workers, "hold" | "answered">) {
    this.#workers = workers;
  }

  hold({ id }: SmppSession, messages: readonly number[], reset: AbortSignal): void {
    this.#workers.hold(messages);
    const held = this.#held.get(id) ?? new Map<number, AbortSignal>();
    this.#held.set(id, held);
    for (const message of messages) held.set(message, reset);
  }

  release({ id }: SmppSession, messages: readonly number[]): void {
    const held = this.#held.get(id);
    // A reset numbers messages anew: the numbers from before it mean others now.
    this.#workers.answered(messages.filter((message) => held?.get(message)?.aborted === false));
    for (const message of messages) held?.delete(message);
  }

  /** Releases every report of a session that has ended. */
  releaseAll(session: SmppSession): void {
    this.release(session, [...(this.#held.get(session.id)?.keys() ?? [])]);
    this.#held.delete(session.id);
  }
}
