// A change of scenario that the emulator refuses under messages: asks whether to reset the sandbox with it.

import { useInbox } from "../../inbox.ts";
import { Refused } from "../../remote/remote.ts";

/** Carries out a change; where it needs a reset, asks and repeats the change with one. */
export function useWithReset(): (change: (reset: boolean) => Promise<unknown>) => Promise<void> {
  const { place, say } = useInbox();
  return async (change) => {
    try {
      await change(false);
    } catch (error) {
      const isConflict = error instanceof Refused && error.status === 409;
      if (!isConflict || !confirm(say("put-resets", { reason: error.message, sandbox: place.sandbox }))) throw error;
      await change(true);
    }
  };
}
