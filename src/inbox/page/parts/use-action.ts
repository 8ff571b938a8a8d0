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
  const pressed = useRef<Element | null>(null);
  useEffect(() => {
    if (!busy) giveBack(pressed.current);
    pressed.current = busy ? pressed.current : null;
  }, [busy]);
  const run = (work: () => Promise<unknown>, then?: () => void): void => {
    pressed.current = document.activeElement;
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

/** Focuses an element that lost the focus while it was disabled; the view, if the element is gone. */
function giveBack(element: Element | null): void {
  if (!(element instanceof HTMLElement) || document.activeElement !== document.body) return;
  (element.isConnected ? element : document.querySelector("main"))?.focus();
}
