import { useEffect, useRef } from "preact/hooks";
import { useInbox } from "../inbox.ts";
import type { Word } from "../words/say.ts";

const keys: readonly (readonly [keys: string, what: Word])[] = [
  ["j  k", "key-move"],
  ["Enter", "key-open"],
  ["Esc", "key-close"],
  ["/", "key-search"],
  ["Ctrl K", "key-search-all"],
  ["1 – 9  0", "key-view"],
  ["?", "key-help"],
];

export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const { say } = useInbox();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="keys-title" onClose={onClose}>
      <h2 id="keys-title">{say("keys")}</h2>
      <dl class="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split("  ").map((alternative) => (
                <kbd key={alternative}>{alternative}</kbd>
              ))}
            </dt>
            <dd>{say(what)}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={() => dialog.current?.close()}>
        {say("close")}
      </button>
    </dialog>
  );
}
