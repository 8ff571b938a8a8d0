// What a clock moved by hand waits for at the SMPP doors: enquire_link that are due within a move are answered, or out of
// patience, before it goes on.

import type { Session } from "../protocols/smpp/session.ts";

export interface Holds {
  add(session: Session, settled: Promise<unknown>): void;
  /** Resolves when nothing holds the sandbox's clock any more. */
  settled(sandbox: string): Promise<void>;
  /** The clock has been moved as far as it was to go: sessions that held it go on. */
  moved(sandbox: string): void;
}

export function createHolds(): Holds {
  /** By sandbox; what a session holds with is forgotten when it has been waited for. */
  const held = new Map<string, Map<Session, Promise<unknown> | null>>();

  return {
    add(session, settled) {
      const sandbox = session.account?.slice(0, session.account.indexOf(" ")) ?? "";
      const all = held.get(sandbox) ?? new Map<Session, Promise<unknown> | null>();
      held.set(sandbox, all.set(session, settled));
    },
    async settled(sandbox) {
      const all = held.get(sandbox);
      if (all === undefined) return;
      for (const [session, settled] of all) {
        if (settled === null) continue;
        await settled;
        if (all.get(session) === settled) all.set(session, null);
      }
    },
    moved(sandbox) {
      const all = held.get(sandbox);
      held.delete(sandbox);
      for (const session of all?.keys() ?? []) session.moved();
    },
  };
}
