// Barriers for a manual clock: within a move, the clock goes on only once a due enquire_link is answered or out of
// patience.

import type { SmppSession } from "../protocols/smpp/session.ts";
import { parseReceiverKey } from "../providers/provider.ts";

export class ClockBarriers {
  /** By sandbox. Null: the session's barrier has been waited for. */
  readonly #barriers = new Map<string, Map<SmppSession, Promise<unknown> | null>>();

  add(session: SmppSession, settled: Promise<unknown>): void {
    const sandbox = parseReceiverKey(session.account ?? "")?.sandbox ?? "";
    const all = this.#barriers.get(sandbox) ?? new Map<SmppSession, Promise<unknown> | null>();
    this.#barriers.set(sandbox, all.set(session, settled));
  }

  /** Resolves when no session holds up the sandbox's clock any more. */
  async settled(sandbox: string): Promise<void> {
    const all = this.#barriers.get(sandbox);
    if (all === undefined) return;
    for (const [session, settled] of all) {
      if (settled === null) continue;
      await settled;
      if (all.get(session) === settled) all.set(session, null);
    }
  }

  /** Lets the sessions that held up the clock go on, after the whole move. */
  moved(sandbox: string): void {
    const all = this.#barriers.get(sandbox);
    this.#barriers.delete(sandbox);
    for (const session of all?.keys() ?? []) session.moved();
  }
}
