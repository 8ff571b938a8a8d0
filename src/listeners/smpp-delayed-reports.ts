// Reports of a message wait until the response to its submission has left: no receipt goes before it (D4).

import type { Workers } from "../delivery/workers.ts";
import type { SmppSession } from "../protocols/smpp/session.ts";

export class DelayedReports {
  readonly #workers: Pick<Workers, "delayReports" | "answered">;
  /** By session: the messages, each with the signal that its sandbox's reset aborts. */
  readonly #messages = new Map<number, Map<number, AbortSignal>>();

  constructor(workers: Pick<Workers, "delayReports" | "answered">) {
    this.#workers = workers;
  }

  delay({ id }: SmppSession, messages: readonly number[], reset: AbortSignal): void {
    this.#workers.delayReports(messages);
    const ofSession = this.#messages.get(id) ?? new Map<number, AbortSignal>();
    this.#messages.set(id, ofSession);
    for (const message of messages) ofSession.set(message, reset);
  }

  release({ id }: SmppSession, messages: readonly number[]): void {
    const ofSession = this.#messages.get(id);
    // A reset numbers messages anew: the numbers from before it mean others now.
    this.#workers.answered(messages.filter((message) => ofSession?.get(message)?.aborted === false));
    for (const message of messages) ofSession?.delete(message);
  }

  /** Releases every report of a session that has ended. */
  releaseAll(session: SmppSession): void {
    this.release(session, [...(this.#messages.get(session.id)?.keys() ?? [])]);
    this.#messages.delete(session.id);
  }
}
