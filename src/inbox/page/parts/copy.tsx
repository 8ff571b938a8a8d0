import { useState } from "preact/hooks";
import { useInbox } from "../inbox.ts";

/** Copies a text, and says that it did. */
export function Copy({ text, what }: { readonly text: string; readonly what: string }) {
  const { say } = useInbox();
  const [done, setDone] = useState(false);
  const copy = (): void => {
    navigator.clipboard?.writeText(text).then(
      () => {
        setDone(true);
        setTimeout(() => setDone(false), 1500);
      },
      () => {},
    );
  };
  return (
    <button type="button" class="quiet small" aria-label={say("copy-what", { what })} onClick={copy}>
      {say(done ? "copied" : "copy")}
    </button>
  );
}
