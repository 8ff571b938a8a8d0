// A change of scenario that the emulator refuses under messages: asks whether to reset the sandbox with it.

import { useInbox } from "../../inbox.ts";
import { Refused } from "../../remote/remote.ts";

type Change = (reset: boolean) => Promise<unknown>;

/** Carries out a change; where it needs a reset, asks and repeats the change with one. */
export function useWithReset(): (change: Change) => Promise<void> {
  const { place, say } = useInbox();
  return (change) =>
    changeWithReset(change, (reason) => confirm(say("put-resets", { reason, sandbox: place.sandbox })));
}

/** @param mayReset true if the person wants the reset @throws Refused */
export async function changeWithReset(change: Change, mayReset: (reason: string) => boolean): Promise<void> {
  try {
    await change(false);
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409 || !mayReset(error.message)) throw error;
    await change(true);
  }
}
