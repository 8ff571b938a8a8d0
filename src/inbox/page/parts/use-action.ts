import { useEffect, useRef, useState } from "preact/hooks";

/**
 * Something a button does: whether it is under way, and what went wrong the last time. `then` follows when it went well
 * and its view still stands: who has gone elsewhere meanwhile is not fetched back.
 */
export function useAction(): {
  readonly busy: boolean;
  readonly error: unknown;
  readonly run: (work: () => Promise<unknown>, then?: () => void) => void;
} {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const stands = useRef(true);
  useEffect(
    () => () => {
      stands.current = false;
    },
    [],
  );
  const run = (work: () => Promise<unknown>, then?: () => void): void => {
    setBusy(true);
    setError(null);
    work()
      .then(() => {
        if (stands.current) then?.();
      })
      .catch(setError)
      .finally(() => setBusy(false));
  };
  return { busy, error, run };
}
