// Answers of the client's receiver to callbacks.

import type { JournalAttempt, JournalCallback } from "./journal.ts";
import { lastSeen } from "./last-seen.ts";
import type { ConductModel } from "./model.ts";
import type { Violation } from "./rule.ts";

export interface AnsweredCallback {
  readonly callback: JournalCallback;
  /** Attempts that the receiver answered. */
  readonly answered: readonly JournalAttempt[];
}

/** Callbacks that the receiver has answered at least once. */
export function answeredCallbacks({ callbacks }: ConductModel, by: JournalCallback["by"]): readonly AnsweredCallback[] {
  return callbacks.flatMap((callback) => {
    const answered = callback.attempts.filter(({ status }) => status !== null);
    return callback.by === by && answered.length > 0 ? [{ callback, answered }] : [];
  });
}

/**
 * Callbacks that were answered, or that the receiver did not take although the client was seen later. Without that
 * request the receiver may have ended with the program under test.
 */
export function triedCallbacks(model: ConductModel): readonly AnsweredCallback[] {
  const seen = lastSeen(model);
  return model.callbacks.flatMap((callback) => {
    const last = seen.get(callback.account) ?? -1;
    const isJudged = ({ status, error, elapsedMs }: JournalAttempt): boolean =>
      status !== null || (callback.by === "http" && error !== "" && elapsedMs !== undefined && elapsedMs <= last);
    const answered = callback.attempts.filter(isJudged);
    return answered.length > 0 ? [{ callback, answered }] : [];
  });
}

/** True if a rule of its own judges the status: another 2xx, a redirect, a login. */
export function hasOwnRule({ status }: JournalAttempt, { by }: JournalCallback): boolean {
  if (by !== "http" || status === null) return false;
  return status === 401 || status === 403 || (status >= 200 && status < 400);
}

export function isSuccess({ error }: JournalAttempt): boolean {
  return error === "";
}

export function byCallback({ callback }: AnsweredCallback): Pick<Violation, "account" | "at" | "callbacks"> {
  return { account: callback.account, at: callback.attempts[0]?.at ?? 0, callbacks: [callback.seq] };
}
