// Calls of the hooks that a session's owner has given.

import type { ReceivedPdu, SessionContext, SessionView } from "./session-types.ts";

/** The `onLeaving` of an answer that no handler has made. */
export function answeredBy<S extends SessionView>(
  { context, session }: { readonly context: SessionContext<S>; readonly session: S },
  request: ReceivedPdu,
): (octets: Buffer) => void {
  return (octets) => guarded(context, () => context.handlers.onAnswered?.(session, request, octets));
}

/** Runs a hook of the session's owner. An exception there is a bug of the owner and ends nothing here. */
export function guarded(context: { readonly handlers: { onBug(error: unknown): void } }, work: () => void): void {
  try {
    work();
  } catch (error) {
    context.handlers.onBug(error);
  }
}
