// The scenario editor of one sandbox: loads CodeMirror late, checks the text while it is written, keeps the draft.

import { useEffect, useRef, useState } from "preact/hooks";
import type { LocatedMistake } from "../../../../core/usage-error.ts";
import { useInbox } from "../../inbox.ts";
import type { Editor } from "./editor.ts";

/** Text that is not active yet, by sandbox. A draft is dropped when another text than `began` is active. */
const drafts = new Map<string, { readonly began: string; readonly text: string }>();

/** Milliseconds without a key until the text is checked. */
const pause = 300;

interface Events {
  readonly onChange: () => void;
  readonly onFindings: (findings: readonly LocatedMistake[]) => void;
}

/** @param source the text to begin with; null while it is loaded */
export function useEditor(source: string | null, { onChange, onFindings }: Events) {
  const { remote, place, say } = useInbox();
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const [ready, setReady] = useState(false);

  function mark(findings: readonly LocatedMistake[]): void {
    onFindings(findings);
    editor.current?.mark(findings);
  }

  useEffect(() => {
    const parent = holder.current;
    if (parent === null || source === null) return;
    const draft = drafts.get(place.sandbox);
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void import("./editor.ts").then(({ openEditor }) => {
      if (gone) return;
      editor.current = openEditor({
        parent,
        text: draft?.began === source ? draft.text : source,
        label: say("editor"),
        onChange(text) {
          onChange();
          drafts.set(place.sandbox, { began: source, text });
          clearTimeout(timer);
          timer = setTimeout(() => {
            remote.call("POST /sandboxes/{sandbox}/scenario/check", { sandbox: place.sandbox, text }).then(
              ({ findings }) => mark(findings),
              () => {},
            );
          }, pause);
        },
      });
      setReady(true);
    });
    return () => {
      gone = true;
      clearTimeout(timer);
      editor.current?.close();
      editor.current = null;
    };
  }, [source, remote, place.sandbox, say]);

  return {
    holder,
    ready,
    mark,
    text: () => editor.current?.text() ?? "",
    forget: () => drafts.delete(place.sandbox),
    goTo: (line: number, column: number) => editor.current?.goTo(line, column),
  };
}
